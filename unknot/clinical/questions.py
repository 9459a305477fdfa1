"""Which health questions come next, and what an answer to a page of them says? Pure; keeps nothing.

A page is a list of conditions, or the list of all gates: questions that open a screen of their own. "None of these"
says no to everything shown, and a gate that stays closed says no to every question behind it. After a stop only the
emergency questions are still asked. What answers mean for safety is screening's.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from unknot.clinical.entries import Ask, Entry
from unknot.clinical.facts import Facts, Person, Statement
from unknot.clinical.knowledge import Knowledge, Screen
from unknot.clinical.levels import Answer

__all__ = [
    "Page",
    "answers_to",
    "changed_pages",
    "emergency_page",
    "follow_ups",
    "healthy_taps",
    "minutes_left",
    "next_page",
    "pages",
    "questionnaire_faults",
    "record_none",
    "ruled_out",
]

GATES: Final = "gates"
CHANGED: Final = "changed"
EMERGENCY: Final = "emergency"
MEDICINES: Final = "medicines"
PREGNANCY: Final = "pregnancy"
OLDEST_TO_BE_PREGNANT: Final = 60
MOST_ITEMS: Final = 10
MOST_TAPS: Final = 20
SECONDS_PER_PAGE: Final = 2.5
SECONDS_PER_ITEM: Final = 1.2


@dataclass(frozen=True)
class Page:
    """What is asked at once: `entries` by their labels, `gates` by theirs. `types_medicines` has a field to type in."""

    id: str
    title: str
    intro: str = ""
    entries: tuple[Entry, ...] = ()
    gates: tuple[Screen, ...] = ()
    types_medicines: bool = False

    @property
    def items(self) -> int:
        """How many lines there are to read."""
        return len(self.entries) + len(self.gates)


def pages(
    knowledge: Knowledge, *, person: Person, on: date, opened: Collection[str] = ()
) -> tuple[Page, ...]:
    """All pages for a person in order; `opened` are the ids of the gates said yes or not sure to."""
    screens = tuple(_asked(knowledge, person, on))
    gated = tuple(screen for screen in screens if screen.gate)
    first = gated[0] if gated else None
    made: list[Page] = []
    for screen in screens:
        if screen is first:
            made.append(_gates(gated))
        if not screen.gate or screen.id in opened:
            made.append(_list(screen, knowledge))
    return tuple(made)


def next_page(
    facts: Facts,
    *,
    knowledge: Knowledge,
    person: Person,
    on: date,
    opened: Collection[str] = (),
    stopped: bool = False,
) -> Page | None:
    """The first page with a question nobody answered yet; None when all are. `stopped` asks for emergencies only."""
    if stopped:
        left = emergency_page(facts, knowledge=knowledge, person=person, on=on)
        return left if left.entries else None
    for page in pages(knowledge, person=person, on=on, opened=opened):
        if _open(page, facts, opened):
            return page
    return None


def emergency_page(facts: Facts, *, knowledge: Knowledge, person: Person, on: date) -> Page:
    """The emergency questions that were not asked yet, gates or not."""
    entries = (knowledge.entries[each] for screen in _asked(knowledge, person, on) for each in screen.entries)
    left = tuple(entry for entry in entries if entry.emergency_question and not _is_answered(entry, facts))
    return Page(EMERGENCY, "One more thing, to be safe", "Some signs need help today.", left)


def changed_pages(knowledge: Knowledge, *, person: Person, on: date) -> tuple[Page, ...]:
    """The short "has anything changed?": what passes by itself and emergencies by name, the rest by screen."""
    screens = tuple(_asked(knowledge, person, on))
    named: list[Page] = []
    for screen in screens:
        entries = tuple(
            each for each in _entries(screen, knowledge) if each.transient or each.emergency_question
        )
        if entries and not screen.gate:
            named.append(Page(screen.id, screen.title, screen.intro, entries))
    rest = tuple(
        screen for screen in screens if any(each.ask_every_visit for each in _entries(screen, knowledge))
    )
    return (
        *named,
        Page(CHANGED, "Anything new, or over, since last time?", gates=rest, types_medicines=True),
    )


def answers_to(
    page: Page,
    *,
    yes: Collection[str] = (),
    not_sure: Collection[str] = (),
    knowledge: Knowledge,
    on: date,
) -> tuple[Statement, ...]:
    """What a filled-in page says, where `yes` and `not_sure` hold ids of its entries and gates.

    A gate that is neither says no to what is behind it; one that is says nothing yet.
    """
    said = [Statement(entry.id, _answer(entry.id, yes, not_sure), {}, on) for entry in page.entries]
    closed = [gate for gate in page.gates if page.id == GATES and gate.id not in {*yes, *not_sure}]
    return (*said, *(_no(each, on) for gate in closed for each in _entries(gate, knowledge)))


def record_none(page: Page, *, knowledge: Knowledge, on: date) -> tuple[Statement, ...]:
    """ "None of these": an explicit no to each question shown, and to what the gates shown stand for."""
    return answers_to(page, knowledge=knowledge, on=on)


def ruled_out(knowledge: Knowledge, *, person: Person, on: date) -> tuple[Statement, ...]:
    """A no to what cannot concern this person: pregnancy where sex or age exclude it. What is not known is asked."""
    asked = tuple(_asked(knowledge, person, on))
    out = (screen for screen in knowledge.screens if screen not in asked)
    return tuple(_no(entry, on) for screen in out for entry in _entries(screen, knowledge))


def follow_ups(entry: Entry, statement: Statement) -> tuple[Ask, ...]:
    """What is asked further: everything not answered yet after a yes, and nothing otherwise."""
    if statement.answer is not Answer.YES:
        return ()
    return tuple(ask for ask in entry.asks.values() if ask.name not in statement.attributes)


def healthy_taps(knowledge: Knowledge, *, person: Person, on: date) -> int:
    """Taps of somebody with nothing to tell: "none of these" and "go on" on each page."""
    return 2 * len(pages(knowledge, person=person, on=on))


def minutes_left(left: Iterable[Page]) -> float:
    """About how long these pages take, for somebody who reads every line."""
    return sum(SECONDS_PER_PAGE + SECONDS_PER_ITEM * page.items for page in left) / 60


def questionnaire_faults(knowledge: Knowledge) -> Iterator[str]:
    """What is wrong with the screens: a question on none or two, too long a list, an emergency behind a gate."""
    places: dict[str, list[str]] = {}
    for screen in knowledge.screens:
        if len(screen.entries) > MOST_ITEMS:
            yield f"screens.toml: {screen.id}: {len(screen.entries)} questions; at most {MOST_ITEMS}"
        for entry_id in screen.entries:
            places.setdefault(entry_id, []).append(screen.id)
        yield from _hidden_emergencies(screen, knowledge)
    for entry in knowledge.entries.values():
        found = places.get(entry.id, [])
        if entry.asked_of == "client" and len(found) != 1:
            yield f"screens.toml: {entry.id} is on {len(found)} screens; every question asked of clients is on one"
        if entry.asked_of != "client" and found:
            yield f"screens.toml: {entry.id} is on {found[0]}, but is not asked of clients"


def _hidden_emergencies(screen: Screen, knowledge: Knowledge) -> Iterator[str]:
    if screen.gate and not _is_about_pregnancy(screen, knowledge):
        for entry in _entries(screen, knowledge):
            if entry.emergency_question:
                yield f"screens.toml: {screen.id}: {entry.id} is an emergency question behind a gate"


def _asked(knowledge: Knowledge, person: Person, on: date) -> Iterator[Screen]:
    may_be = _may_be_pregnant(person, on)
    return (screen for screen in knowledge.screens if may_be or not _is_about_pregnancy(screen, knowledge))


def _may_be_pregnant(person: Person, on: date) -> bool:
    age = person.age_on(on)
    return person.sex != "male" and (age is None or age <= OLDEST_TO_BE_PREGNANT)


def _is_about_pregnancy(screen: Screen, knowledge: Knowledge) -> bool:
    return all(entry.system == PREGNANCY for entry in _entries(screen, knowledge))


def _entries(screen: Screen, knowledge: Knowledge) -> tuple[Entry, ...]:
    return tuple(knowledge.entries[each] for each in screen.entries)


def _list(screen: Screen, knowledge: Knowledge) -> Page:
    return Page(
        screen.id,
        screen.title,
        screen.intro,
        _entries(screen, knowledge),
        types_medicines=screen.id == MEDICINES,
    )


def _gates(gated: tuple[Screen, ...]) -> Page:
    return Page(
        GATES,
        "Do you have any of these, or did you ever?",
        "We ask more only about what you tick.",
        gates=gated,
    )


def _open(page: Page, facts: Facts, opened: Collection[str]) -> bool:
    behind = (each for gate in page.gates if gate.id not in opened for each in gate.entries)
    return not all(facts.about(each) for each in (*(entry.id for entry in page.entries), *behind))


def _is_answered(entry: Entry, facts: Facts) -> bool:
    return any(each.answer is not Answer.NOT_ASKED for each in facts.about(entry.id))


def _answer(entry_id: str, yes: Collection[str], not_sure: Collection[str]) -> Answer:
    if entry_id in yes:
        return Answer.YES
    return Answer.NOT_SURE if entry_id in not_sure else Answer.NO


def _no(entry: Entry, on: date) -> Statement:
    return Statement(entry.id, Answer.NO, {}, on)
