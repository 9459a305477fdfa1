"""What must somebody who treats see: a measure that got worse, a red answer, or a sign that is not normal?

An alarm is never a diagnosis. What a band asks for stands in the knowledge; a last answer that came to no score leaves
the alarm of the one before it in force.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from unknot.clinical.changes import Counted, change_in, is_worse
from unknot.clinical.dated_scores import DatedScore, Series
from unknot.clinical.levels import Urgency
from unknot.clinical.measures import Band, Measure
from unknot.clinical.scoring import band_at, subscore
from unknot.clinical.vocabulary import Aftercare

__all__ = ["Alarm", "alarms", "sign_named"]


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One thing to see. `code` is the measure or the sign, `part` a subscale of it or what it got worse since, `found`
    the numbers or the sign's own words. Where it `refers`, somebody medical should look; `urgency` says how soon.
    """

    kind: Literal["worse", "red_answer", "not_normal"]
    code: str
    part: str = ""
    found: str
    urgency: Urgency
    refers: bool


def alarms(series: Iterable[Series], *, signs: Iterable[Aftercare] = ()) -> tuple[Alarm, ...]:
    """Every alarm, the most urgent first. `signs` are rows of the kind "call" that the client named after a session."""
    found = [_sign(each) for each in signs]
    for each in series:
        found += _red_answers(each)
        found += _worse(each)
    return tuple(
        sorted(found, key=lambda each: (-each.urgency.rank, not each.refers, each.kind, each.code, each.part))
    )


def sign_named(sign_id: str, known: Mapping[str, Aftercare]) -> Aftercare:
    """The row of a sign. One that the knowledge has lost since it was named has no urgency, and so is an emergency."""
    lost = Aftercare(
        id=sign_id,
        title="A sign that is no longer listed",
        kind="call",
        sources=(),
        for_client="You named a sign.",
    )
    return known.get(sign_id, lost)


def _sign(row: Aftercare) -> Alarm:
    """A sign without an urgency that this house knows is an emergency: nobody may be told to wait by a slip."""
    known = {each.value: each for each in Urgency if each is not Urgency.NONE}
    return Alarm(
        kind="not_normal",
        code=row.id,
        found=row.for_client,
        urgency=known.get(row.urgency, Urgency.EMERGENCY),
        refers=True,
    )


def _red_answers(series: Series) -> list[Alarm]:
    """Bands with an alarm, of the last score and of whatever was answered since."""
    found: dict[str, tuple[float, Band]] = {}
    for score in _standing(series):
        for part, value, band in _bands(series.measure, score):
            if band.alarm and (part not in found or found[part][1].low <= band.low):
                found[part] = (value, band)
    return [_red(series.measure, part, *each) for part, each in found.items()]


def _standing(series: Series) -> tuple[DatedScore, ...]:
    last = series.last
    return series.scores if last is None else series.scores[series.scores.index(last) :]


def _bands(measure: Measure, score: DatedScore) -> Iterator[tuple[str, float, Band]]:
    if score.value is not None and (band := band_at(measure.bands, score.value)):
        yield "", score.value, band
    for each in measure.subscales:
        value = subscore(measure, each, score.answers).value
        if value is not None and (band := band_at(each.bands, value)):
            yield each.id, value, band


def _red(measure: Measure, part: str, value: float, band: Band) -> Alarm:
    refers = band.alarm == "refer"
    return Alarm(
        kind="red_answer",
        code=measure.id,
        part=part,
        found=f"{value:g}: {band.title}",
        # No source says how soon (d). The forms have no question about wanting to die: nothing in them is an emergency.
        urgency=Urgency.ROUTINE if refers else Urgency.NONE,
        refers=refers,
    )


def _worse(series: Series) -> Iterator[Alarm]:
    """Worse than at first, and worse than the day before it: who was better and fell back is seen too."""
    change, days = change_in(series), series.days
    if change.counted is Counted.WORSE and change.last is not None:
        yield _worsened(series.measure, "first", change.first, change.last)
    if len(days) < 2 or days[-2][0] is series.first:
        return
    if is_worse(series, days[-2][0], days[-1][-1]):
        yield _worsened(series.measure, "last_time", days[-2][0], days[-1][-1])


def _worsened(measure: Measure, since: str, earlier: DatedScore | None, later: DatedScore) -> Alarm:
    from_to = f"{earlier.value:g} to {later.value:g}" if earlier else f"{later.value:g}"
    return Alarm(
        kind="worse",
        code=measure.id,
        part=since,
        found=from_to,
        urgency=Urgency.NONE,
        refers=False,
    )
