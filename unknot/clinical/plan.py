"""What a plan is, as values: the hour minute by minute, its dose, and what goes with it, each with its
reason.

Making one is planning's; showing one is for whoever shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from unknot.clinical.fitting import Treatment, VisitShape
from unknot.clinical.limits import NotBefore
from unknot.clinical.measures import Measure
from unknot.clinical.vocabulary import Aftercare, Citation


@dataclass(frozen=True, kw_only=True)
class Reasoned:
    """Something chosen, by id and name, and why, in the client's words."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of the session that begins `starts_at` minutes in. Kind is arrive, work or close.

    `pressures` says how hard on each leaf; `pressure` is the most of them.
    """

    kind: str
    title: str
    starts_at: int
    minutes: int
    reason: str
    area: str = ""
    technique: str = ""
    position: str = ""
    pressures: Mapping[str, int] = field(default_factory=dict)
    strokes: tuple[str, ...] = ()

    @property
    def ends_at(self) -> int:
        """The minute at which the next one begins."""
        return self.starts_at + self.minutes

    @property
    def pressure(self) -> int:
        """The most pressure in it, 0 where nothing is worked on."""
        return max(self.pressures.values(), default=0)

    @property
    def lightest(self) -> int:
        """The least pressure in it."""
        return min(self.pressures.values(), default=0)

    def treatments(self) -> tuple[Treatment, ...]:
        """The same as a visit records it: one for each pressure."""
        return tuple(
            Treatment(
                self.technique,
                tuple(leaf for leaf, pressure in sorted(self.pressures.items()) if pressure == each),
                each,
            )
            for each in sorted(set(self.pressures.values()))
        )


@dataclass(frozen=True, kw_only=True)
class Length:
    """How long the session is; beside it the article's length, the trials' minutes and the client's wish."""

    minutes: int
    reason: str
    article_minutes: int
    article_reason: str
    trial_minutes: tuple[int, int] | None
    wished_minutes: int | None
    shortened: bool


@dataclass(frozen=True, kw_only=True)
class PlannedDose:
    """How often and for how long, what was found, and when to look. `caution` is said where the session falls
    short.
    """

    id: str
    summary: str
    how_often: str
    how_long: str
    review_week: int | None
    review: str
    review_for_client: str
    taper: str
    timing: str
    certainty: str
    certainty_words: str
    found: str
    expect: str
    article_words: str
    caution: str
    measures: tuple[Measure, ...]
    sources: tuple[Citation, ...]
    marks: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class HomeStep:
    """One item of the home programme, on the leaves where it may be done."""

    id: str
    title: str
    kind: str
    how: str
    dose: str
    regions: tuple[str, ...]
    never_on: tuple[str, ...]
    do_not: str
    stop_if: tuple[str, ...]
    evidence: str
    sources: tuple[Citation, ...]
    marks: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class HomeProgramme:
    """What the client may do at home, and what not.

    `awaited` says why it is no more than what is safe for everybody; empty where nothing is waited for.
    """

    steps: tuple[HomeStep, ...] = ()
    left_out: tuple[Reasoned, ...] = ()
    awaited: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A session and a course of sessions that keep to the limits of a screening.

    `provisional` where the screening still has open questions. `left_out` is what was wanted and is not in
    it.
    """

    goals: tuple[Reasoned, ...]
    segments: tuple[Segment, ...]
    length: Length
    positions: tuple[Reasoned, ...]
    techniques: tuple[Reasoned, ...]
    lubricant: Reasoned
    dose: PlannedDose
    measures: tuple[Measure, ...]
    aftercare: tuple[Aftercare, ...]
    home: tuple[HomeStep, ...]
    home_left_out: tuple[Reasoned, ...]
    left_out: tuple[Reasoned, ...]
    cautions: tuple[str, ...]
    qualifications: tuple[str, ...]
    requirements: tuple[str, ...]
    provisional: bool
    open_questions: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """How long the session is, from arriving to closing."""
        return self.length.minutes

    @property
    def hands_on_minutes(self) -> int:
        """The minutes in which hands work."""
        return sum(each.minutes for each in self.segments if each.kind == "work")

    def shape(self) -> VisitShape:
        """The visit this plan asks for, as `fitting` judges it."""
        return VisitShape(
            minutes=self.minutes,
            treatments=tuple(each for segment in self.segments for each in segment.treatments()),
            positions=tuple(each.id for each in self.positions),
            lubricant=self.lubricant.id,
            qualifications_of_therapist=frozenset(self.qualifications),
        )


@dataclass(frozen=True, kw_only=True)
class NoPlan:
    """No legal plan: why, what would make one possible, and the first day that could be booked."""

    because: tuple[str, ...]
    would_make_possible: tuple[str, ...]
    not_before: NotBefore = None
