"""Form fields for the follow-ups of an entry, and their values back in the shape of a client file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from unknot.clinical.entries import Ask, Entry
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.regions import RegionMap
from unknot.intake.accepting import is_accepted
from unknot.intake.ticking import NONE

SIDES = [("left", "Left"), ("right", "Right"), ("both", "Both")]
UNANSWERED = ("", "I don't know")
FLAGS = "flags"
UNSURE = "not_sure"


def as_said(value: Any) -> Any:
    """A form's value as a client file writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def field_of(ask: Ask, *, regions: list[tuple[str, str]]) -> forms.Field:
    """A form field for one follow-up; empty always stands for "not answered"."""
    label, hint = ask.question, ask.help
    if ask.type == "yes_no":
        choices = [UNANSWERED, ("yes", "Yes"), ("no", "No")]
        return forms.ChoiceField(
            label=label, help_text=hint, choices=choices, required=False, widget=forms.RadioSelect
        )
    if ask.type == "date":
        picker = forms.DateInput(attrs={"type": "date"})
        return forms.DateField(label=label, help_text=hint, required=False, widget=picker)
    if ask.type == "number":
        return forms.FloatField(label=label, help_text=hint, required=False)
    if ask.type == "side":
        return forms.ChoiceField(
            label=label, choices=[UNANSWERED, *SIDES], required=False, widget=forms.RadioSelect
        )
    if ask.type == "region":
        return forms.ChoiceField(label=label, choices=[UNANSWERED, *regions], required=False)
    labels = ask.choice_labels or ask.choices
    listed = list(zip(ask.choices, labels, strict=True))
    if ask.type == "choice":
        return forms.ChoiceField(
            label=label, choices=[UNANSWERED, *listed], required=False, widget=forms.RadioSelect
        )
    if ask.type == "choices":
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label=label, choices=listed, required=False, widget=boxes)
    return forms.CharField(label=label, help_text=hint, required=False, max_length=300)


class FollowUpsForm(forms.Form):
    """The follow-ups of one entry that was answered yes: its warning signs as one list, the rest as fields."""

    def __init__(self, data: Any = None, *, entry: Entry, regions: RegionMap, **kwargs: Any) -> None:
        super().__init__(data, prefix=entry.id, **kwargs)
        self.entry = entry
        self.signs = [ask for ask in entry.asks.values() if is_sign(ask)]
        if self.signs:
            self.fields[FLAGS] = _signs_field(self.signs)
        for name, ask in entry.asks.items():
            if not is_sign(ask):
                self.fields[name] = field_of(ask, regions=region_choices(ask, regions))

    def clean_flags(self) -> list[str]:
        chosen: list[str] = self.cleaned_data[FLAGS]
        if len(chosen) > 1 and {NONE, UNSURE} & set(chosen):
            raise forms.ValidationError("Choose what applies, or one of the last two, not both.")
        return chosen

    def is_accepted(self, *, knowledge: Knowledge, on: date) -> bool:
        """Whether what was filled in could be kept as said on that day; else the form says at which field not."""
        return is_accepted(self, lambda: {self.entry.id: [self.statement()]}, knowledge=knowledge, on=on)

    def statement(self) -> dict[str, Any]:
        """The yes with its follow-ups, in the shape of a client file; what was left open is left out."""
        said: dict[str, Any] = {"answer": True}
        chosen = self.cleaned_data.get(FLAGS, [])
        if UNSURE not in chosen:
            said |= {ask.name: ask.name in chosen for ask in self.signs}
        for name, value in self.cleaned_data.items():
            if name != FLAGS and value not in (None, "", []):
                said[name] = as_said(value)
        return said


def is_sign(ask: Ask) -> bool:
    """Whether a follow-up is a plain sign to tick, as against a date, a place or evidence that all is well."""
    return ask.type == "yes_no" and not ask.is_evidence


def as_shown(entry: Entry, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered to the follow-ups before, as the form shows it."""
    signs = [said.get(ask.name) for ask in entry.asks.values() if is_sign(ask)]
    told = [ask.name for ask in entry.asks.values() if is_sign(ask) and said.get(ask.name) is True]
    none = [NONE] if signs and all(each is False for each in signs) else []
    return {name: _plain(value) for name, value in said.items()} | {FLAGS: told or none}


def _plain(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _signs_field(signs: list[Ask]) -> forms.MultipleChoiceField:
    listed = [(ask.name, ask.label or ask.question) for ask in signs]
    return forms.MultipleChoiceField(
        label="Does any of these apply?",
        choices=[*listed, (NONE, "None of these"), (UNSURE, "I am not sure")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what applies, “None of these”, or “I am not sure”."},
    )


def region_choices(ask: Ask, regions: RegionMap) -> list[tuple[str, str]]:
    """The parts of the body that a follow-up may name, as ids and labels."""
    if ask.type != "region":
        return []
    within = regions.expand(ask.within) if ask.within else {leaf.id for leaf in regions.leaves}
    return [(leaf.id, leaf.label) for leaf in regions.leaves if leaf.id in within]
