"""The form of "has anything changed?": what was told before stands until its holder says otherwise."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundWidget

from unknot.care.models import Screening
from unknot.care.shown import Headline, headline
from unknot.clinical.entries import Entry
from unknot.clinical.facts import Person
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.questions import asked_each_time
from unknot.intake.follow_ups import is_sign
from unknot.intake.ticking import NONE, TickList, fill_choices

Statements = list[dict[str, Any]]
AS_BEFORE = "as_before"
SAID_YES = [(AS_BEFORE, "As before"), ("different", "Something is different"), ("over", "It is over")]
SAID_UNSURE = [(AS_BEFORE, "Still not sure"), ("yes", "Yes"), ("over", "No")]


class Group(NamedTuple):
    """Part of the list: boxes that stand open, and boxes folded behind a line that names each of them."""

    title: str
    open: list[BoundWidget]
    folded: list[BoundWidget]
    about: str
    is_ticked: bool


def is_kept(entry: Entry, said: Statements) -> bool:
    """Whether an earlier answer stands by itself. What passes within days is asked anew instead."""
    answers = {each.get("answer") for each in said}
    if entry.asked_of != "client" or (entry.transient and entry.ask_every_visit):
        return False
    return "not sure" in answers or (True in answers and entry.ask_every_visit)


class ChangedForm(forms.Form):
    """What was told before, each with "as before"; then a list that ends with "none of these".

    Leaving something unticked never takes back a yes: only "it is over" does. With `shows_said` false nothing of what
    was told before can be seen from it: everything is listed, and what stood stands.
    """

    now = TickList(
        label="Is any of these so now, or new since you last answered?",
        error_messages={"required": "Choose what applies, or “None of these”."},
    )

    def __init__(
        self, data: Any = None, *, knowledge: Knowledge, person: Person, on: date, said: Mapping[str, Statements],
        shows_said: bool,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.said = said
        standing = [entry for id, entry in knowledge.entries.items() if is_kept(entry, said.get(id, []))]
        self.kept, self.unseen = (standing, []) if shows_said else ([], standing)
        pages = asked_each_time(knowledge, person=person, on=on)
        self.pages = [
            (screen, [each for each in entries if each not in self.kept]) for screen, entries in pages
        ]
        self.asked = [entry for _, entries in self.pages for entry in entries]
        for entry in self.kept:
            self.fields[entry.id] = _kept_field(entry, said[entry.id])
        fill_choices(self, "now", ((entry.id, entry.label or entry.question) for entry in self.asked))
        self.order_fields([*(entry.id for entry in self.kept), "now"])

    def told_before(self) -> list[forms.BoundField]:
        return [self[entry.id] for entry in self.kept]

    def groups(self) -> list[Group]:
        """The list by page of the questionnaire. What passes by itself and emergencies stand open, the rest folds."""
        boxes = {box.data["value"]: box for box in self["now"]}
        return [_group(screen.title, entries, boxes) for screen, entries in self.pages if entries]

    def answers(self) -> dict[str, Statements]:
        """Yes or no to everything listed, and what is different about what was told before."""
        chosen = set(self.cleaned_data["now"])
        new: dict[str, Statements] = {
            entry.id: [{"answer": entry.id in chosen}]
            for entry in self.asked
            if entry not in self.unseen or self._is_news(entry, chosen)
        }
        return new | {
            entry.id: _told_anew(entry, self.said[entry.id], self.cleaned_data[entry.id])
            for entry in self.kept
            if self.cleaned_data[entry.id] != AS_BEFORE
        }

    def _is_news(self, entry: Entry, chosen: set[str]) -> bool:
        """Whether a tick says more than what stands unseen: a yes where somebody was not sure."""
        return entry.id in chosen and all(each.get("answer") is not True for each in self.said[entry.id])

    @property
    def has_ticks(self) -> bool:
        return set(self.cleaned_data["now"]) != {NONE}


def _group(title: str, entries: Iterable[Entry], boxes: Mapping[str, BoundWidget]) -> Group:
    shown: list[Entry] = [each for each in entries if each.transient or each.emergency_question]
    folded = [each for each in entries if each not in shown]
    return Group(
        title,
        [boxes[each.id] for each in shown],
        [boxes[each.id] for each in folded],
        "; ".join(each.label or each.question for each in folded),
        any(boxes[each.id].data["selected"] for each in folded),
    )


def _kept_field(entry: Entry, said: Statements) -> forms.ChoiceField:
    was_yes = any(each.get("answer") is True for each in said)
    return forms.ChoiceField(
        label=entry.label or entry.question, choices=SAID_YES if was_yes else SAID_UNSURE, initial=AS_BEFORE,
        widget=forms.RadioSelect, error_messages={"required": "Choose “As before”, or what is different."},
    )  # fmt: skip


def _told_anew(entry: Entry, said: Statements, chosen: str) -> Statements:
    """A no; a bare yes; or the old yes without the signs that were absent, so that each is asked again."""
    if chosen == "over":
        return [{"answer": False}]
    if chosen == "yes":
        return [{"answer": True}]
    signs = {ask.name for ask in entry.asks.values() if is_sign(ask)}
    return [
        {name: value for name, value in each.items() if not (name in signs and value is False)}
        for each in said
    ]


def headline_of_visit(screening: Screening) -> Headline:
    """The sentence on top after a change: for a visit that exists, "you can book" would mislead."""
    found = headline(screening)
    if screening.decision in ("proceed", "modify") and not screening.complete and found.state == "modify":
        words = "Answer it now if you can. Otherwise we ask you before you travel."
        return Headline("provisional", "Your visit is not confirmed yet", words)
    return found
