"""What a client gives to make a visit theirs: a name, a way to reach them, a signature under the consent."""

import json
import uuid
from datetime import date
from typing import Any

from django import forms

from unknot.clients.consent_texts import TREATMENT
from unknot.clients.models import Client
from unknot.clinical.facts import Person

ADULT = 18
SIGNATURE = ("agrees", "signed_name", "signed_drawing")
LONGEST_DRAWING = 200_000
WIDEST_PAD = 10_000
"""Pixels. A finger may leave the pad while it draws, but not by much."""


class DetailsForm(forms.Form):
    """Name, contact, guardian where one signs, consent, signature. `request_key` makes a second submit harmless.

    Of a `known` client everything is filled in, and a consent of theirs under the same words is not signed twice.
    """

    request_key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Full name of the person treated",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Give the name the therapist should call."},
    )
    email = forms.EmailField(
        label="E-mail",
        help_text="For the confirmation. Nothing about health is ever sent by mail.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Give an e-mail address, so that the confirmation reaches you.",
            "invalid": "That is not an e-mail address. It looks like name@example.org.",
        },
    )
    phone = forms.CharField(
        label="Telephone",
        required=False,
        max_length=40,
        help_text="Only if something changes at short notice.",
        widget=forms.TelInput(attrs={"autocomplete": "tel"}),
    )
    guardian_name = forms.CharField(
        label="Your name, as the one who signs",
        max_length=120,
        error_messages={"required": "A parent or guardian has to sign. Give your name."},
    )
    guardian_relation = forms.CharField(
        label="You are their",
        max_length=40,
        help_text="For example mother, father, guardian.",
        error_messages={"required": "Say how you are related, for example mother or guardian."},
    )
    note = forms.CharField(
        label="Anything the therapist should know first?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agrees = forms.BooleanField(
        label="I have read this and agree.",
        error_messages={"required": "Tick this if you agree. Without consent there is no visit."},
    )
    signed_name = forms.CharField(
        label="Type your full name",
        max_length=120,
        error_messages={"required": "Type your full name as your signature. Drawing as well is up to you."},
    )
    signed_drawing = forms.CharField(required=False, max_length=LONGEST_DRAWING, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        for_whom: str,
        born_on: date | None,
        today: date,
        known: Client | None = None,
    ) -> None:
        super().__init__(data, initial={"request_key": uuid.uuid4().hex} | _on_record(known))
        self.needs_guardian = for_whom == "child" or is_minor(born_on, today)
        self.consent = known.own_consent(TREATMENT) if known and not self.needs_guardian else None
        unasked = () if self.needs_guardian else ("guardian_name", "guardian_relation")
        for name in (*unasked, *(SIGNATURE if self.consent else ())):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        treated, signs, signed = (
            data.get(name, "").casefold() for name in ("name", "guardian_name", "signed_name")
        )
        if self.needs_guardian and signed and signed == treated != signs:
            self.add_error("signed_name", "That is who is treated. Type your own name: you sign for them.")
        return data

    def clean_signed_drawing(self) -> list[Any] | None:
        """The strokes of a drawn signature, or nothing where what came is no drawing: the typed name holds."""
        return strokes_of(self.cleaned_data["signed_drawing"])


def _on_record(known: Client | None) -> dict[str, str]:
    if known is None:
        return {}
    guardian = known.guardians.order_by("-id").first()
    signs = {"guardian_name": guardian.name, "guardian_relation": guardian.relation} if guardian else {}
    return {"name": known.name, "email": known.email, "phone": known.phone} | signs


def strokes_of(drawn: str) -> list[list[list[int]]] | None:
    """The strokes of a signature as the page sends it, each a list of points; None for anything else."""
    try:
        sent = json.loads(drawn or "null")
    except (ValueError, RecursionError):
        return None
    strokes = sent.get("strokes") if isinstance(sent, dict) else None
    is_drawing = isinstance(strokes, list) and strokes and all(_is_stroke(each) for each in strokes)
    return strokes if is_drawing else None


def _is_stroke(sent: Any) -> bool:
    return isinstance(sent, list) and all(
        isinstance(point, list) and len(point) == 2 and all(_is_on_the_pad(each) for each in point)
        for point in sent
    )


def _is_on_the_pad(sent: Any) -> bool:
    return isinstance(sent, int) and not isinstance(sent, bool) and abs(sent) < WIDEST_PAD


def is_minor(born_on: date | None, today: date) -> bool:
    """Whether somebody is under 18; not known counts as grown up here, the screening asks again."""
    age = Person(born=born_on).age_on(today)
    return age is not None and age < ADULT
