"""What a plan proposes: tables for lengths, doses, techniques, positions, lubricants and what is left out."""

from dataclasses import replace
from datetime import date

import pytest

from tests.clinical.by_hand import bare_knowledge, finding, planned, screened, unplanned
from unknot.clinical.facts import Area, Client, Facts, Person, Statement, Wishes
from unknot.clinical.levels import Answer, Level
from unknot.clinical.limits import Limits
from unknot.clinical.plan import NoPlan, Plan
from unknot.clinical.planning import make_plan

PREGNANT = Facts.of([Statement("pregnancy", Answer.YES)])
IN_PREGNANCY = Limits(
    pressure_max=3,
    exclude_techniques=frozenset({"deep_tissue", "abdominal_work"}),
    exclude_positions=frozenset({"prone", "supine"}),
    prefer_positions=frozenset({"left_side_lying", "semi_reclined"}),
    require_qualifications=frozenset({"prenatal"}),
    session_max_minutes=60,
)


def plan_for(client: Client, limits: Limits | None = None, **given: object) -> Plan:
    return planned(make_plan(client, screened(limits), knowledge=bare_knowledge(), **given))  # type: ignore[arg-type]


def no_plan_for(client: Client, limits: Limits | None = None, **given: object) -> NoPlan:
    return unplanned(make_plan(client, screened(limits), knowledge=bare_knowledge(), **given))  # type: ignore[arg-type]


def pointing_at(*regions: str, **wishes: object) -> Client:
    return Client(areas=tuple(Area(each) for each in regions), wishes=Wishes(**wishes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("regions", "minutes"),
    [
        (("shoulder",), 30),
        (("left_calf",), 30),
        (("shoulder", "low_back"), 45),
        (("neck", "low_back", "feet"), 45),
        (("neck", "low_back", "feet", "arms"), 60),
        (("whole_body",), 60),
    ],
)
def test_length_without_a_trial_is_the_articles(regions: tuple[str, ...], minutes: int) -> None:
    plan = plan_for(pointing_at(*regions))
    assert plan.minutes == plan.length.article_minutes == minutes
    assert plan.length.trial_minutes is None


@pytest.mark.parametrize(
    ("goal", "first_visit", "minutes", "summary"),
    [
        (
            "chronic_neck_pain",
            True,
            60,
            "60 minutes, 2 or 3 times a week for 4 weeks, then we look whether it helped.",
        ),
        (
            "chronic_low_back",
            True,
            60,
            "60 minutes, once a week for 10 weeks; at week 4 we look whether it helped.",
        ),
        (
            "knee_osteoarthritis",
            True,
            60,
            "60 minutes, once a week for 8 weeks, then we look whether it helped.",
        ),
        (
            "fibromyalgia",
            True,
            45,
            "45 minutes, once or twice a week for 5 weeks or more, then we look whether it helped.",
        ),
        (
            "fibromyalgia",
            False,
            60,
            "60 minutes, once or twice a week for 5 weeks or more, then we look whether it helped.",
        ),
        (
            "anxiety_stress",
            True,
            45,
            "45 minutes, once or twice a week for 6 weeks, then we look whether it helped.",
        ),
        ("doms_post_event", True, 20, "20 minutes, once."),
        ("doms_post_event", False, 30, "30 minutes, once."),
        ("wellness", True, 60, "60 minutes, once or twice a month; at week 13 we look whether it helped."),
        ("acute_stress", True, 60, "60 minutes, once."),
        (
            "post_op",
            True,
            45,
            "45 minutes, once a week for 4 to 6 weeks; at week 6 we look whether it helped.",
        ),
    ],
)
def test_dose_of_a_goal(goal: str, first_visit: bool, minutes: int, summary: str) -> None:
    plan = plan_for(Client(goals=(goal,), person=Person(first_visit=first_visit)))
    assert plan.minutes == minutes
    assert plan.dose.summary == summary
    assert plan.dose.certainty_words
    assert plan.dose.sources


def test_both_lengths_are_shown_and_a_trial_is_filled_up_rather_than_spent_on_one_place() -> None:
    plan = plan_for(Client(goals=("chronic_low_back",), areas=(Area("low_back", "left", 6),)))
    assert (plan.minutes, plan.length.article_minutes, plan.length.trial_minutes) == (60, 30, (60, 60))
    assert [each.area for each in plan.segments if each.kind == "work"] == ["low_back", "hips"]
    assert set(plan.segments[1].pressures) == {"left_low_back"}
    assert plan.segments[1].minutes <= 25


@pytest.mark.parametrize(("most", "areas"), [(30, 1), (45, 3), (60, 9)])
def test_a_short_session_is_not_spread_over_the_full_body(most: int, areas: int) -> None:
    plan = plan_for(Client(), Limits(session_max_minutes=most))
    assert len([each for each in plan.segments if each.kind == "work"]) == areas
    assert not plan.left_out


def test_a_limit_on_length_cuts_the_session_and_says_why_and_what_is_less_sure() -> None:
    low = finding("hypotension", "Low blood pressure", Limits(session_max_minutes=32))
    plan = planned(
        make_plan(Client(goals=("chronic_neck_pain",)), screened(findings=(low,)), knowledge=bare_knowledge())
    )
    assert plan.minutes == 30
    assert plan.length.shortened
    assert "32 minutes because of what you told us (low blood pressure)" in plan.length.reason
    assert plan.dose.caution == "Trials used 60 minutes. What they found may not hold for 30."


@pytest.mark.parametrize(
    ("wished", "minutes"),
    [(45, 45), (90, 90), (240, 90), (5, 15)],
)
def test_a_wished_length_is_kept_as_far_as_techniques_take(wished: int, minutes: int) -> None:
    plan = plan_for(Client(goals=("wellness",), wishes=Wishes(minutes=wished)))
    assert plan.minutes == minutes
    assert plan.length.wished_minutes == wished


@pytest.mark.parametrize(
    ("remark", "client", "limits", "techniques"),
    [
        ("nothing wished", Client(), Limits(), {"swedish"}),
        (
            "firm wish on the place that hurts",
            pointing_at("upper_back", pressure=4),
            Limits(),
            {"deep_tissue"},
        ),
        ("firm wish without a place that hurts", Client(wishes=Wishes(pressure=4)), Limits(), {"swedish"}),
        (
            "firm wish on blood thinners",
            pointing_at("upper_back", pressure=5),
            Limits(pressure_max=2, exclude_techniques=frozenset({"deep_tissue", "trigger_point"})),
            {"swedish"},
        ),
        (
            "a wished technique",
            pointing_at("shoulder", techniques=("trigger_point",)),
            Limits(),
            {"trigger_point"},
        ),
        (
            "one wished too gently for it",
            pointing_at("shoulder", techniques=("deep_tissue",), pressure=2),
            Limits(),
            {"swedish"},
        ),
        (
            "reflexology needs feet",
            pointing_at("shoulder", techniques=("reflexology",)),
            Limits(),
            {"swedish", "reflexology"},
        ),
        (
            "one that plans do not propose",
            pointing_at("shoulder", techniques=("hot_stone",)),
            Limits(),
            {"swedish"},
        ),
        ("an athlete after an event", Client(profile="athlete"), Limits(), {"sports"}),
        (
            "one leg closed to it",
            pointing_at("calf", techniques=("deep_tissue",), pressure=4),
            Limits(regional_exclude_techniques={"left_calf": frozenset({"deep_tissue"})}),
            {"deep_tissue", "swedish"},
        ),
    ],
)
def test_techniques_follow_wish_goal_and_limits(
    remark: str, client: Client, limits: Limits, techniques: set[str]
) -> None:
    assert {each.id for each in plan_for(client, limits).techniques} == techniques, remark


def test_a_wished_technique_that_is_left_out_is_named_with_its_cause() -> None:
    thinner = finding(
        "anticoagulant", "Blood thinners", Limits(exclude_techniques=frozenset({"deep_tissue"}))
    )
    client = pointing_at("shoulder", techniques=("deep_tissue",))
    plan = planned(make_plan(client, screened(findings=(thinner,)), knowledge=bare_knowledge()))
    assert [(each.id, each.reason) for each in plan.left_out] == [
        ("deep_tissue", "Left out because of what you told us (blood thinners).")
    ]


@pytest.mark.parametrize(
    ("remark", "client", "limits", "positions"),
    [
        ("one place, one position", pointing_at("low_back"), Limits(), ["prone"]),
        ("back and belly side", pointing_at("whole_body"), Limits(), ["prone", "supine"]),
        ("both reached lying on the back", pointing_at("neck_back", "face"), Limits(), ["supine"]),
        (
            "never face down",
            pointing_at("low_back"),
            Limits(exclude_positions=frozenset({"prone"})),
            ["side_lying"],
        ),
        ("a wish", pointing_at("neck_back", positions=("seated",)), Limits(), ["seated"]),
        (
            "a wish that cannot be",
            pointing_at("neck_back", positions=("prone",)),
            Limits(exclude_positions=frozenset({"prone"})),
            ["supine"],
        ),
        (
            "advice",
            pointing_at("neck_back"),
            Limits(prefer_positions=frozenset({"semi_reclined"})),
            ["semi_reclined"],
        ),
        ("pregnant", pointing_at("low_back"), IN_PREGNANCY, ["left_side_lying"]),
    ],
)
def test_positions_are_few_and_allowed(
    remark: str, client: Client, limits: Limits, positions: list[str]
) -> None:
    plan = plan_for(client, limits)
    assert [each.id for each in plan.positions] == positions, remark
    assert all(each.reason for each in plan.positions)


@pytest.mark.parametrize("position", ["supine", "prone", "side_lying", "seated"])
def test_what_fills_a_session_up_is_reached_as_the_client_wishes_to_lie(position: str) -> None:
    plan = plan_for(pointing_at("left_shoulder", positions=(position,), minutes=45))
    work = [each for each in plan.segments if each.kind == "work"]
    assert {each.position for each in work} == {position}
    assert len(work) > 1
    assert max(each.minutes for each in work) <= 25, "no area for longer than one bears"


@pytest.mark.parametrize(
    ("remark", "wish", "excluded", "stock", "facts", "lubricant"),
    [
        ("plain first", None, (), None, Facts(), "unscented_lotion"),
        ("from the stock", None, (), ("olive_oil", "fragranced_oil"), Facts(), "olive_oil"),
        ("the wish", "sweet_almond_oil", (), None, Facts(), "sweet_almond_oil"),
        ("nut allergy", "sweet_almond_oil", ("sweet_almond_oil",), ("sweet_almond_oil",), Facts(), "none"),
        ("only scent in stock", None, (), ("fragranced_oil",), Facts(), "none"),
        ("pregnant, wishing for scent", "essential_oils", (), None, PREGNANT, "unscented_lotion"),
    ],
)
def test_lubricant_comes_from_the_stock_and_suits(
    remark: str,
    wish: str | None,
    excluded: tuple[str, ...],
    stock: tuple[str, ...] | None,
    facts: Facts,
    lubricant: str,
) -> None:
    client = Client(facts=facts, wishes=Wishes(lubricant=wish))
    plan = plan_for(client, Limits(exclude_lubricants=frozenset(excluded)), stock=stock)
    assert plan.lubricant.id == lubricant, remark
    assert (wish in {each.id for each in plan.left_out}) == (wish not in (None, lubricant))


def test_a_pregnant_client_gets_pregnancy_massage_by_someone_trained_in_it() -> None:
    plan = plan_for(Client(facts=PREGNANT), IN_PREGNANCY)
    assert [each.id for each in plan.techniques] == ["prenatal"]
    assert "prenatal" in plan.qualifications
    assert not {"prone", "supine"} & {each.id for each in plan.positions}
    assert "pregnancy_signs" in {each.id for each in plan.aftercare}
    assert "massage_gun" not in {each.id for each in plan.home}


def test_someone_not_sure_of_being_pregnant_is_treated_as_pregnant() -> None:
    unsure = Facts.of([Statement("pregnancy", Answer.NOT_SURE)])
    assert [each.id for each in plan_for(Client(facts=unsure)).techniques] == ["prenatal"]


@pytest.mark.parametrize(
    ("remark", "place", "worked_on"),
    [
        (
            "the neck as a whole: the front only when named",
            "neck",
            {"neck_back", "left_neck_side", "right_neck_side"},
        ),
        ("the front of the neck by name", "neck_front", {"neck_front"}),
        ("one side", "left_calf", {"left_calf"}),
        ("both sides", "calf", {"left_calf", "right_calf"}),
    ],
)
def test_delicate_places_are_worked_on_only_when_named(remark: str, place: str, worked_on: set[str]) -> None:
    plan = plan_for(pointing_at(place))
    assert {leaf for each in plan.segments for leaf in each.pressures} == worked_on, remark


def test_delicate_places_are_worked_on_lightly() -> None:
    plan = plan_for(pointing_at("neck", pressure=4))
    pressures = {leaf: hard for each in plan.segments for leaf, hard in each.pressures.items()}
    assert pressures["neck_back"] == 4
    assert pressures["left_neck_side"] <= bare_knowledge().base_limits.pressure_on("left_neck_side") < 4


def test_belly_work_that_is_ruled_out_is_not_done_under_another_name() -> None:
    plan = plan_for(
        pointing_at("abdomen", "shoulder"), Limits(exclude_techniques=frozenset({"abdominal_work"}))
    )
    assert "abdomen" not in {leaf for each in plan.segments for leaf in each.pressures}
    assert "Belly" in {each.title for each in plan.left_out}


def test_a_profile_is_a_start_that_goals_and_places_replace() -> None:
    start = plan_for(Client(profile="office_worker"))
    assert {each.area for each in start.segments} == {"", "neck_and_shoulders", "upper_back"}
    assert start.cautions
    changed = plan_for(Client(profile="office_worker", goals=("wellness",), areas=(Area("feet"),)))
    assert [each.id for each in changed.goals] == ["wellness"]
    assert {each.area for each in changed.segments} == {"", "feet"}


def test_the_place_that_hurts_more_gets_more_minutes() -> None:
    client = Client(areas=(Area("shoulder", intensity=8), Area("upper_back", intensity=2)))
    minutes = {each.area: each.minutes for each in plan_for(client).segments}
    assert minutes["neck_and_shoulders"] > minutes["upper_back"]


@pytest.mark.parametrize(
    ("remark", "facts", "limits", "unresolved", "reason"),
    [
        (
            "by the entry",
            Facts.of([Statement("anticoagulant", Answer.YES)]),
            Limits(),
            (),
            "Not for you, because of your answers.",
        ),
        (
            "not sure",
            Facts.of([Statement("anticoagulant", Answer.NOT_SURE)]),
            Limits(),
            (),
            "Not for you, because of your answers.",
        ),
        (
            "by the technique",
            Facts(),
            Limits(exclude_techniques=frozenset({"percussive_device"})),
            (),
            "Not for you, because of your answers.",
        ),
        (
            "by the pressure",
            Facts(),
            Limits(pressure_max=2),
            (),
            "It presses harder than your answers allow.",
        ),
        (
            "by the place",
            Facts(),
            Limits(avoid_regions=frozenset(bare_knowledge().regions.expand(["thighs", "calf", "hip"]))),
            (),
            "The places it is for are to be left alone.",
        ),
        (
            "by an open question",
            Facts(),
            Limits(),
            ("anticoagulant",),
            "Not before the open questions are answered.",
        ),
    ],
)
def test_no_massage_gun_at_home(
    remark: str, facts: Facts, limits: Limits, unresolved: tuple[str, ...], reason: str
) -> None:
    client = Client(goals=("pain_and_tension",), facts=facts)
    plan = planned(make_plan(client, screened(limits, unresolved=unresolved), knowledge=bare_knowledge()))
    assert "massage_gun" not in {each.id for each in plan.home}, remark
    assert {each.id: each.reason for each in plan.home_left_out}["massage_gun"] == reason


def test_a_massage_gun_at_home_stays_on_large_muscles() -> None:
    home = {each.id: each for each in plan_for(Client(goals=("pain_and_tension",))).home}
    assert set(home["massage_gun"].regions) == bare_knowledge().regions.expand(
        ["front_thigh", "back_thigh", "calf", "hip"]
    )


def test_no_neck_stretch_at_home_where_the_neck_is_not_to_be_stretched() -> None:
    neck = bare_knowledge().regions.expand("neck")
    limits = Limits(regional_exclude_techniques=dict.fromkeys(neck, frozenset({"stretching"})))
    client = Client(goals=("chronic_neck_pain",))
    stretches = {"trapezius_stretch", "levator_stretch"}
    assert stretches <= {each.id for each in plan_for(client).home}
    assert stretches <= {each.id for each in plan_for(client, limits).home_left_out}


def test_an_incomplete_screening_gives_a_provisional_plan() -> None:
    plan = planned(make_plan(Client(), screened(unresolved=("fever",)), knowledge=bare_knowledge()))
    assert plan.provisional
    assert plan.open_questions == ("fever",)
    assert not plan_for(Client()).provisional


def test_a_stop_gives_no_plan_in_its_own_words_and_the_first_day() -> None:
    cold = finding("fever", "Fever", Limits(not_before=date(2026, 11, 27)), level=Level.ABSOLUTE)
    none = unplanned(make_plan(Client(), screened(findings=(cold,)), knowledge=bare_knowledge()))
    assert none.because == ("Fever: said to the client.",)
    assert none.not_before == date(2026, 11, 27)
    assert "27 November 2026" in none.would_make_possible[0]


def test_clearance_needed_gives_no_plan_and_names_the_next_step() -> None:
    heart = finding(
        "mi_recent", "Heart attack", Limits(), level=Level.CLEARANCE, next_step="Ask your heart team."
    )
    none = unplanned(make_plan(Client(), screened(findings=(heart,)), knowledge=bare_knowledge()))
    assert none.would_make_possible == ("Ask your heart team.",)
    bare = unplanned(
        make_plan(Client(), screened(findings=(replace(heart, next_step=""),)), knowledge=bare_knowledge())
    )
    assert "letter from your doctor" in bare.would_make_possible[0]


@pytest.mark.parametrize(
    ("remark", "client", "limits", "given", "way"),
    [
        (
            "the place is to be left out",
            pointing_at("left_calf"),
            Limits(avoid_regions=frozenset({"left_calf"})),
            {},
            "Another part of the body.",
        ),
        (
            "the client's own wish",
            pointing_at("left_calf", avoid_regions=("lower_legs",)),
            Limits(),
            {},
            "Letting go of some wishes about techniques, places or positions.",
        ),
        (
            "nothing suitable is offered",
            Client(),
            Limits(),
            {"techniques_offered": ("trigger_point",)},
            "A place that offers other techniques.",
        ),
        (
            "too short",
            Client(),
            Limits(session_max_minutes=10),
            {},
            "A change in what limits you. Talk to your doctor or therapist, then answer the questions again.",
        ),
        (
            "no pressure at all",
            Client(),
            Limits(pressure_max=0),
            {},
            "A change in what limits you. Talk to your doctor or therapist, then answer the questions again.",
        ),
    ],
)
def test_no_plan_says_what_would_make_one_possible(
    remark: str, client: Client, limits: Limits, given: dict[str, object], way: str
) -> None:
    none = no_plan_for(client, limits, **given)
    assert none.because
    assert none.would_make_possible[0] == way, remark


@pytest.mark.parametrize(
    ("technique", "limits", "out", "left", "remark"),
    [
        ("swedish", Limits(), set(), {"friction", "tapotement", "effleurage"}, "nothing is ruled out"),
        ("swedish", Limits(exclude_techniques=frozenset({"tapotement"})), {"tapotement"}, {"friction"}, "no tapping"),
        ("swedish", Limits(exclude_techniques=frozenset({"friction", "tapotement"})), {"friction", "tapotement"},
         {"effleurage", "petrissage"}, "frail: neither"),
        ("swedish", Limits(regional_exclude_techniques={"left_shoulder": frozenset({"tapotement"})}), {"tapotement"},
         {"friction"}, "not on one of its places, so not in that stretch"),
        ("sports", Limits(exclude_techniques=frozenset({"stretching"})), {"assisted_stretch"}, {"jostling"},
         "joints that bend too far"),
    ],
)  # fmt: skip
def test_a_stroke_that_is_ruled_out_is_not_in_the_plan(
    technique: str, limits: Limits, out: set[str], left: set[str], remark: str
) -> None:
    plan = plan_for(pointing_at("shoulder", techniques=(technique,)), limits)
    strokes = {stroke for each in plan.segments if each.technique == technique for stroke in each.strokes}
    assert not strokes & out, remark
    assert left <= strokes, remark


def test_only_techniques_that_are_offered_are_planned() -> None:
    plan = plan_for(pointing_at("shoulder", pressure=4), techniques_offered=("swedish",))
    assert [each.id for each in plan.techniques] == ["swedish"]


def test_qualifications_are_those_of_techniques_and_limits_together() -> None:
    client = pointing_at("shoulder", techniques=("trigger_point",))
    plan = plan_for(client, Limits(require_qualifications=frozenset({"oncology"})))
    assert plan.qualifications == ("base_licence", "neuromuscular_ce", "oncology")
