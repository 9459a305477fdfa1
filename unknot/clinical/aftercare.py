"""What to expect after this session, what helps, and for which signs to call whom; with it the home programme."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from unknot.clinical.catalogue import Catalogue
from unknot.clinical.facts import Client
from unknot.clinical.fitting import VisitShape
from unknot.clinical.holding import may_be_pregnant
from unknot.clinical.home import programme_for
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.lubricant import NOTHING
from unknot.clinical.plan import HomeProgramme
from unknot.clinical.screening import Screening
from unknot.clinical.vocabulary import Aftercare

__all__ = [
    "AftercareSheet",
    "Signs",
    "aftercare_sheet",
    "is_asked_by_scale",
    "rows_after",
    "signs_among",
    "signs_at_home",
    "signs_of_soreness",
]

EMERGENCY, SAME_DAY, TELL_US = "emergency", "same_day", "routine"


@dataclass(frozen=True, kw_only=True)
class Signs:
    """For what to call, by how soon."""

    emergency: tuple[Aftercare, ...]
    same_day: tuple[Aftercare, ...]
    tell_us: tuple[Aftercare, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AftercareSheet:
    """What a client takes home: `leave_alone` are the leaves that were left out, and stay so at home."""

    expect: tuple[Aftercare, ...]
    signs: Signs
    leave_alone: frozenset[str]
    home: HomeProgramme


def aftercare_sheet(
    done: VisitShape, *, client: Client, screening: Screening, knowledge: Knowledge
) -> AftercareSheet:
    """The sheet for a session as it was done, under the screening of its day; for a plan where nothing is noted.

    Nobody knows of a lubricant that was not noted, so what concerns one is said.
    """
    techniques = {each.technique for each in done.treatments}
    pregnant = may_be_pregnant(client, screening)
    rows = tuple(rows_after(knowledge.catalogue, techniques, lubricant=done.lubricant, pregnant=pregnant))
    return AftercareSheet(
        expect=tuple(each for each in rows if each.kind == "expect"),
        signs=signs_among(rows),
        leave_alone=screening.limits.avoid_regions,
        home=programme_for(client, screening, knowledge=knowledge),
    )


def rows_after(
    catalogue: Catalogue, techniques: Collection[str], *, lubricant: str | None, pregnant: bool
) -> Iterator[Aftercare]:
    """What to expect after these, and when to call; signs of pregnancy only where there may be one."""
    for each in catalogue.aftercare.values():
        of_these = not each.after_techniques or not set(each.after_techniques).isdisjoint(techniques)
        of_this = not each.after_lubricant or lubricant != NOTHING
        if each.kind != "on_record" and of_these and of_this and (pregnant or not each.in_pregnancy):
            yield each


def signs_among(rows: Collection[Aftercare]) -> Signs:
    """The signs for which to call, by how soon."""

    def of(urgency: str) -> tuple[Aftercare, ...]:
        return tuple(each for each in rows if each.kind == "call" and each.urgency == urgency)

    return Signs(emergency=of(EMERGENCY), same_day=of(SAME_DAY), tell_us=of(TELL_US))


def signs_of_soreness(soreness: int | None, *, hours: float, catalogue: Catalogue) -> tuple[Aftercare, ...]:
    """The signs that a number on the scale of soreness is, so many hours after a session. No number is not nought, and
    not a sign either.
    """
    if soreness is None:
        return ()
    rows = catalogue.aftercare.values()
    return tuple(
        each
        for each in rows
        if each.soreness_from is not None and soreness >= each.soreness_from and hours >= each.after_hours
    )


def is_asked_by_scale(sign: Aftercare) -> bool:
    """Whether the scale of soreness asks for a sign whole, so that nobody is asked twice."""
    return sign.soreness_from is not None and not sign.after_hours


def signs_at_home(client: Client, screening: Screening, *, knowledge: Knowledge) -> Signs:
    """The signs that need a clinician where nobody but the client has worked on the body."""
    pregnant = may_be_pregnant(client, screening)
    signs = signs_among(tuple(rows_after(knowledge.catalogue, (), lubricant=NOTHING, pregnant=pregnant)))
    return Signs(emergency=signs.emergency, same_day=signs.same_day)
