"""Range of motion as measured: the sides beside each other first, then since the first time, then a reference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unknot.clients.models import Client
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.motion import Flag, Movement, Threshold, flag_difference
from unknot.clinical.progress_in_words import number_in_words
from unknot.drawing.markup import Drawn
from unknot.drawing.sides import Sides, draw_sides
from unknot.visits.models import MotionMeasured

SAME_TESTER, CHANGE, SIDES = "same_tester", "change", "sides"
FLAG_WORDS = {
    Flag.WITHIN_ERROR: "no more than the error of measuring",
    Flag.PAST_ERROR: "more than the error of measuring",
    Flag.PERHAPS: "perhaps notable",
    Flag.NOTABLE: "notable",
}


@dataclass(frozen=True)
class Moved:
    """One movement as it was measured last, on each side, with what the numbers say."""

    title: str
    reference: str
    unverified: bool
    picture: Drawn
    said: tuple[str, ...]


def moved(client: Client, knowledge: Knowledge) -> list[Moved]:
    """Each movement that was measured: the sides beside each other first, then since the first time."""
    rows: dict[str, dict[str, list[MotionMeasured]]] = {}
    for each in MotionMeasured.objects.filter(client=client).order_by("measured_at", "id"):
        rows.setdefault(each.movement, {}).setdefault(each.side, []).append(each)
    known, thresholds = knowledge.catalogue.movements, knowledge.catalogue.thresholds
    return [_moved(known[each], sides, thresholds) for each, sides in rows.items() if each in known]


def _moved(
    movement: Movement, sides: dict[str, list[MotionMeasured]], thresholds: Mapping[str, Threshold]
) -> Moved:
    said = [*_sides(sides, thresholds), *_since_first(sides, thresholds)]
    last = tuple((side, float(rows[-1].degrees)) for side, rows in sorted(sides.items()))
    error = thresholds[SAME_TESTER].most
    drawn = Sides(title=movement.title, measured=last, usual=movement.degrees, error=error)
    return Moved(
        title=movement.title,
        reference=", ".join(
            [
                f"{movement.degrees}°",
                *(f"{each.degrees}° ({each.given_by})" for each in movement.alternatives),
            ]
        ),
        unverified="m" in movement.marks,
        picture=draw_sides(drawn, prefix=f"sides-{movement.id}"),
        said=tuple(said),
    )


def _sides(sides: dict[str, list[MotionMeasured]], thresholds: Mapping[str, Threshold]) -> Iterable[str]:
    left, right = sides.get("left"), sides.get("right")
    if left and right:
        apart = abs(left[-1].degrees - right[-1].degrees)
        flag = flag_difference(
            left[-1].degrees, right[-1].degrees, error=thresholds[SAME_TESTER], notable=thresholds[SIDES]
        )
        yield f"Sides differ by {apart}°: {FLAG_WORDS[flag]}."


def _since_first(
    sides: dict[str, list[MotionMeasured]], thresholds: Mapping[str, Threshold]
) -> Iterable[str]:
    for side, rows in sides.items():
        if len(rows) < 2:
            continue
        error = thresholds[error_of(rows[0], rows[-1])]
        change = rows[-1].degrees - rows[0].degrees
        flag = flag_difference(rows[0].degrees, rows[-1].degrees, error=error, notable=thresholds[CHANGE])
        words = f"{number_in_words(change)}° since the first time, {FLAG_WORDS[flag]}."
        yield f"{side.capitalize()}: {words}" if side else words


def error_of(first: MotionMeasured, last: MotionMeasured) -> str:
    """Two testers differ by more than one does."""
    return SAME_TESTER if first.measured_by_id == last.measured_by_id else "two_testers"
