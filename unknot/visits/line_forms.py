"""What a therapist records about a line as typed: which medicine it is, or which conditions it tells of."""

from collections.abc import Collection
from typing import Any

from django import forms

from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.medicines import Recognised, recognise
from unknot.intake.ticking import fill_choices

OTHER = "other"
NOTHING = "nothing"


class LineForm(forms.Form):
    """How it is known, and which entries the line tells of: asked of every line."""

    entries = forms.MultipleChoiceField(
        label="What does it tell of?", required=False, widget=forms.CheckboxSelectMultiple
    )
    another = forms.ChoiceField(label="Something else of the list", required=False)
    why = forms.CharField(
        label="How do you know?",
        help_text="For example: asked before the visit, read on the medicine box.",
        max_length=300,
        error_messages={"required": "Say in a few words how you know; it stays with the record."},
    )

    def __init__(self, *args: Any, knowledge: Knowledge, offered: Collection[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.knowledge = knowledge
        every = [each for each in knowledge.entries.values() if each.asked_of == "client"]
        fill_choices(self, "entries", [(each.id, each.title) for each in offered])
        listed = sorted((each.title, each.id) for each in every if each not in offered)
        fill_choices(self, "another", [("", "Nothing else"), *((id, title) for title, id in listed)])

    def answers_yes(self) -> list[str]:
        """The entries that are true of the client, as this line tells."""
        another = self.cleaned_data.get("another")
        return [*self.cleaned_data.get("entries", []), *([another] if another else [])]


class NoteForm(LineForm):
    """What somebody wrote about their health: the conditions it tells of, or that it changes nothing."""

    nothing = forms.BooleanField(label="It changes nothing about a massage", required=False)
    field_order = ("entries", "another", "nothing", "why")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(self.answers_yes()) == bool(data.get("nothing")):
            self.add_error("nothing", "Choose what it tells of, or tick this: one of the two.")
        return data

    def ids(self) -> list[str]:
        return self.answers_yes()


class MedicineForm(LineForm):
    """Which medicine a line is: one that may have been meant, another of the list, or one that changes nothing."""

    meant = forms.ChoiceField(
        label="What is it?", widget=forms.RadioSelect, error_messages={"required": "Choose what it is."}
    )
    other = forms.CharField(
        label="Its name, if it is another of the list",
        required=False,
        max_length=100,
        help_text="Generic name or brand.",
        widget=forms.TextInput(
            attrs={"list": "medicine-names", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )
    field_order = ("meant", "other", "entries", "another", "why")

    def __init__(self, *args: Any, read: Recognised, knowledge: Knowledge, **kwargs: Any) -> None:
        super().__init__(*args, knowledge=knowledge, offered=(), **kwargs)
        del self.fields["entries"]
        self.fields["another"].label = "Is it taken for something of the list?"
        sure = ", ".join(each.name for each in read.medicines)
        nothing = (
            f"As it is read: {sure}. Nothing is left to ask" if sure else "It changes nothing about a massage"
        )
        offers = [(each.medicine.name, f"{each.spelling}: {each.medicine.what}") for each in read.offers]
        fill_choices(self, "meant", [*offers, (OTHER, "Another medicine of the list"), (NOTHING, nothing)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("meant") == OTHER and not self._listed():
            self.add_error("other", self._not_listed())
        if data.get("meant") != OTHER and data.get("other"):
            self.add_error("other", "You chose something else above. Keep one of the two.")
        return data

    def ids(self) -> list[str]:
        meant = self.cleaned_data["meant"]
        return [] if meant == NOTHING else self._listed() if meant == OTHER else [meant]

    def _listed(self) -> list[str]:
        found = self._read_other()
        clear = found.medicines and not found.unknown and not found.doubtful
        return [each.name for each in found.medicines] if clear else []

    def _read_other(self) -> Recognised:
        return recognise(self.cleaned_data.get("other", ""), medicines=self.knowledge.medicines)

    def _not_listed(self) -> str:
        near = ", ".join(self._read_other().offered)
        return (
            f"This is not a name of the list.{f' Near it: {near}.' if near else ''} Type a name of the list."
        )
