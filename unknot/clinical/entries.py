"""What the knowledge says about one condition, medicine or circumstance: its questions and rules, as values.

Reading them from files is `loading`'s; deciding what they mean for a client is `screening`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeAlias

from unknot.clinical.conditions import ALWAYS, Condition
from unknot.clinical.levels import Level, Urgency
from unknot.clinical.reach import OPEN_REACH, RuleLimits
from unknot.clinical.vocabulary import Citation

__all__ = ["Ask", "AskType", "Citation", "Entry", "Rule", "Source", "Window", "Words", "Worse"]

AskType: TypeAlias = Literal[
    "yes_no", "date", "number", "choice", "choices", "region", "side", "text", "reading"
]
Worse: TypeAlias = Literal[
    "yes", "later", "earlier", "higher", "lower", "outside", "more", "unordered", "evidence"
]
AskedOf: TypeAlias = Literal["client", "therapist", "computed"]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Something that knowledge cites. Grade A, B or C."""

    key: str
    title: str
    where: str
    grade: str
    kind: str = ""
    read: str = ""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A follow-up question of an entry. `worse` says which answer is the greater risk, or that it is evidence
    of safety. `least` and `most` bound what can be true of a number at all, `low` and `high` one whose risk
    lies outside them; `within` is the group that regions come from.
    """

    name: str
    type: AskType
    question: str
    worse: Worse
    required: bool = False
    label: str = ""
    help: str = ""
    least: float = 0
    most: float = 1_000_000
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    choice_labels: tuple[str, ...] = ()
    within: str = ""

    @property
    def is_evidence(self) -> bool:
        """Whether a yes says that something is over or safe."""
        return self.worse == "evidence"


@dataclass(frozen=True, kw_only=True)
class Words:
    """Why, and what it means, for each reader."""

    because: str
    for_client: str
    for_therapist: str
    next_step: str = ""


@dataclass(frozen=True, kw_only=True)
class Window:
    """A rule is active while the visit's day is before `after` + `days`. `after` is a date ask, or "end"."""

    after: str
    days: int


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What follows when an entry is yes, its window open and `when` true. `id` names the finding."""

    id: str
    entry_id: str
    level: Level
    words: Words
    name: str = ""
    urgency: Urgency = Urgency.NONE
    window: Window | None = None
    when: Condition = ALWAYS
    require: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    limits: RuleLimits = OPEN_REACH

    @property
    def is_urgent(self) -> bool:
        """Whether someone medical must look at it; no evidence of safety acts on such a rule."""
        return self.urgency is not Urgency.NONE


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One condition, medicine or circumstance. `asks` are in the order asked."""

    id: str
    title: str
    system: str
    asked_of: AskedOf
    written_by: str
    checked_by: str
    reviewed_on: date
    review_due: date
    sources: tuple[Citation, ...]
    asks: Mapping[str, Ask] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    question: str = ""
    label: str = ""
    help: str = ""
    for_therapist_title: str = ""
    synonyms: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()
    icd10_year: int | None = None
    icd10_verified: bool = False
    transient: bool = False
    ask_every_visit: bool = False
    emergency_question: bool = False
    marks: tuple[str, ...] = ()
    disagreement: str = ""

    @cached_property
    def may_end(self) -> bool:
        """Whether saying `until` ends it: it asks when it ended, and no rule counts days from that end."""
        counts = any(rule.window and rule.window.after == "end" for rule in self.rules)
        return "until" in self.asks and not counts

    @cached_property
    def required_asks(self) -> tuple[str, ...]:
        """The follow-ups without which a yes leaves the screening incomplete."""
        return tuple(ask.name for ask in self.asks.values() if ask.required)

    @cached_property
    def no_to_all(self) -> Mapping[str, bool]:
        """A no to each follow-up that can be answered with yes or no."""
        return MappingProxyType({ask.name: False for ask in self.asks.values() if ask.type == "yes_no"})
