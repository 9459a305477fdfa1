"""What a therapist records when they ask aloud: an answer to an open question, a letter they have seen."""

from datetime import date
from typing import Any

from django import forms

from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge
from unknot.intake.accepting import is_accepted
from unknot.intake.follow_ups import as_said, field_of

ANSWERS = [("yes", "Yes"), ("no", "No"), ("not_sure", "Still not sure")]


class SettleForm(forms.Form):
    """One open question, asked aloud: the answer, its details, and why the record changes."""

    answer = forms.ChoiceField(label="Answer", choices=ANSWERS, widget=forms.RadioSelect)
    why = forms.CharField(
        label="How do you know?",
        help_text="For example: asked before the visit, read on the medicine box.",
        max_length=300,
        error_messages={"required": "Say in a few words how you know; it stays with the record."},
    )

    def __init__(self, *args: Any, entry: Entry, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        for name, ask in entry.asks.items():
            self.fields[f"ask_{name}"] = field_of(ask, regions=regions)
        self.order_fields(["answer", *(f"ask_{name}" for name in entry.asks), "why"])

    def is_accepted(self, *, knowledge: Knowledge, on: date) -> bool:
        """Whether what was filled in could be recorded on that day; else the form says at which field not."""
        return is_accepted(
            self, lambda: {self.entry.id: self.statements()}, knowledge=knowledge, on=on, prefix="ask_"
        )

    def statements(self) -> list[dict[str, Any]]:
        """The answer in the shape of a client file."""
        answer = {"yes": True, "no": False, "not_sure": "not sure"}[self.cleaned_data["answer"]]
        said: dict[str, Any] = {"answer": answer}
        if answer is True:
            for name in self.entry.asks:
                value = self.cleaned_data.get(f"ask_{name}")
                if value not in (None, "", []):
                    said[name] = as_said(value)
        return [said]


class AttestForm(forms.Form):
    """What only the one in the room can answer, asked of themselves on the visit's own day."""

    def __init__(self, *args: Any, entries: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entry in entries:
            self.fields[entry.id] = forms.ChoiceField(
                label=entry.question,
                choices=[("no", "No"), ("yes", "Yes")],
                widget=forms.RadioSelect,
                error_messages={"required": "Answer this: nobody else can."},
            )

    def answers(self) -> dict[str, list[dict[str, Any]]]:
        return {entry_id: [{"answer": said == "yes"}] for entry_id, said in self.cleaned_data.items()}


class LetterForm(forms.Form):
    """A clinician's letter that the signed-in person has seen."""

    cleared_by = forms.CharField(
        label="Who wrote it?", help_text="Name and role of the clinician.", max_length=120
    )
    cleared_on = forms.DateField(label="Date of the letter", widget=forms.DateInput(attrs={"type": "date"}))
    cleared_until = forms.DateField(
        label="Valid until",
        required=False,
        help_text="Leave empty for twelve months from its date.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    cleared_scope = forms.CharField(label="What it allows", required=False, max_length=300)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_cleared_on(self) -> date:
        day: date = self.cleaned_data["cleared_on"]
        if day > self.today:
            raise forms.ValidationError(f"{day} is still to come. Give the date on the letter.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        written, until = data.get("cleared_on"), data.get("cleared_until")
        if written and until and until < written:
            self.add_error(
                "cleared_until", "This is before the date of the letter. Give a later day, or none."
            )
        return data

    def said(self) -> dict[str, Any]:
        return {name: as_said(value) for name, value in self.cleaned_data.items() if value not in (None, "")}
