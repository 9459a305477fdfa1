"""What somebody takes home, as pages and paper show it: after a session, or where they only help themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.care.bodymap import labels_of
from unknot.care.knowledge import knowledge_of
from unknot.care.models import Screening
from unknot.clinical.aftercare import AftercareSheet, Signs, aftercare_sheet, signs_at_home
from unknot.clinical.facts import Client
from unknot.clinical.fitting import VisitShape
from unknot.clinical.home import programme_for
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import region_names
from unknot.clinical.plan import HomeProgramme, HomeStep, Reasoned
from unknot.clinical.screening import Screening as Judged
from unknot.clinical.screening import screen
from unknot.clinical.verdicts_in_words import MARKS
from unknot.clinical.vocabulary import Aftercare
from unknot.drawing.body_map import draw_body_map
from unknot.drawing.body_marks import Mark
from unknot.drawing.body_shapes import View, figure
from unknot.drawing.home_figures import draw_home_figure
from unknot.drawing.markup import Drawn
from unknot.intake.reading import client_on
from unknot.library.pages.citing import Citing
from unknot.library.pages.page import Cited

SIDES: tuple[View, ...] = ("front", "back")
SHOWN_ON_THE_BODY = ("self_massage", "heat_cold")
"""Kinds of home item for which the place matters more than the posture."""


@dataclass(frozen=True)
class ShownRow:
    """Something to expect, or a sign for which to call."""

    title: str
    words: str
    advice: str
    how_often: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True)
class ShownSigns:
    """Whom to call for what; `number` is the emergency number of the place."""

    number: str
    emergency: tuple[ShownRow, ...]
    same_day: tuple[ShownRow, ...]
    tell_us: tuple[ShownRow, ...]


@dataclass(frozen=True)
class ShownStep:
    """A home item with its drawing: how it is done, or where on the body."""

    step: HomeStep
    where: str
    stop_if: str
    cited: tuple[Cited, ...]
    marks: tuple[str, ...]
    figure: Drawn
    map: Drawn


@dataclass(frozen=True)
class ShownProgramme:
    """The home items, those left out with the reason, and why there are no more; the signs that need somebody."""

    steps: tuple[ShownStep, ...]
    left_out: tuple[Reasoned, ...]
    awaited: str
    signs: ShownSigns
    sources: tuple[Cited, ...]


@dataclass(frozen=True)
class ShownAftercare:
    """The sheet of one session."""

    expect: tuple[ShownRow, ...]
    leave_alone: str
    programme: ShownProgramme


def sheet_after(screening: Screening, *, done: VisitShape) -> AftercareSheet:
    """The sheet for a session as it was done, or as it was planned, under the answers of its day."""
    client, judged, knowledge = _judged(screening)
    return aftercare_sheet(done, client=client, screening=judged, knowledge=knowledge)


def programme_at_home(screening: Screening) -> tuple[HomeProgramme, Signs]:
    """What somebody may do who only wants to help themselves, and for what to see a clinician."""
    client, judged, knowledge = _judged(screening)
    signs = signs_at_home(client, judged, knowledge=knowledge)
    return programme_for(client, judged, knowledge=knowledge), signs


def _judged(screening: Screening) -> tuple[Client, Judged, Knowledge]:
    knowledge = knowledge_of(screening.practice)
    client = client_on(screening.sheet, knowledge=knowledge, on=screening.on)
    return client, screen(client, knowledge=knowledge, on=screening.on), knowledge


def shown_aftercare(sheet: AftercareSheet, *, knowledge: Knowledge, emergency_number: str) -> ShownAftercare:
    """A sheet with its words, pictures and numbered sources, for parts/aftercare_sheet.html."""
    citing = Citing(knowledge.sources)
    return ShownAftercare(
        expect=_rows(sheet.expect, citing),
        leave_alone=region_names(sheet.leave_alone, knowledge.regions) if sheet.leave_alone else "",
        programme=shown_programme(
            sheet.home, sheet.signs, knowledge=knowledge, emergency_number=emergency_number, citing=citing
        ),
    )


def shown_programme(
    programme: HomeProgramme,
    signs: Signs,
    *,
    knowledge: Knowledge,
    emergency_number: str,
    citing: Citing | None = None,
) -> ShownProgramme:
    """A programme with its words, pictures and numbered sources, for parts/home_programme.html."""
    citing = citing or Citing(knowledge.sources)
    return ShownProgramme(
        steps=tuple(_step(each, knowledge, citing) for each in programme.steps),
        left_out=programme.left_out,
        awaited=programme.awaited,
        signs=_signs(signs, emergency_number, citing),
        sources=citing.all,
    )


def _signs(signs: Signs, number: str, citing: Citing) -> ShownSigns:
    return ShownSigns(
        number=number,
        emergency=_rows(signs.emergency, citing),
        same_day=_rows(signs.same_day, citing),
        tell_us=_rows(signs.tell_us, citing),
    )


def _rows(rows: Iterable[Aftercare], citing: Citing) -> tuple[ShownRow, ...]:
    return tuple(
        ShownRow(each.title, each.for_client, each.advice, each.how_often, citing(each.sources))
        for each in rows
    )


def _step(step: HomeStep, knowledge: Knowledge, citing: Citing) -> ShownStep:
    return ShownStep(
        step=step,
        where=region_names(step.regions, knowledge.regions) if step.regions else "",
        stop_if="; ".join(step.stop_if),
        cited=citing(step.sources),
        marks=tuple(MARKS[each] for each in step.marks),
        figure=draw_home_figure(step.id),
        map=_map(step, knowledge),
    )


def _map(step: HomeStep, knowledge: Knowledge) -> Drawn:
    """Where the item may be used, seen from the sides on which there is something to see."""
    if step.kind not in SHOWN_ON_THE_BODY:
        return Drawn()
    marks = {leaf: Mark("chosen", note="here") for leaf in step.regions}
    drawn = (
        draw_body_map(
            marks=marks, view=view, title=step.title, labels=labels_of(knowledge), prefix=f"home-{step.id}"
        )
        for view in SIDES
        if not figure(view).outlines.keys().isdisjoint(step.regions)
    )
    return Drawn("".join(drawn))
