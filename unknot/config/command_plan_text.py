"""A plan in words for a terminal: the session minute by minute, its dose, what to expect, what to do at home."""

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits import NotBefore
from unknot.clinical.limits_in_words import listed
from unknot.clinical.plan import NoPlan, Plan, Segment
from unknot.config.command_layout import bullets, heading, joined, rows, wrapped
from unknot.config.command_limits_text import not_before
from unknot.config.command_screening_text import mark_words, source_line


def plan_text(plan: Plan | NoPlan, *, knowledge: Knowledge) -> str:
    """The whole plan, or why there is none and what would make one possible."""
    if isinstance(plan, NoPlan):
        return joined(_no_plan(plan))
    return joined(
        [
            *wrapped(f"A plan of {plan.minutes} minutes. For: {listed(each.title for each in plan.goals)}"),
            *_session(plan, knowledge),
            *_dose(plan, knowledge),
            *_section("Left out", (f"{each.title}: {each.reason}" for each in plan.left_out)),
            *_section("Please note", plan.cautions),
            *_section("Needs", _needs(plan, knowledge)),
            *_section(
                "Afterwards",
                (f"{each.for_client} {each.advice}" for each in plan.aftercare if each.kind == "expect"),
            ),
            *_section("Call if", (each.for_client for each in plan.aftercare if each.kind == "call")),
            *_section(
                "At home", (f"{each.title}: {each.how} {each.dose} {each.do_not}" for each in plan.home)
            ),
        ]
    )


def _no_plan(plan: NoPlan) -> list[str]:
    return [
        "No plan fits",
        *_section("Because", plan.because),
        *_section("This would make one possible", plan.would_make_possible),
        *_first_day(plan.not_before),
    ]


def _first_day(day: NotBefore) -> list[str]:
    words = not_before(day)
    return ["", f"Not before: {words}"] if words else []


def _section(title: str, texts: object) -> list[str]:
    lines = bullets(str(each).strip() for each in texts)  # type: ignore[attr-defined]
    return [*heading(title), *lines] if lines else []


def _session(plan: Plan, knowledge: Knowledge) -> list[str]:
    lines = heading("The session")
    for segment in plan.segments:
        lines += _segment(segment, knowledge)
    return [*lines, "", *rows(_frame(plan))]


def _frame(plan: Plan) -> list[tuple[str, str]]:
    length, lotion = plan.length, plan.lubricant
    trials = "–".join(str(each) for each in dict.fromkeys(length.trial_minutes or ()))
    article = f"The article: {length.article_minutes} minutes ({length.article_reason.rstrip('.')})."
    return [
        ("Length", f"{length.reason} {article}{f' Trials: {trials} minutes.' if trials else ''}"),
        (
            "Lying",
            "; then ".join(f"{each.title.lower()} ({each.reason.rstrip('.')})" for each in plan.positions),
        ),
        ("With", f"{lotion.title.lower()}. {lotion.reason}"),
    ]


def _segment(segment: Segment, knowledge: Knowledge) -> list[str]:
    positions = knowledge.catalogue.positions
    lying = f", {positions[segment.position].title.lower()}" if segment.position in positions else ""
    pressure = f", pressure {_pressures(segment)}" if segment.pressures else ""
    label = f"{segment.starts_at:>3}–{segment.ends_at} min"
    return rows([(label, f"{segment.title}{lying}{pressure}. {segment.reason}")])


def _pressures(segment: Segment) -> str:
    if segment.lightest == segment.pressure:
        return str(segment.pressure)
    return f"{segment.lightest} to {segment.pressure}"


def _dose(plan: Plan, knowledge: Knowledge) -> list[str]:
    dose = plan.dose
    return [
        *heading("How often"),
        *rows(
            [
                ("Dose", dose.summary),
                ("Why", dose.reason),
                ("Found", dose.found),
                ("Expect", f"{dose.expect} ({dose.certainty_words})"),
                ("Look", dose.review),
                ("Then", dose.taper),
                ("When", dose.timing),
                ("Note", dose.caution),
                ("The article", dose.article_words),
                ("Measured by", listed(each.title for each in plan.measures)),
                ("Sources", "; ".join(source_line(each, knowledge) for each in dose.sources)),
                ("Mark", mark_words(dose.marks)),
            ]
        ),
    ]


def _needs(plan: Plan, knowledge: Knowledge) -> list[str]:
    catalogue = knowledge.catalogue
    needs = [catalogue.qualifications[each].title for each in plan.qualifications]
    return needs + [catalogue.requirements[each].for_therapist for each in plan.requirements]
