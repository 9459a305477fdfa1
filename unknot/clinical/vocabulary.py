"""The rows of the catalogue: techniques, positions, lubricants, goals, doses, home items as values.

It says what exists and what is known of it; whether a client may have it is screening's question, and which of it is
chosen is planning's. Reading them from files is the catalogue's; measures, joints and trials have their own modules.
"""

from dataclasses import dataclass

from unknot.clinical.taper import Taper


@dataclass(frozen=True)
class Citation:
    """A source by its key in sources.toml, and the place in it."""

    key: str
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What every row of the catalogue has: an id, a plain name, its sources, and the marks it carries.

    Marks are "m" (practice convention, not verified) and "d" (a number derived by us).
    """

    id: str
    title: str
    sources: tuple[Citation, ...]
    marks: tuple[str, ...] = ()

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Every source the row names."""
        return self.sources


@dataclass(frozen=True, kw_only=True)
class Stroke(Listed):
    """A movement of the hands, in the words of session notes. It falls with the technique of `falls_with`."""

    for_client: str
    falls_with: str = ""


@dataclass(frozen=True, kw_only=True)
class Technique(Listed):
    """A way of working. `planned` techniques are proposed by a plan; the others are only named, screened and
    recorded. A `modifier` is a tool beside another technique, never a session of its own.

    `positions` and `regions` empty mean any. `focused` work is for the places that hurt, not for the way
    there.
    `strongest_by_judgement` is a therapist's reach, never a plan's.
    """

    planned: bool
    modifier: bool = False
    for_client: str
    strokes: tuple[str, ...] = ()
    lightest: int = 1
    strongest: int = 3
    strongest_by_judgement: int | None = None
    uses: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    least_minutes: int = 5
    most_minutes: int = 90
    positions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    avoid_regions: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    needs: str = ""
    evidence: str = ""
    certainty: str = ""
    focused: bool = False


@dataclass(frozen=True, kw_only=True)
class Position(Listed):
    """A way of lying or sitting, the regions hands can reach in it, and how the client is supported."""

    for_client: str
    reaches: tuple[str, ...]
    supports: str
    order: int
    usual: bool = False


@dataclass(frozen=True, kw_only=True)
class Area(Listed):
    """A part of the body as one stretch of a session works on it; `careful` only where a client named it."""

    regions: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()
    in_full_body: bool
    order: int
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class Lubricant(Listed):
    """What is put on the skin, and what in it people react to."""

    contains: tuple[str, ...] = ()
    suits_pregnancy: bool = False
    plain: bool = True
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Qualification(Listed):
    """Training a therapist can show."""

    for_client: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Requirement(Listed):
    """Something that must be done or at hand at the visit."""

    for_client: str
    for_therapist: str


@dataclass(frozen=True, kw_only=True)
class Frequency:
    """How often: from `least` to `most` times in each `every` (week, month, or once)."""

    least: int
    most: int
    every: str


@dataclass(frozen=True, kw_only=True)
class Dose(Listed):
    """How long, how often, for how many weeks, and when to look whether it helped.

    `tried` is true where trials tested these minutes; otherwise the article's session lengths hold.
    """

    tried: bool
    least_minutes: int
    most_minutes: int
    frequency: Frequency
    least_weeks: int | None = None
    most_weeks: int | None = None
    review_week: int | None = None
    review: str = ""
    review_for_client: str = ""
    taper: Taper | None = None
    certainty: str
    found: str
    expect: str
    measures: tuple[str, ...]
    article_words: str = ""
    timing: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StopRule(Listed):
    """When a course that does not help ends: the sessions and weeks after which no change means `then`."""

    sessions: int
    least_weeks: int
    most_weeks: int
    then: str


@dataclass(frozen=True, kw_only=True)
class Goal(Listed):
    """What a client comes for, the techniques to think of first, and the dose that goes with it.

    `home` goes with it at home; with `home_by_place` so do the stretches and exercises of the places pointed at.
    """

    for_client: str
    synonyms: tuple[str, ...] = ()
    techniques: tuple[str, ...]
    areas: tuple[str, ...] = ()
    dose: str
    measures: tuple[str, ...]
    usual_pressure: int = 3
    strongest: int = 5
    home: tuple[str, ...] = ()
    home_by_place: bool = False
    claims: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Profile(Listed):
    """A starting point for a kind of client: all of it may be changed."""

    for_client: str
    goals: tuple[str, ...]
    areas: tuple[str, ...]
    measures: tuple[str, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Claim(Listed):
    """Something people say of massage, what was found, and what we may say."""

    evidence: str
    say: str
    contested: bool


@dataclass(frozen=True, kw_only=True)
class Aftercare(Listed):
    """Something to expect after a session, a sign for which to call, or harm on record: expect, call, on_record. A sign
    with `soreness_from` is told by the scale of soreness too, `after_hours` after the session.
    """

    kind: str
    for_client: str
    advice: str = ""
    how_often: str = ""
    urgency: str = ""
    soreness_from: int | None = None
    after_hours: int = 0
    after_techniques: tuple[str, ...] = ()
    after_lubricant: bool = False
    in_pregnancy: bool = False


@dataclass(frozen=True, kw_only=True)
class HomeItem(Listed):
    """Something to do at home. It is left out when a technique of `techniques` is excluded by the limits, when an entry
    of `excluded_when` is yes, or when its regions are all avoided. It is never worked on `never_on`.
    """

    how: str
    dose: str
    kind: str
    regions: tuple[str, ...] = ()
    evidence: str
    do_not: str
    stop_if: tuple[str, ...]
    never_on: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    pressure: int = 0
    excluded_when: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SessionShape(Listed):
    """How a session of at most `up_to` minutes begins and ends."""

    up_to: int
    arrive: int
    close: int


@dataclass(frozen=True, kw_only=True)
class SessionLength(Listed):
    """The article's length for a number of areas."""

    areas_up_to: int
    minutes: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Some sentences of an answer, and the sources that these very sentences stand on."""

    words: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class PlainAnswer(Listed):
    """A question as people ask it, which is its title, and the answer in plain words.

    Each passage has sources of its own; those of the row are what else it rests on.
    """

    topic: str
    passages: tuple[Passage, ...]
    sources: tuple[Citation, ...] = ()
    techniques: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    home: tuple[str, ...] = ()

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Every source of the answer, each once, in the order in which they are first needed."""
        cited = (each for passage in self.passages for each in passage.sources)
        return tuple(dict.fromkeys((*cited, *self.sources)))
