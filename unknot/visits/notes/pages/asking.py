"""Sensitive areas that were worked on while the note says nothing of asking: settled on the page that signs.

What was done is never a dead end: they were asked, at a time, or they were not, and why is kept.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.directory.saying_times import clock_words, local
from unknot.intake.ticking import fill_choices
from unknot.visits.models import Note
from unknot.visits.notes.beyond import never_asked
from unknot.visits.notes.content import MOST_REASON, minute_of
from unknot.visits.notes.merging import Change

YES, NOT_ASKED = "yes", "not_asked"


class AskedForm(forms.Form):
    """Which areas, and one of the two: asked and agreed at a time, or not asked and why."""

    places = forms.MultipleChoiceField(
        label="Which areas?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the areas you mean."},
    )
    at = forms.TimeField(
        label="When were they asked?",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": "Found no time of day. It looks like 14:05."},
    )
    because = forms.CharField(
        label="Why were they not asked?",
        required=False,
        max_length=MOST_REASON,
        help_text="It stands in the signed note.",
    )

    def __init__(self, *args: Any, note: Note, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        knowledge = knowledge_of(note.visit.practice)
        left = never_asked(note.content, knowledge)
        fill_choices(self, "places", [(each, knowledge.regions.regions[each].label) for each in left])
        self.initial["places"], self.visit = list(left), note.visit
        start = local(began(note.visit), note.visit.location)
        self.fields["at"].help_text = f"The session began at {clock_words(start)}."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        at = data.get("at")
        if self.data.get("said") != YES:
            if not data.get("because"):
                self.add_error("because", "Say why they were not asked. It is kept with the note.")
        elif at is None:
            if "at" not in self.errors:
                self.add_error("at", "Say when they were asked.")
        elif asked_at(at, self.visit) > ended(self.visit):
            self.add_error("at", "The session was over by then. Say when they were asked before you touched.")
        return data

    def changes(self) -> tuple[Change, ...]:
        """What becomes of the note."""
        path, row = self._told()
        return tuple(Change(f"{path}/{each}", None, row) for each in self.cleaned_data["places"])

    def _told(self) -> tuple[str, str | Mapping[str, Any]]:
        if self.data.get("said") != YES:
            return "unasked", str(self.cleaned_data["because"])
        minute = minute_of(began(self.visit), asked_at(self.cleaned_data["at"], self.visit))
        return "asked", {"said": YES, "minute": minute}


def began(visit: Appointment) -> datetime:
    return visit.started_at or visit.starts_at


def ended(visit: Appointment) -> datetime:
    """The end of a session, or now while it lasts."""
    return visit.finished_at or timezone.now()


def asked_at(clock: time, visit: Appointment) -> datetime:
    """The moment of that time of day nearest to when the session began: some run past midnight."""
    start = local(began(visit), visit.location)
    days = [start.date() + timedelta(days=each) for each in (-1, 0, 1)]
    moments = [datetime.combine(day, clock, tzinfo=start.tzinfo) for day in days]
    return min(moments, key=lambda each: abs(each - start))
