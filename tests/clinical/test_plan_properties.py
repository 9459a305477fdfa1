"""What holds for every plan: random clients, random limits, random stock and offer."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from tests.clinical.by_hand import bare_knowledge, screened
from unknot.clinical.facts import Area, Client, Facts, Person, Statement, Wishes
from unknot.clinical.fitting import VisitShape, lesser_fit, misfits
from unknot.clinical.levels import Answer, Decision
from unknot.clinical.limits import NO_DATE, Limits
from unknot.clinical.plan import NoPlan, Plan
from unknot.clinical.planning import make_plan

KNOWLEDGE = bare_knowledge()
CATALOGUE, REGIONS = KNOWLEDGE.catalogue, KNOWLEDGE.regions
LEAVES = [leaf.id for leaf in REGIONS.leaves]

leaves = some.sampled_from(LEAVES)
regions = some.sampled_from(sorted(REGIONS.regions))
techniques = some.sampled_from(sorted(CATALOGUE.techniques))
positions = some.sampled_from(sorted(CATALOGUE.positions))
lubricants = some.sampled_from(sorted(CATALOGUE.lubricants))
pressures = some.integers(0, 5)


def several(items: some.SearchStrategy[str], most: int = 6) -> some.SearchStrategy[frozenset[str]]:
    return some.frozensets(items, max_size=most)


limits = some.builds(
    Limits,
    pressure_max=some.sampled_from([0, 1, 2, 3, 4, 5, 5]),
    regional_pressure_max=some.dictionaries(leaves, pressures, max_size=12),
    exclude_techniques=several(techniques),
    regional_exclude_techniques=some.dictionaries(leaves, several(techniques, 3), max_size=12),
    avoid_regions=some.one_of(several(leaves, 20), several(regions, 2).map(REGIONS.expand)),
    exclude_positions=several(positions, 5),
    prefer_positions=several(positions, 2),
    exclude_lubricants=some.one_of(several(lubricants), several(lubricants, 23)),
    session_max_minutes=some.one_of(some.none(), some.integers(0, 120)),
    require_qualifications=several(some.sampled_from(sorted(CATALOGUE.qualifications)), 2),
    not_before=some.sampled_from([None, None, date(2026, 12, 1), NO_DATE]),
    decision=some.sampled_from([Decision.PROCEED, Decision.MODIFY, Decision.MODIFY, *Decision]),
)

areas = some.builds(
    Area,
    region=regions,
    side=some.sampled_from([None, "left", "right", "both"]),
    intensity=some.one_of(some.none(), some.integers(0, 10)),
)

wishes = some.builds(
    Wishes,
    minutes=some.one_of(some.none(), some.integers(1, 240)),
    pressure=some.one_of(some.none(), some.integers(1, 5)),
    techniques=some.lists(techniques, max_size=3).map(tuple),
    avoid_techniques=some.lists(techniques, max_size=2).map(tuple),
    avoid_regions=some.lists(regions, max_size=2).map(tuple),
    positions=some.lists(positions, max_size=2).map(tuple),
    lubricant=some.one_of(some.none(), lubricants),
)

clients = some.builds(
    Client,
    person=some.builds(Person, first_visit=some.booleans()),
    facts=some.sampled_from([Facts(), Facts(), Facts.of([Statement("pregnancy", Answer.YES)])]),
    goals=some.lists(some.sampled_from(sorted(CATALOGUE.goals)), max_size=3).map(tuple),
    profile=some.sampled_from([None, *sorted(CATALOGUE.profiles)]),
    areas=some.lists(areas, max_size=5).map(tuple),
    wishes=wishes,
)

stocks = some.one_of(some.none(), several(lubricants))
offers = some.one_of(some.none(), several(techniques, 10))


def planned(
    client: Client, within: Limits, stock: frozenset[str] | None, offer: frozenset[str] | None
) -> Plan | NoPlan:
    return make_plan(client, screened(within), knowledge=KNOWLEDGE, stock=stock, techniques_offered=offer)


@given(client=clients, within=limits, stock=stocks, offer=offers)
def test_no_plan_breaks_its_limits(
    client: Client, within: Limits, stock: frozenset[str] | None, offer: frozenset[str] | None
) -> None:
    plan = planned(client, within, stock, offer)
    if isinstance(plan, NoPlan):
        assert plan.because or within.decision > Decision.MODIFY
        assert plan.would_make_possible
        return
    folded = KNOWLEDGE.base_limits.fold(within)
    without_day = [each for each in misfits(folded, plan.shape()) if each.kind != "day"]
    assert not without_day
    assert within.decision <= Decision.MODIFY
    assert offer is None or {each.id for each in plan.techniques} <= offer
    assert stock is None or plan.lubricant.id in {*stock, "none"}


@given(client=clients, within=limits)
def test_no_plan_goes_beyond_a_technique_a_wish_or_a_position(client: Client, within: Limits) -> None:
    plan = planned(client, within, None, None)
    if isinstance(plan, NoPlan):
        return
    unwished = REGIONS.expand(client.wishes.avoid_regions)
    for each in (segment for segment in plan.segments if segment.kind == "work"):
        technique, position = CATALOGUE.techniques[each.technique], CATALOGUE.positions[each.position]
        assert technique.planned
        assert technique.lightest <= each.lightest <= each.pressure <= technique.strongest
        assert client.wishes.pressure is None or each.pressure <= client.wishes.pressure
        assert technique.id not in client.wishes.avoid_techniques
        assert not unwished & set(each.pressures)
        assert set(each.pressures) <= REGIONS.expand(position.reaches)
        assert not technique.positions or position.id in technique.positions


@given(client=clients, within=limits)
def test_minutes_add_up_and_follow_one_another(client: Client, within: Limits) -> None:
    plan = planned(client, within, None, None)
    if isinstance(plan, NoPlan):
        return
    assert sum(each.minutes for each in plan.segments) == plan.minutes
    assert [each.kind for each in (plan.segments[0], plan.segments[-1])] == ["arrive", "close"]
    assert plan.segments[0].starts_at == 0
    for one, following in zip(plan.segments, plan.segments[1:], strict=False):
        assert one.ends_at == following.starts_at
    assert all(each.minutes >= 3 and each.reason for each in plan.segments)
    assert plan.hands_on_minutes > 0


@given(client=clients, within=limits)
def test_each_leaf_is_worked_on_once_and_each_position_taken_once(client: Client, within: Limits) -> None:
    plan = planned(client, within, None, None)
    if isinstance(plan, NoPlan):
        return
    worked_on = [leaf for each in plan.segments for leaf in each.pressures]
    assert len(worked_on) == len(set(worked_on))
    taken = [each.position for each in plan.segments if each.position]
    turns = [one for one, before in zip(taken, ["", *taken], strict=False) if one != before]
    assert turns == [each.id for each in plan.positions]


@given(client=clients, within=limits)
def test_what_is_done_at_home_keeps_to_the_same_limits(client: Client, within: Limits) -> None:
    plan = planned(client, within, None, None)
    if isinstance(plan, NoPlan):
        return
    folded = KNOWLEDGE.base_limits.fold(within)
    for step in plan.home:
        item = CATALOGUE.home[step.id]
        assert not folded.exclude_techniques.intersection(item.techniques)
        assert item.pressure <= folded.pressure_max
        assert all(folded.pressure_on(leaf) >= item.pressure for leaf in step.regions)
        assert not folded.avoid_regions.intersection(step.regions)
        assert not any(folded.excluded_on(leaf).intersection(item.techniques) for leaf in step.regions)


@given(client=clients, within=limits, stock=stocks, offer=offers)
def test_the_same_input_gives_the_same_plan(
    client: Client, within: Limits, stock: frozenset[str] | None, offer: frozenset[str] | None
) -> None:
    assert planned(client, within, stock, offer) == planned(client, within, stock, offer)


@given(client=clients, planned_within=limits, later=limits)
def test_a_lesser_visit_fits_and_is_never_more(client: Client, planned_within: Limits, later: Limits) -> None:
    plan = planned(client, planned_within, None, None)
    if isinstance(plan, NoPlan):
        return
    before = plan.shape()
    after = lesser_fit(later, before)
    if after is None:
        return
    assert not misfits(later, after)
    assert after.minutes <= before.minutes
    assert is_within(after, before)


def is_within(after: VisitShape, before: VisitShape) -> bool:
    hardest = {leaf: each.pressure for each in before.treatments for leaf in each.regions}
    return all(each.pressure <= hardest[leaf] for each in after.treatments for leaf in each.regions)
