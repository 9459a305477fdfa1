"""Where what was done in a session goes beyond the limits of its day. It can always be recorded, with a reason.

The limits are those by which the visit was begun: what was answered or learnt since did not bind anybody then.
"""

from collections.abc import Iterator
from itertools import chain

from unknot.booking.candidates import held_by
from unknot.booking.models import Appointment
from unknot.care.knowledge import knowledge_of
from unknot.care.limits_kept import CLOSED, limits_of
from unknot.clinical.fitting import Misfit, Treatment, VisitShape, misfits
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import Limits
from unknot.visits.notes.content import Content, rows
from unknot.visits.queries import local_day


def limits_at(visit: Appointment) -> Limits:
    """The limits of a visit's own screening. Without one nothing was allowed, so all that was done needs a reason."""
    return limits_of(visit.screening.result) if visit.screening else CLOSED


def beyond_the_limits(content: Content, limits: Limits, visit: Appointment) -> tuple[Misfit, ...]:
    """Every way in which the work that a note tells of goes beyond the limits; empty while it tells of none."""
    if not rows(content, "work"):
        return ()
    knowledge, day = knowledge_of(visit.practice), local_day(visit)
    held = held_by([visit.therapist_id], on=day)[visit.therapist_id]
    work = rows(content, "work").values()
    shape = VisitShape(
        minutes=sum(each["minutes"] for each in work),
        treatments=tuple(
            Treatment(each["technique"], tuple(leaves_of(each["regions"], knowledge)), each["pressure"])
            for each in work
        ),
        positions=tuple(rows(content, "position").values()),
        lubricant=content.get("lubricant"),
        qualifications_of_therapist=held,
        on=day,
    )
    return tuple(dict.fromkeys(chain(misfits(limits, shape), unknown_places(content, knowledge))))


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
