"""The form of "has anything changed?": what is asked before every visit, one list, none of them by default."""

from typing import Any

from django import forms

from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge
from unknot.intake.ticking import NONE, TickList, fill_choices


def asked_each_time(knowledge: Knowledge) -> list[Entry]:
    """What is asked of a client again before every visit."""
    return [each for each in knowledge.entries.values() if each.ask_every_visit and each.asked_of == "client"]


class ChangedForm(forms.Form):
    """A list with "none of these"; saying nothing at all is not an answer."""

    now = TickList(
        label="Since you last answered, has any of these come up?",
        error_messages={"required": "Choose what applies, or “None of these”."},
    )

    def __init__(self, *args: Any, knowledge: Knowledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked_each_time(knowledge)
        listed = [(entry.id, entry.label or entry.question) for entry in self.asked]
        fill_choices(self, "now", [*listed, (NONE, "None of these: nothing has changed")])

    def answers(self) -> dict[str, list[dict[str, Any]]]:
        """Each thing asked, answered yes or no. Details of a yes are asked by the therapist."""
        chosen = set(self.cleaned_data["now"])
        return {entry.id: [{"answer": entry.id in chosen}] for entry in self.asked}
