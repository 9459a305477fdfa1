"""Where what was done in a session goes beyond the limits of its day. It can always be recorded, with a reason.

The limits are those by which the visit was begun: what was answered or learnt since did not bind anybody then.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from unknot.booking.candidates import held_by
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.care.limits_kept import CLOSED, limits_of
from unknot.clinical.fitting import Misfit, Treatment, VisitShape, misfits, plain
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import Limits
from unknot.visits.notes.content import Content, rows
from unknot.visits.queries import local_day


def limits_at(visit: Appointment) -> Limits:
    """The limits of a visit's own screening. Without one nothing was allowed, so all that was done needs a reason."""
    return limits_of(visit.screening.result) if visit.screening else CLOSED


def beyond_the_limits(content: Content, limits: Limits, visit: Appointment) -> tuple[Misfit, ...]:
    """Every way in which the work that a note tells of goes beyond the limits; empty while it tells of none."""
    knowledge = knowledge_of(visit.practice)
    touched = (*touched_where_left_out(content, limits), *touched_after_a_no(content, knowledge))
    if not (work := rows(content, "work").values()):
        return tuple(dict.fromkeys(touched))
    day = local_day(visit)
    held = held_by([visit.therapist_id], on=day)[visit.therapist_id]
    shape = VisitShape(
        minutes=sum(each["minutes"] for each in work),
        treatments=tuple(chain.from_iterable(treatments_of(each, knowledge) for each in work)),
        positions=tuple(rows(content, "position").values()),
        lubricant=content.get("lubricant"),
        qualifications_of_therapist=held,
        on=day,
    )
    return tuple(dict.fromkeys((*misfits(limits, shape), *unknown_places(content, knowledge), *touched)))


def treatments_of(row: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Treatment]:
    """The technique of a row of work, and what its strokes count as: tapping is ruled out whatever it was part of."""
    leaves = tuple(leaves_of(row["regions"], knowledge))
    strokes = knowledge.catalogue.strokes
    counts_as = (strokes[each].falls_with for each in row["strokes"] if each in strokes)
    for technique in dict.fromkeys((row["technique"], *filter(None, counts_as))):
        yield Treatment(technique, leaves, row["pressure"])


def treated_leaves(content: Content) -> list[str]:
    """The places marked as treated on the body."""
    return sorted(
        {row["region"] for row in rows(content, "mark").values() if row["kind"] == "treated"} - {""}
    )


def touched_where_left_out(content: Content, limits: Limits) -> Iterator[Misfit]:
    """Places marked as treated that hands were to stay away from."""
    for leaf in treated_leaves(content):
        if leaf in limits.avoid_regions:
            yield Misfit("region", leaf, "left out", f"{plain(leaf)} is to be left out.", leaf)


def touched_after_a_no(content: Content, knowledge: Knowledge) -> Iterator[Misfit]:
    """Places worked on although the client, asked about them in this session, said no."""
    touched = touched_leaves(content, knowledge)
    for leaf, asked in rows(content, "asked").items():
        if asked["said"] == "no" and leaf in touched:
            yield Misfit("consent", leaf, "their yes", f"They said no to {plain(leaf).lower()}.", leaf)


def touched_leaves(content: Content, knowledge: Knowledge) -> frozenset[str]:
    """The places worked on, by the strokes that are noted and by the marks."""
    worked = (leaves_of(row["regions"], knowledge) for row in rows(content, "work").values())
    return frozenset(chain.from_iterable(worked)).union(treated_leaves(content))


def never_asked(content: Content, knowledge: Knowledge) -> tuple[str, ...]:
    """Sensitive places worked on of which the note says neither that the client was asked again nor why not."""
    told = {*rows(content, "asked"), *(leaf for leaf, why in rows(content, "unasked").items() if why.strip())}
    return tuple(sorted(touched_leaves(content, knowledge) & knowledge.regions.sensitive - told))


def leaves_of(regions: list[str], knowledge: Knowledge) -> list[str]:
    """The leaves of the regions, groups taken apart: limits are by leaf, and a group would slip past them."""
    known = [each for each in regions if each in knowledge.regions]
    return sorted(knowledge.regions.expand(known))


def unknown_places(content: Content, knowledge: Knowledge) -> Iterator[Misfit]:
    """Places and techniques that nobody knows: no limit can have been looked at for them."""
    for row in rows(content, "work").values():
        if row["technique"] not in knowledge.catalogue.techniques:
            yield Misfit(
                "technique", row["technique"], "a technique of the library", "A technique nobody knows here."
            )
        for region in row["regions"]:
            if region not in knowledge.regions:
                yield Misfit(
                    "region", region, "a region of the body map", "A place that is on no map.", region
                )
