"""The screening pipe: statements, windows, letters, refusal of contact, unknown answers, medicines."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.clinical.small import (
    TODAY,
    a_client,
    a_rule,
    an_ask,
    an_entry,
    knowledge_of,
    no,
    not_sure,
    yes,
)
from unknot.clinical.facts import Client, Statement
from unknot.clinical.levels import Answer, Decision, Level, Urgency
from unknot.clinical.limits import NO_DATE
from unknot.clinical.loading import default_knowledge
from unknot.clinical.medicines import Medicine, MedicineList
from unknot.clinical.screening import Screening, screen

SINCE = {"since": an_ask("date", "later")}
END = {"after": "end", "days": 2}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def screened(entry: dict[str, Any], *said: Statement, on: date = TODAY, **client: Any) -> Screening:
    return screen(a_client(*said, **client), knowledge=knowledge_of({"ache": entry}), on=on)


def ids(screening: Screening) -> list[str]:
    return [each.id for each in screening.findings]


# What is said


def test_a_client_without_anything_proceeds_under_the_limits_for_everybody() -> None:
    found = screened(an_entry(rules=[a_rule("absolute")]), no("ache"))
    assert (found.decision, found.urgency, found.complete) == (Decision.PROCEED, Urgency.NONE, True)
    assert found.limits.regional_pressure_max["neck_front"] == 1
    assert found.limits.pressure_max == 5


def test_a_finding_carries_its_reasons() -> None:
    rule = a_rule(
        "local", require=["gloves"], next_step="See someone", sources=[{"key": "ART", "place": "end"}]
    )
    (finding,) = screened(an_entry(marks=["d"], rules=[rule]), yes("ache")).findings
    assert (finding.id, finding.entry_id, finding.title) == ("ache.local", "ache", "Something")
    assert (finding.because, finding.for_client, finding.for_therapist) == ("why", "plain", "exact")
    assert (finding.next_step, finding.require, finding.marks) == ("See someone", ("gloves",), ("d",))
    assert [(each.key, each.place) for each in finding.sources] == [("ART", "end")]


def test_findings_stand_with_the_most_pressing_first() -> None:
    rules = [
        a_rule("modify"),
        a_rule("absolute"),
        a_rule("clearance", name="soon", urgency="same_day"),
        a_rule("absolute", name="now", urgency="emergency"),
    ]
    assert ids(screened(an_entry(rules=rules), yes("ache"))) == [
        "ache.now", "ache.soon", "ache.absolute", "ache.modify"
    ]  # fmt: skip


def test_each_of_two_statements_is_judged_by_itself() -> None:
    table = an_entry(
        ask={"region": an_ask("region", "unordered"), **SINCE},
        rules=[
            a_rule("absolute", window={"after": "since", "days": 14}),
            a_rule("local", limits={"regions": [{"of_attribute": "region", "avoid": True}]}),
        ],
    )
    old = yes("ache", since=ago(100), region="left_knee")
    new = yes("ache", since=ago(3), region="right_hand")
    found = screened(table, old, new)
    assert ids(found) == ["ache.absolute", "ache.local"]
    assert found.limits.avoid_regions == {"left_knee", "right_hand"}
    assert found.limits.not_before == ago(3) + timedelta(days=14)


# Windows

SPAN = {"after": "since", "days": 14}
WINDOWS: list[tuple[str, dict[str, Any], dict[str, Any], object, object]] = [
    ("inside", {"window": SPAN}, {"since": ago(13)}, True, ago(-1)),
    ("on the first day after", {"window": SPAN}, {"since": ago(14)}, False, None),
    ("after the visit counts as inside", {"window": SPAN}, {"since": ago(-5)}, True, ago(-19)),
    ("without its date", {"window": SPAN}, {}, "ache.since", None),
    ("without a window", {}, {}, True, NO_DATE),
    ("no end told", {"window": END}, {}, True, NO_DATE),
    ("ended yesterday", {"window": END}, {"until": ago(1)}, True, ago(-1)),
    ("ended two days ago", {"window": END}, {"until": ago(2)}, False, None),
]


@pytest.mark.parametrize(
    ("remark", "rule", "said", "active", "day"), WINDOWS, ids=[row[0] for row in WINDOWS]
)
def test_a_window_opens_and_shuts(
    remark: str, rule: dict[str, Any], said: dict[str, Any], active: object, day: object
) -> None:
    found = screened(an_entry(ask=SINCE, rules=[a_rule("absolute", **rule)]), yes("ache", **said))
    assert bool(found.findings) is (active is True)
    assert found.unresolved == ((active,) if isinstance(active, str) else ())
    assert found.limits.not_before == day


PASSING = [
    ("told today", {}, {"answered_on": TODAY}, True, ago(-2)),
    ("told yesterday", {}, {"answered_on": ago(1)}, True, ago(-1)),
    ("told two days ago: asked again on the day", {}, {"answered_on": ago(2)}, False, None),
    ("nobody wrote down when it was told", {}, {}, True, ago(-2)),
    ("began lately, told nobody knows when", {"since": ago(14)}, {}, True, ago(-2)),
    ("began long ago, told nobody knows when", {"since": ago(15)}, {}, "ache.until", None),
    ("began long ago and still there today", {"since": ago(15)}, {"answered_on": TODAY}, True, ago(-2)),
    ("over since yesterday", {"until": ago(1)}, {"answered_on": TODAY}, True, ago(-1)),
]


@pytest.mark.parametrize(
    ("remark", "said", "client", "active", "day"), PASSING, ids=[row[0] for row in PASSING]
)
def test_what_passes_by_itself_does_not_forbid_next_month(
    remark: str, said: dict[str, Any], client: dict[str, Any], active: object, day: object
) -> None:
    table = an_entry(transient=True, ask=SINCE, rules=[a_rule("absolute", window=END)])
    found = screened(table, yes("ache", **said), **client)
    assert bool(found.findings) is (active is True)
    assert found.unresolved == ((active,) if isinstance(active, str) else ())
    assert found.limits.not_before == day


def test_a_statement_counts_from_its_own_day_before_the_clients() -> None:
    table = an_entry(transient=True, rules=[a_rule("absolute", window=END)])
    found = screened(table, yes("ache", on=TODAY), answered_on=ago(30))
    assert found.limits.not_before == ago(-2)


def test_an_entry_that_asks_for_its_end_is_over_after_it_but_its_red_flag_is_not() -> None:
    table = an_entry(
        ask={"until": an_ask("date", "evidence")},
        rules=[a_rule("clearance"), a_rule("absolute", name="now", urgency="emergency")],
    )
    assert ids(screened(table, yes("ache", until=ago(0)))) == ["ache.now"]
    assert ids(screened(table, yes("ache", until=ago(-1)))) == ["ache.now", "ache.clearance"]


def test_the_latest_day_of_several_counts_and_no_date_is_the_latest() -> None:
    dated = a_rule("absolute", window=SPAN)
    longer = a_rule("absolute", name="longer", window={"after": "since", "days": 42})
    found = screened(an_entry(ask=SINCE, rules=[dated, longer]), yes("ache", since=ago(1)))
    assert found.limits.not_before == ago(-41)
    forever = a_rule("absolute", name="forever")
    found = screened(an_entry(ask=SINCE, rules=[dated, forever]), yes("ache", since=ago(1)))
    assert found.limits.not_before == NO_DATE


# Letters and refusal of contact

ASKED_FIRST = an_entry(
    rules=[a_rule("clearance", require=["medical_clearance", "gloves"], limits={"pressure_max": 2})]
)
LETTERS: list[tuple[str, str, dict[str, Any], bool]] = [
    ("staff saw it", "staff", {"cleared_by": "Dr A", "cleared_on": ago(10)}, True),
    ("only the client says so", "client", {"cleared_by": "Dr A", "cleared_on": ago(10)}, False),
    ("nobody wrote it", "staff", {"cleared_on": ago(10)}, False),
    ("without a day", "staff", {"cleared_by": "Dr A"}, False),
    ("written today", "staff", {"cleared_by": "Dr A", "cleared_on": TODAY}, True),
    ("written after the visit", "staff", {"cleared_by": "Dr A", "cleared_on": ago(-1)}, False),
    ("its last day", "staff", {"cleared_by": "Dr A", "cleared_on": ago(10), "cleared_until": TODAY}, True),
    ("run out", "staff", {"cleared_by": "Dr A", "cleared_on": ago(10), "cleared_until": ago(1)}, False),
    ("a year ago to the day", "staff", {"cleared_by": "Dr A", "cleared_on": date(2025, 11, 24)}, True),
    ("more than a year ago", "staff", {"cleared_by": "Dr A", "cleared_on": date(2025, 11, 23)}, False),
]


@pytest.mark.parametrize(("remark", "by", "letter", "counts"), LETTERS, ids=[row[0] for row in LETTERS])
def test_a_letter_turns_clearance_into_modify(
    remark: str, by: str, letter: dict[str, Any], counts: bool
) -> None:
    found = screened(ASKED_FIRST, yes("ache", by=by, **letter))
    (finding,) = found.findings
    assert finding.cleared is counts
    assert found.decision is (Decision.MODIFY if counts else Decision.NEEDS_MEDICAL_CLEARANCE)
    assert finding.level is (Level.MODIFY if counts else Level.CLEARANCE)
    assert found.require == (("gloves",) if counts else ("gloves", "medical_clearance"))
    assert found.limits.pressure_max == 2


def test_a_letter_of_a_leap_day_lasts_to_the_end_of_february() -> None:
    letter = yes("ache", by="staff", cleared_by="Dr A", cleared_on=date(2024, 2, 29))
    assert screened(ASKED_FIRST, letter, on=date(2025, 2, 28)).decision is Decision.MODIFY
    assert screened(ASKED_FIRST, letter, on=date(2025, 3, 1)).decision is Decision.NEEDS_MEDICAL_CLEARANCE


LETTER = {"cleared_by": "Dr A", "cleared_on": TODAY}


@pytest.mark.parametrize(
    ("rule", "decision"),
    [
        (a_rule("clearance", urgency="same_day"), Decision.NEEDS_MEDICAL_CLEARANCE),
        (a_rule("absolute"), Decision.DO_NOT_TREAT_TODAY),
        (a_rule("absolute", urgency="emergency"), Decision.DO_NOT_TREAT_TODAY),
    ],
)
def test_a_letter_never_covers_a_red_flag_or_a_stop(rule: dict[str, Any], decision: Decision) -> None:
    assert screened(an_entry(rules=[rule]), yes("ache", by="staff", **LETTER)).decision is decision


def test_a_letter_for_one_operation_is_none_for_the_other() -> None:
    found = screened(ASKED_FIRST, yes("ache", by="staff", **LETTER), yes("ache", by="staff"))
    assert found.decision is Decision.NEEDS_MEDICAL_CLEARANCE
    assert found.require == ("gloves", "medical_clearance")


REFUSED = {"contact_with_clinician_refused": an_entry(asked_of="therapist"), "ache": ASKED_FIRST}


def test_who_may_not_be_asked_cannot_clear() -> None:
    knowledge = knowledge_of(REFUSED)
    refusing = yes("contact_with_clinician_refused")
    (stopped,) = screen(a_client(yes("ache"), refusing), knowledge=knowledge, on=TODAY).findings
    assert (stopped.level, stopped.limits.not_before) == (Level.ABSOLUTE, NO_DATE)
    seen = screen(a_client(yes("ache", by="staff", **LETTER), refusing), knowledge=knowledge, on=TODAY)
    assert seen.decision is Decision.MODIFY


# What is not known


def test_an_answer_that_was_not_given_is_never_a_no() -> None:
    table = an_entry(rules=[a_rule("absolute", limits={"pressure_max": 1})])
    for said in ([], [Statement("ache", Answer.NOT_ASKED)]):
        found = screened(table, *said)
        assert (found.complete, found.unresolved) == (False, ("ache",))
        assert [(each.id, each.level, each.needs) for each in found.possible] == [
            ("ache.absolute", Level.ABSOLUTE, ("ache",))
        ]
        assert (found.decision, found.limits.pressure_max) == (Decision.PROCEED, 5)


def test_not_sure_takes_the_limits_but_not_the_verdict() -> None:
    rule = a_rule("absolute", urgency="emergency", limits={"pressure_max": 1, "exclude_positions": ["prone"]})
    found = screened(an_entry(rules=[rule]), not_sure("ache"))
    assert (found.decision, found.urgency, found.limits.not_before) == (Decision.PROCEED, Urgency.NONE, None)
    assert (found.limits.pressure_max, found.limits.exclude_positions) == (1, {"prone"})
    assert found.unresolved == ("ache",)


def test_a_yes_without_its_follow_up_takes_the_limits_meanwhile() -> None:
    table = an_entry(
        ask={"bad": an_ask("yes_no", "yes")},
        rules=[a_rule("clearance", when={"flag": "bad"}, limits={"session_max_minutes": 30})],
    )
    found = screened(table, yes("ache"))
    assert (found.decision, found.limits.session_max_minutes) == (Decision.PROCEED, 30)
    assert found.unresolved == ("ache.bad",)


def test_a_required_follow_up_leaves_the_screening_incomplete() -> None:
    table = an_entry(ask={"which": an_ask("text", "unordered", required=True)}, rules=[a_rule()])
    assert screened(table, yes("ache")).unresolved == ("ache.which",)
    assert screened(table, yes("ache", which="this")).complete
    assert screened(table, no("ache")).complete


WHERE = {"region": an_ask("region", "unordered", within="legs"), "side": an_ask("side", "unordered")}
PLACES: list[tuple[str, dict[str, Any], dict[str, Any], str, bool]] = [
    ("told", {}, {"region": "left_calf"}, "left_calf", True),
    ("told with its side", {}, {"region": "calf", "side": "left"}, "left_calf", True),
    ("side not told", {}, {"region": "calf"}, "calf", True),
    ("not told", {}, {}, "", False),
    ("not told, with a stand-in", {"otherwise": "legs"}, {}, "legs", True),
    ("widened to the limb", {"widen": "limb"}, {"region": "left_calf"}, "left_leg", True),
]


@pytest.mark.parametrize(
    ("remark", "limit", "said", "group", "complete"), PLACES, ids=[row[0] for row in PLACES]
)
def test_a_regional_limit_lands_where_the_answers_say(
    remark: str, limit: dict[str, Any], said: dict[str, Any], group: str, complete: bool
) -> None:
    row = {"of_attribute": "region", "avoid": True, **limit}
    found = screened(
        an_entry(ask=WHERE, rules=[a_rule("local", limits={"regions": [row]})]), yes("ache", **said)
    )
    expected = default_knowledge().regions.expand(group) if group else frozenset()
    assert (found.limits.avoid_regions, found.complete) == (expected, complete)
    assert found.unresolved == (() if complete else ("ache.region",))


def test_a_group_may_be_narrowed_to_a_side_that_was_asked() -> None:
    row = {"of": "arms", "side_attribute": "side", "pressure_max": 2}
    table = an_entry(ask=WHERE, rules=[a_rule(limits={"regions": [row]})])
    assert "left_hand" not in screened(table, yes("ache", side="right")).limits.regional_pressure_max
    assert screened(table, yes("ache")).limits.regional_pressure_max["left_hand"] == 2


def test_what_only_the_therapist_can_see_is_settled_at_the_visit() -> None:
    table = an_entry(asked_of="therapist", rules=[a_rule("absolute")])
    found = screened(table)
    assert (found.complete, found.possible, found.at_the_visit) == (True, (), ("ache",))
    assert screened(table, no("ache")).at_the_visit == ()
    assert screened(table, not_sure("ache")).unresolved == ("ache",)


# Medicines

THINNERS = MedicineList(
    by_spelling={
        "warfarin": Medicine("warfarin", ("ache",)),
        "mystery": Medicine("mystery", (), "ask what for"),
    },
    noise=frozenset({"mg"}),
    nothing=frozenset({"none"}),
    forms={},
)
TYPED: list[tuple[str, tuple[str, ...], list[str], tuple[str, ...]]] = [
    ("recognised", ("Warfarin 5 mg",), ["ache.modify"], ()),
    ("none", ("none",), [], ()),
    ("not recognised", ("warfarin", "snake oil"), ["ache.modify"], ("medicines.1",)),
    ("recognised, but the therapist must ask", ("mystery",), [], ("medicines.0",)),
]


@pytest.mark.parametrize(("remark", "typed", "found", "unresolved"), TYPED, ids=[row[0] for row in TYPED])
def test_a_typed_medicine_answers_its_entry_with_yes(
    remark: str, typed: tuple[str, ...], found: list[str], unresolved: tuple[str, ...]
) -> None:
    knowledge = knowledge_of({"ache": an_entry(rules=[a_rule()])}, medicines=THINNERS)
    screening = screen(a_client(no("ache"), medicines=typed), knowledge=knowledge, on=TODAY)
    assert (ids(screening), screening.unresolved) == (found, unresolved)


def test_a_stated_yes_is_not_said_again_by_its_medicine() -> None:
    table = an_entry(ask={"bad": an_ask("yes_no", "yes")}, rules=[a_rule(when={"flag": "bad"})])
    knowledge = knowledge_of({"ache": table}, medicines=THINNERS)
    client: Client = a_client(yes("ache", bad=False), medicines=("warfarin",))
    assert screen(client, knowledge=knowledge, on=TODAY).complete


# The shipped knowledge


def test_a_screening_of_thirty_answers_is_quick() -> None:
    from time import process_time

    knowledge = default_knowledge()
    client = a_client(*(no(each) for each in knowledge.entries), yes("pregnancy", due_on=date(2027, 6, 1)))
    screen(client, knowledge=knowledge, on=TODAY)
    started = process_time()
    for _ in range(50):
        screen(client, knowledge=knowledge, on=TODAY)
    assert (process_time() - started) / 50 < 0.05, "far above what a busy machine needs"


def test_the_same_facts_are_judged_as_of_each_visit() -> None:
    client = a_client(*(no(each) for each in default_knowledge().entries if not each.startswith("pregnancy")))
    pregnant = client.facts.with_statements([yes("pregnancy", due_on=date(2027, 6, 1))])
    client = Client(person=client.person, facts=pregnant)
    first, later = (
        {each.entry_id for each in screen(client, knowledge=default_knowledge(), on=day).findings}
        for day in (TODAY, date(2027, 4, 1))
    )
    assert "pregnancy_t1" in first - later
    assert "pregnancy_t3" in later - first
