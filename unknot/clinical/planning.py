"""What should the session and the course be, within the limits of a screening? A plan, or why there is none.

Whether the client may be treated at all is screening's; whether a visit that was booked still fits is
fitting's.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from unknot.clinical.aftercare import rows_after
from unknot.clinical.dose import plan_dose
from unknot.clinical.facts import Client, Wishes
from unknot.clinical.fitting import SHORTEST_VISIT
from unknot.clinical.home import home_programme, said_of
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Decision
from unknot.clinical.lubricant import choose_lubricant
from unknot.clinical.plan import HomeProgramme, NoPlan, Plan, Reasoned
from unknot.clinical.positioning import say_positions, unmet_positions
from unknot.clinical.screening import Screening
from unknot.clinical.session import Session, draft_session
from unknot.clinical.wanted import Wanted, read_wishes
from unknot.clinical.work import Frame, frame_of, unmet_wishes


def make_plan(
    client: Client,
    screening: Screening,
    *,
    knowledge: Knowledge,
    stock: Collection[str] | None = None,
    techniques_offered: Collection[str] | None = None,
) -> Plan | NoPlan:
    """The plan for a client, within the limits of the screening. It never goes beyond them.

    `stock` holds lubricant ids, `techniques_offered` technique ids; None means anything. The same input gives the same
    plan. A screening with open questions gives a provisional plan, one that stops gives none and says why.
    """
    refusal = refuse(screening)
    if refusal is not None:
        return refusal
    frame = frame_of(client, screening, knowledge=knowledge, stock=stock, offered=techniques_offered)
    wanted = read_wishes(client, frame.catalogue, frame.regions)
    session = draft_session(frame, wanted, client)
    lubricant = choose_lubricant(frame, client.wishes.lubricant)
    if session is None or lubricant is None:
        return nothing_left(frame, client)
    home = home_programme(frame, wanted, said_of(client, screening, knowledge))
    return write_plan(frame, wanted, session, lubricant, home, client, screening)


def refuse(screening: Screening) -> NoPlan | None:
    """No plan where the screening stops or asks for clearance: in its own words."""
    decision = screening.limits.decision
    if decision <= Decision.MODIFY:
        return None
    stopping = [each for each in screening.findings if each.level.decision == decision]
    steps = tuple(dict.fromkeys(each.next_step for each in stopping if each.next_step))
    return NoPlan(
        because=tuple(dict.fromkeys(each.for_client for each in stopping)),
        would_make_possible=steps or tuple(ways_back(screening)),
        not_before=screening.limits.not_before,
    )


def ways_back(screening: Screening) -> Iterator[str]:
    """What to do where the findings do not say it."""
    first = screening.limits.not_before
    if screening.limits.decision is Decision.NEEDS_MEDICAL_CLEARANCE:
        yield "A letter from your doctor that says massage is fine for you."
    elif first is None or isinstance(first, str):
        yield "Have it seen to first. Then answer the questions again."
    else:
        yield f"From {first.day} {first:%B %Y} on, if you are well: answer the questions again then."


def nothing_left(frame: Frame, client: Client) -> NoPlan:
    """Why nothing is left, and what would leave something: found by trying each way."""
    most = frame.limits.session_max_minutes
    because = "What you asked for, what is offered here and your answers leave nothing to do."
    if frame.causes:
        due = frame.due_to(lambda limits: not limits.without_verdict().is_open)
        because = f"Nothing of what you asked for may be done because of {due}."
    if most is not None and most < SHORTEST_VISIT:
        because = f"Your answers limit a session to {most} minutes. That is too short for a visit."
    ways = first_ways(frame, client)
    last = "A change in what limits you. Talk to your doctor or therapist, then answer the questions again."
    return NoPlan(because=(because,), would_make_possible=ways or (last,), not_before=frame.limits.not_before)


def first_ways(frame: Frame, client: Client) -> tuple[str, ...]:
    """The single changes that would leave something, else the double ones."""
    for ways in (single_changes, double_changes):
        found = tuple(words for words, other, who in ways(frame, client) if leaves_something(other, who))
        if found:
            return found
    return ()


Change = tuple[str, Frame, Client]


def single_changes(frame: Frame, client: Client) -> Iterator[Change]:
    """What else might be tried, never with looser limits."""
    free = replace(client, wishes=Wishes())
    elsewhere = replace(client, areas=(), goals=("wellness",), profile=None)
    anywhere = replace(frame, offered=None)
    yield "Letting go of some wishes about techniques, places or positions.", frame, free
    yield "Another part of the body.", frame, elsewhere
    yield "A place that offers other techniques.", anywhere, client
    yield "A place with other lotions or oils.", replace(frame, stock=None), client


def double_changes(frame: Frame, client: Client) -> Iterator[Change]:
    """Two changes at once."""
    free = replace(client, wishes=Wishes())
    elsewhere = replace(free, areas=(), goals=("wellness",), profile=None)
    anywhere = replace(frame, offered=None)
    yield "Letting go of wishes, on another part of the body.", frame, elsewhere
    yield "Letting go of wishes, at a place that offers other techniques.", anywhere, free
    yield "Another part of the body, at a place that offers other techniques.", anywhere, elsewhere


def leaves_something(frame: Frame, client: Client) -> bool:
    """Whether a session would be left."""
    wanted = read_wishes(client, frame.catalogue, frame.regions)
    session = draft_session(frame, wanted, client)
    return session is not None and choose_lubricant(frame, client.wishes.lubricant) is not None


def write_plan(
    frame: Frame,
    wanted: Wanted,
    session: Session,
    lubricant: Reasoned,
    home: HomeProgramme,
    client: Client,
    screening: Screening,
) -> Plan:
    """The plan around a session."""
    positions = say_positions(frame, session.placed, client.wishes.positions)
    techniques = say_techniques(session)
    used = [each.id for each in techniques]
    measures = dict.fromkeys(
        chain(*(goal.measures for goal in wanted.goals), profile_measures(frame, client))
    )
    return Plan(
        goals=tuple(Reasoned(id=each.id, title=each.title, reason=each.for_client) for each in wanted.goals),
        segments=session.segments,
        length=session.length,
        positions=positions,
        techniques=techniques,
        lubricant=lubricant,
        dose=plan_dose(frame.catalogue, wanted.dose, session.length, wanted.goals),
        measures=tuple(frame.catalogue.measures[each] for each in measures),
        aftercare=tuple(rows_after(frame.catalogue, used, lubricant=lubricant.id, pregnant=frame.pregnant)),
        home=home.steps,
        home_left_out=home.left_out,
        left_out=(
            *session.left_out,
            *unmet_wishes(frame, wanted, used),
            *unmet_positions(frame, client.wishes.positions, [each.id for each in positions]),
            *unmet_lubricant(frame, client.wishes.lubricant, lubricant),
        ),
        cautions=frame.catalogue.profiles[client.profile].cautions if client.profile else (),
        qualifications=qualifications(frame, used),
        requirements=tuple(sorted(screening.require)),
        provisional=not screening.complete,
        open_questions=tuple(sorted(screening.unresolved)),
    )


def say_techniques(session: Session) -> tuple[Reasoned, ...]:
    """The techniques in the order in which they come, each with what it is and what is known of it."""
    used = dict.fromkeys(each.work.technique for each in session.placed)
    return tuple(Reasoned(id=each.id, title=each.title, reason=each.for_client) for each in used)


def profile_measures(frame: Frame, client: Client) -> tuple[str, ...]:
    """The measures of the profile the client began with."""
    return frame.catalogue.profiles[client.profile].measures if client.profile else ()


def unmet_lubricant(frame: Frame, wished: str | None, chosen: Reasoned) -> Iterator[Reasoned]:
    """The lubricant that was wished and is not used, with its reason."""
    if wished is None or wished == chosen.id:
        return
    lubricant = frame.catalogue.lubricants[wished]
    reason = "It is not in stock here."
    if wished in frame.limits.exclude_lubricants:
        due = frame.due_to(lambda limits: wished in limits.exclude_lubricants)
        reason = f"Left out because of {due}."
    elif frame.pregnant and not lubricant.suits_pregnancy:
        reason = "It does not suit pregnancy."
    yield Reasoned(id=wished, title=lubricant.title, reason=reason)


def qualifications(frame: Frame, techniques: Iterable[str]) -> tuple[str, ...]:
    """What the therapist needs: for the techniques, and what the limits ask for."""
    needed = (frame.catalogue.techniques[each].qualifications for each in techniques)
    return tuple(sorted(frame.limits.require_qualifications.union(*needed)))
