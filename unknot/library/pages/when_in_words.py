"""When does a rule hold? Its condition, its window and the follow-ups it reads, in words."""

from collections.abc import Mapping

from unknot.clinical.conditions import (
    ALWAYS,
    Aged,
    AtLeast,
    Compared,
    Condition,
    Counted,
    DaysSince,
    FirstVisit,
    Flag,
    OneOf,
    Unless,
    Within,
    Yes,
)
from unknot.clinical.entries import Ask, Entry, Rule, Window
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import listed
from unknot.clinical.shapes import Place

BOUNDS: Mapping[str, str] = {
    "at_least": "at least {}",
    "at_most": "at most {}",
    "under": "under {}",
    "over": "over {}",
}
WORSE: Mapping[str, str] = {
    "yes": "yes is the greater risk",
    "later": "the later, the greater the risk",
    "earlier": "the earlier, the greater the risk",
    "higher": "the higher, the greater the risk",
    "lower": "the lower, the greater the risk",
    "more": "the more, the greater the risk",
    "unordered": "",
    "evidence": "evidence that it is over or safe",
}
SIZES = ((365, "year"), (30, "month"), (7, "week"), (1, "day"))


def when_words(rule: Rule, entry: Entry, knowledge: Knowledge) -> str:
    """When a rule of an entry that was answered yes holds; "" where it always does."""
    parts = [] if rule.when == ALWAYS else [condition_words(rule.when, entry, knowledge)]
    if rule.window:
        parts.append(window_words(rule.window, entry))
    return listed(parts)


def window_words(window: Window, entry: Entry) -> str:
    """How long a rule goes on."""
    start = "it is over" if window.after == "end" else f"the answer to “{entry.asks[window.after].question}”"
    return f"until {days_words(window.days)} after {start}"


def days_words(days: int) -> str:
    """Days as people say them.

    >>> days_words(42), days_words(2), days_words(90)
    ('6 weeks', '2 days', '3 months')
    """
    size, name = next(each for each in SIZES if days % each[0] == 0)
    count = days // size
    return f"{count} {name}{'' if count == 1 else 's'}"


def condition_words(condition: Condition, entry: Entry, knowledge: Knowledge) -> str:
    """A condition in words."""
    match condition:
        case AtLeast():
            return _several(condition, entry, knowledge)
        case Yes():
            return f"“{knowledge.entries[condition.entry].title}” holds too"
        case Aged():
            return f"the client is {BOUNDS[condition.bound].format(condition.years)} years old"
        case FirstVisit():
            return "it is the first visit"
        case Within():
            group = knowledge.regions.regions[condition.group].label.lower()
            return f"the place named touches: {group}"
    return _of_an_ask(condition, entry)


def _of_an_ask(condition: Condition, entry: Entry) -> str:
    ask = entry.asks[condition.attribute]  # type: ignore[attr-defined]
    match condition:
        case Flag():
            return f"yes to “{ask.question}”"
        case Unless():
            return f"no to “{ask.question}”"
        case Compared():
            half = {"systolic": ", upper number", "diastolic": ", lower number"}.get(condition.half, "")
            return f"“{ask.question}”{half}: {BOUNDS[condition.bound].format(f'{condition.number:g}')}"
        case OneOf():
            return f"“{ask.question}”: {listed(_labels(ask, sorted(condition.values)), last='or')}"
        case Counted():
            return f"“{ask.question}”: {condition.least} or more of them"
        case DaysSince():
            return f"“{ask.question}”: {_days_since(condition)}"
    raise Place(entry.id, "when").refuse(found=type(condition).__name__, accepted="a condition with words")


def _several(condition: AtLeast, entry: Entry, knowledge: Knowledge) -> str:
    parts = [_part(part, entry, knowledge) for part in condition.parts]
    if condition.least == len(parts):
        return listed(parts)
    if condition.least == 1:
        return listed(parts, last="or")
    return f"at least {condition.least} of these: {'; '.join(parts)}"


def _part(part: Condition, entry: Entry, knowledge: Knowledge) -> str:
    words = condition_words(part, entry, knowledge)
    return f"({words})" if isinstance(part, AtLeast) and len(part.parts) > 1 else words


def _days_since(condition: DaysSince) -> str:
    days = condition.days
    if days <= 0:
        ahead = "more than" if condition.bound == "under" else "at most"
        return f"{ahead} {days_words(-days)} ahead" if days else ("ahead" if ahead == "more than" else "past")
    return f"{'less than' if condition.bound == 'under' else 'at least'} {days_words(days)} ago"


def _labels(ask: Ask, values: list[str]) -> list[str]:
    return [ask.choice_labels[ask.choices.index(each)].lower() for each in values]
