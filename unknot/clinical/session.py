"""What happens minute by minute? The work of a plan in its order, from arriving to closing, adding up to the
length.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from unknot.clinical.catalogue import Catalogue
from unknot.clinical.dose import LengthQuestion, article_areas, choose_length
from unknot.clinical.facts import Client
from unknot.clinical.limits_in_words import region_names
from unknot.clinical.plan import Length, Reasoned, Segment
from unknot.clinical.positioning import Placed, place_work, wished_positions, within_reach
from unknot.clinical.vocabulary import SessionShape
from unknot.clinical.wanted import Wanted, WantedArea
from unknot.clinical.work import Frame, Work, find_work, strokes_on

# Our own numbers: no stretch shorter than this, and no area worked on longer.
LEAST_MINUTES, MOST_FOR_ONE_AREA = 4, 25
# So few areas are worked on together even in a short session; more are a full body, and that takes its time.
FEW_AREAS = 3


@dataclass(frozen=True, kw_only=True)
class Session:
    """The work of a session in order, its length, its segments, and the areas that did not get in."""

    placed: tuple[Placed, ...]
    length: Length
    segments: tuple[Segment, ...]
    left_out: tuple[Reasoned, ...]


def draft_session(frame: Frame, wanted: Wanted, client: Client) -> Session | None:
    """The session that keeps to the frame, or None where nothing is left to do."""
    found = {each.area.id: workable(frame, wanted, each) for each in wanted.areas}
    work = [each for items in found.values() for each in items]
    if not work:
        return None
    lying = wished_positions(frame, tuple(work), client.wishes.positions)
    near = (within_reach(frame, find_work(frame, wanted, each), lying) for each in wanted.companions)
    spare = [items for items in near if items]
    areas = sum(1 for items in found.values() if items)
    length = choose_length(frame.catalogue, ask_length(frame, wanted, client, work, areas, len(spare)))
    if length is None:
        return None
    if areas > FEW_AREAS and not any(each.own for each in wanted.areas):
        work = fewer_areas(work, article_areas(frame.catalogue, length.minutes))
    shape = shape_for(frame.catalogue, length.minutes)
    hands_on = length.minutes - shape.arrive - shape.close
    for items in spare:
        if hands_on > MOST_FOR_ONE_AREA * areas:
            work, areas = [*work, *items], areas + 1
    placed = keep_best(place_work(frame, work, client.wishes.positions), hands_on)
    if not placed:
        return None
    segments = lay_out(frame, shape, placed, share_minutes(placed, hands_on))
    return Session(
        placed=placed, length=length, segments=segments, left_out=unmet_areas(frame, wanted, found, placed)
    )


def fewer_areas(work: Sequence[Work], most: int) -> list[Work]:
    """The work on the weightiest areas; nobody pointed at any of them."""
    areas = {each.wanted.area.id: each.wanted.area for each in work}
    kept = sorted(areas.values(), key=lambda area: (-area.weight, area.order))[:most]
    return [each for each in work if each.wanted.area in kept]


def workable(frame: Frame, wanted: Wanted, area: WantedArea) -> tuple[Work, ...]:
    """The work on an area that some allowed position reaches."""
    return within_reach(frame, find_work(frame, wanted, area))


def ask_length(
    frame: Frame, wanted: Wanted, client: Client, work: Sequence[Work], areas: int, spare: int
) -> LengthQuestion:
    """The question of how long the session should be."""
    most = frame.limits.session_max_minutes
    return LengthQuestion(
        dose=wanted.dose,
        areas=areas,
        wished=client.wishes.minutes,
        most=most,
        most_due_to=frame.due_to(lambda limits: limits.session_max_minutes == most),
        bears=minutes_borne(areas + spare),
        techniques=tuple(each.technique for each in work),
        first_visit=client.person.first_visit,
    )


def minutes_borne(areas: int) -> int:
    """The longest session so many areas bear, in quarters of an hour, with some minutes to arrive and close.

    >>> [minutes_borne(areas) for areas in (1, 2, 3, 4)]
    [30, 60, 75, 105]
    """
    return (MOST_FOR_ONE_AREA * areas + 10) // 15 * 15


def shape_for(catalogue: Catalogue, minutes: int) -> SessionShape:
    """How a session of these minutes begins and ends."""
    shapes = sorted(catalogue.session_shapes.values(), key=lambda shape: shape.up_to)
    return next((shape for shape in shapes if minutes <= shape.up_to), shapes[-1])


def keep_best(placed: Sequence[Placed], hands_on: int) -> tuple[Placed, ...]:
    """As many stretches as the time bears, the weightiest, in their order."""
    room = hands_on // LEAST_MINUTES
    best = sorted(placed, key=lambda each: (-weight(each), placed.index(each)))[:room]
    return tuple(each for each in placed if each in best)


def weight(placed: Placed) -> Fraction:
    """The share of the time a stretch asks for: its area, whether the client pointed at it, how much it
    hurts.
    """
    wanted = placed.work.wanted
    stress = (10 + wanted.intensity) * (2 if wanted.own else 1)
    return Fraction(wanted.area.weight * stress * len(placed.leaves), len(wanted.leaves))


def share_minutes(placed: Sequence[Placed], hands_on: int) -> tuple[int, ...]:
    """Whole minutes for each stretch that add up to `hands_on`: the least for each, the rest by weight.

    No stretch gets more than one area bears, unless together they bear no more than there is to share.
    """
    most = max(MOST_FOR_ONE_AREA, -(-hands_on // len(placed)))
    shares = {n: weight(each) for n, each in enumerate(placed)}
    full: dict[int, int] = {}
    while True:
        rest = hands_on - sum(full.values())
        minutes = by_weight({n: share for n, share in shares.items() if n not in full}, rest)
        over = [n for n, each in minutes.items() if each > most]
        if not over:
            return tuple({**minutes, **full}[n] for n in range(len(placed)))
        full.update(dict.fromkeys(over, most))


def by_weight(shares: Mapping[int, Fraction], minutes: int) -> dict[int, int]:
    """Whole minutes by weight, the least for each; the greatest remainders are rounded up."""
    rest, total = minutes - LEAST_MINUTES * len(shares), sum(shares.values())
    exact = {n: rest * share / total for n, share in shares.items()}
    whole = {n: int(each) for n, each in exact.items()}
    for n in sorted(whole, key=lambda n: (whole[n] - exact[n], n))[: rest - sum(whole.values())]:
        whole[n] += 1
    return {n: each + LEAST_MINUTES for n, each in whole.items()}


def lay_out(
    frame: Frame, shape: SessionShape, placed: Sequence[Placed], minutes: Sequence[int]
) -> tuple[Segment, ...]:
    """The segments one after the other."""
    arrive = "We talk about today, what may be touched and how hard. Then you get ready in your own time."
    segments = [Segment(kind="arrive", title="Arrive", starts_at=0, minutes=shape.arrive, reason=arrive)]
    for each, length in zip(placed, minutes, strict=True):
        segments.append(work_segment(frame, each, segments[-1].ends_at, length))
    close = "Slow last strokes, a moment to rest, then up without hurry, and what to do at home."
    starts_at = segments[-1].ends_at
    closing = Segment(kind="close", title="Close", starts_at=starts_at, minutes=shape.close, reason=close)
    return (*segments, closing)


def work_segment(frame: Frame, placed: Placed, starts_at: int, minutes: int) -> Segment:
    """A stretch of work."""
    work = placed.work
    return Segment(
        kind="work",
        title=f"{place_title(frame, placed)}, {work.technique.title}",
        starts_at=starts_at,
        minutes=minutes,
        reason=f"{work.wanted.reason} {work.reason}",
        area=work.wanted.area.id,
        technique=work.technique.id,
        position=placed.position.id,
        pressures={leaf: work.pressures[leaf] for leaf in sorted(placed.leaves)},
        strokes=strokes_on(frame, work.technique, placed.leaves),
    )


def place_title(frame: Frame, placed: Placed) -> str:
    """The area's name, or the names of its parts where there are only one or two of more."""
    area = placed.work.wanted.area
    whole = frame.regions.expand(area.regions)
    return part(frame, placed.leaves) if len(placed.leaves) <= 2 and placed.leaves != whole else area.title


def unmet_areas(
    frame: Frame, wanted: Wanted, found: dict[str, tuple[Work, ...]], placed: Iterable[Placed]
) -> tuple[Reasoned, ...]:
    """The wanted areas that are not worked on at all or not whole, each with its reason."""
    done = frozenset[str]().union(*(each.leaves for each in placed))
    return tuple(
        Reasoned(
            id=each.area.id, title=title, reason=why_left_out(frame, wanted, found[each.area.id], missing)
        )
        for each in wanted.areas
        if (missing := each.leaves - done)
        if each.own or not time_ran_out(found[each.area.id], missing)
        if (title := each.area.title if missing == each.leaves else part(frame, missing))
    )


def time_ran_out(work: Iterable[Work], missing: frozenset[str]) -> bool:
    """Whether these leaves could have been worked on, and only time or turning kept them out."""
    return missing <= frozenset(leaf for each in work for leaf in each.pressures)


def part(frame: Frame, leaves: Iterable[str]) -> str:
    """Leaves by their names."""
    names = region_names(frozenset(leaves), frame.regions)
    return names[:1].upper() + names[1:]


def why_left_out(frame: Frame, wanted: Wanted, work: Iterable[Work], missing: frozenset[str]) -> str:
    """Why these leaves are not worked on."""
    limits = frame.limits
    if missing <= limits.avoid_regions:
        return f"Left out because of {frame.due_to(lambda limits: bool(missing & limits.avoid_regions))}."
    if missing <= wanted.avoid_leaves:
        return "You asked us to leave it out."
    if time_ran_out(work, missing):
        return "There is no time for it in this session, or it cannot be reached in the positions chosen."
    return "No technique offered may be used there at a pressure that fits you."
