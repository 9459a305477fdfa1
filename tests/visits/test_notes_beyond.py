"""What was done is held against the limits of its day, by leaf, and nothing that nobody knows slips past them."""

from datetime import date
from typing import Any

import pytest

from tests.contracts.scene import make_house
from unknot.clinical.levels import Decision
from unknot.clinical.limits import Limits
from unknot.clinical.loading import default_knowledge
from unknot.visits.notes.beyond import beyond_the_limits, limits_at, never_asked

pytestmark = pytest.mark.django_db


def work(**row: Any) -> dict[str, Any]:
    return {"technique": "swedish", "regions": ["left_calf"], "strokes": [], "minutes": 20, "pressure": 2,
            "words": ""} | row  # fmt: skip


def mark(**row: Any) -> dict[str, Any]:
    return {"region": "left_calf", "pin": None, "intensity": None, "layer": "", "when": "after", "refers_to": [],
            "words": ""} | row  # fmt: skip


def said(word: str) -> dict[str, Any]:
    return {"said": word, "minute": 3}


def limits(**parts: Any) -> Limits:
    return Limits(**{"pressure_max": 3, "session_max_minutes": 45, "decision": Decision.MODIFY} | parts)


ROWS = [
    ("a session within them", limits(), {"work/a": work()}, set()),
    ("no work written yet", limits(decision=Decision.DO_NOT_TREAT_TODAY), {"plan": "Rest"}, set()),
    ("too hard", limits(), {"work/a": work(pressure=4)}, {"pressure"}),
    ("too long, all rows together", limits(), {"work/a": work(), "work/b": work(minutes=26)}, {"minutes"}),
    ("a place left out", limits(avoid_regions=frozenset({"left_calf"})), {"work/a": work()}, {"region"}),
    ("a place left out, inside a group", limits(avoid_regions=frozenset({"left_calf"})),
     {"work/a": work(regions=["lower_legs"])}, {"region"}),
    ("a technique ruled out", limits(exclude_techniques=frozenset({"swedish"})), {"work/a": work()}, {"technique"}),
    ("a position ruled out", limits(exclude_positions=frozenset({"prone"})),
     {"work/a": work(), "position/a": "prone"}, {"position"}),
    ("a lubricant ruled out", limits(exclude_lubricants=frozenset({"jojoba_oil"})),
     {"work/a": work(), "lubricant": "jojoba_oil"}, {"lubricant"}),
    ("training that is not held", limits(require_qualifications=frozenset({"oncology"})),
     {"work/a": work()}, {"qualification"}),
    ("before the first day", limits(not_before=date(2027, 1, 1)), {"work/a": work()}, {"day"}),
    ("nobody was to be treated", limits(decision=Decision.DO_NOT_TREAT_TODAY), {"work/a": work()}, {"decision"}),
    ("a stroke that counts as what is ruled out", limits(exclude_techniques=frozenset({"tapotement"})),
     {"work/a": work(strokes=["tapotement"])}, {"technique"}),
    ("a place left out that is marked as treated", limits(avoid_regions=frozenset({"left_calf"})),
     {"mark/a": mark(kind="treated")}, {"region"}),
    ("a place left out that only hurts", limits(avoid_regions=frozenset({"left_calf"})),
     {"mark/a": mark(kind="pain")}, set()),
    ("a sensitive place after a yes", limits(), {"work/a": work(regions=["left_hip"]), "asked/left_hip": said("yes")},
     set()),
    ("a sensitive place after a no", limits(), {"work/a": work(regions=["hip"]), "asked/left_hip": said("no")},
     {"consent"}),
    ("a no, and hands elsewhere", limits(), {"work/a": work(), "asked/left_hip": said("no")}, set()),
    ("a place on no map", limits(), {"work/a": work(regions=["third_arm"])}, {"region"}),
    ("a technique nobody knows", limits(), {"work/a": work(technique="moon_rubbing")}, {"technique"}),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "by", "content", "kinds"), ROWS, ids=[row[0] for row in ROWS])
def test_it_finds(remark: str, by: Limits, content: dict[str, Any], kinds: set[str]) -> None:
    found = beyond_the_limits(content, by, make_house("Alder").visit)
    assert {each.kind for each in found} == kinds, remark
    assert all(each.words for each in found)


ASKING = [
    ("hands elsewhere", {"work/a": work()}, ()),
    ("strokes there", {"work/a": work(regions=["left_hip"])}, ("left_hip",)),
    ("a group with one inside", {"work/a": work(regions=["chest"])}, ("left_chest", "right_chest")),
    ("a mark of work there", {"mark/a": mark(kind="treated", region="left_inner_thigh")}, ("left_inner_thigh",)),
    ("a mark of pain there", {"mark/a": mark(kind="pain", region="left_inner_thigh")}, ()),
    ("asked, and a yes", {"work/a": work(regions=["left_hip"]), "asked/left_hip": said("yes")}, ()),
    ("asked, and a no: that goes beyond instead",
     {"work/a": work(regions=["left_hip"]), "asked/left_hip": said("no")}, ()),
    ("asked of the other side", {"work/a": work(regions=["left_hip"]), "asked/right_hip": said("yes")}, ("left_hip",)),
    ("not asked, and why", {"work/a": work(regions=["left_hip"]), "unasked/left_hip": "They were asleep"}, ()),
    ("not asked, and nothing in the reason", {"work/a": work(regions=["left_hip"]), "unasked/left_hip": " "},
     ("left_hip",)),
    ("asked, and not touched", {"asked/left_hip": said("yes")}, ()),
]  # fmt: skip


@pytest.mark.parametrize(("remark", "content", "left"), ASKING, ids=[row[0] for row in ASKING])
def test_it_names_the_sensitive_places_worked_on_and_never_asked_about(
    remark: str, content: dict[str, Any], left: tuple[str, ...]
) -> None:
    assert never_asked(content, default_knowledge()) == left, remark


def test_without_a_screening_all_work_is_beyond_the_limits() -> None:
    visit = make_house("Alder").visit
    visit.screening = None
    assert {"decision", "pressure"} <= {
        each.kind for each in beyond_the_limits({"work/a": work()}, limits_at(visit), visit)
    }


def test_the_limits_are_those_the_visit_was_judged_by() -> None:
    visit = make_house("Alder").visit
    assert visit.screening is not None
    assert limits_at(visit).decision.value == visit.screening.decision
