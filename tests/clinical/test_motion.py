"""How far joints move, and which differences in degrees are more than the measuring."""

import math

import pytest

from tests.clinical.test_catalogue import CATALOGUE
from unknot.clinical.errors import ClientFileError
from unknot.clinical.motion import Flag, flag_difference

MOVEMENTS, AT = CATALOGUE.movements, CATALOGUE.thresholds
WITHIN, PAST, PERHAPS, NOTABLE = Flag.WITHIN_ERROR, Flag.PAST_ERROR, Flag.PERHAPS, Flag.NOTABLE


@pytest.mark.parametrize(
    ("movement", "degrees", "alternatives"),
    [
        ("neck_flexion", 45, [60]),
        ("neck_extension", 45, [75]),
        ("neck_rotation", 60, [80]),
        ("shoulder_flexion", 180, []),
        ("shoulder_internal_rotation", 70, []),
        ("shoulder_external_rotation", 90, []),
        ("elbow_flexion", 150, []),
        ("forearm_pronation", 80, []),
        ("wrist_ulnar_deviation", 30, []),
        ("finger_end_flexion", 80, [90]),
        ("hip_extension", 30, [20]),
        ("knee_flexion", 135, []),
        ("knee_extension", 0, [-5, 10]),
        ("ankle_dorsiflexion", 20, []),
        ("lumbar_spine_flexion", 60, [75, 80]),
        ("trunk_rotation", 30, [45]),
    ],
)
def test_a_movement_has_the_values_of_the_reference(
    movement: str, degrees: int, alternatives: list[int]
) -> None:
    row = MOVEMENTS[movement]
    assert row.degrees == degrees
    assert [each.degrees for each in row.alternatives] == alternatives
    assert "m" in row.marks


def test_every_joint_of_the_reference_is_there_and_on_the_body_map() -> None:
    joints = {each.joint for each in MOVEMENTS.values()}
    named = "neck shoulder elbow forearm wrist finger_base finger_middle finger_end hip knee ankle lumbar_spine trunk"
    assert joints == set(named.split())
    assert all(each.regions for each in MOVEMENTS.values())


@pytest.mark.parametrize(
    ("first", "latest", "tester", "flag", "remark"),
    [
        (60, 60, "same_tester", WITHIN, "the same"),
        (60, 65, "same_tester", WITHIN, "as much as the error"),
        (60, 66, "same_tester", PAST, "past the error"),
        (60, 69, "same_tester", PAST, "not yet notable"),
        (60, 70, "same_tester", NOTABLE, "notable"),
        (70, 60, "same_tester", NOTABLE, "less counts as more does"),
        (60, 66, "two_testers", WITHIN, "two people measure differently"),
        (60, 69, "two_testers", WITHIN, "still within their error"),
        (60, 70, "two_testers", NOTABLE, "notable all the same"),
        (-5, 5, "same_tester", NOTABLE, "across straight"),
    ],
)
def test_a_change_is_flagged(first: float, latest: float, tester: str, flag: Flag, remark: str) -> None:
    assert flag_difference(first, latest, error=AT[tester], notable=AT["change"]) is flag, remark


@pytest.mark.parametrize(
    ("left", "right", "flag", "remark"),
    [
        (40, 45, WITHIN, "as much as the error"),
        (40, 46, PAST, "past the error"),
        (40, 49.9, PAST, "just below"),
        (40, 50, PERHAPS, "notable to some"),
        (54, 40, PERHAPS, "to the other side"),
        (40, 55, NOTABLE, "notable to all"),
    ],
)
def test_a_difference_between_the_sides_is_flagged(
    left: float, right: float, flag: Flag, remark: str
) -> None:
    assert flag_difference(left, right, error=AT["same_tester"], notable=AT["sides"]) is flag, remark


@pytest.mark.parametrize("degrees", [-31, 201, math.nan, math.inf])
def test_what_no_joint_does_is_refused(degrees: float) -> None:
    with pytest.raises(ClientFileError, match="degrees from -30 to 200"):
        flag_difference(10, degrees, error=AT["same_tester"], notable=AT["change"])


def test_the_edges_are_still_degrees() -> None:
    assert flag_difference(-30, 200, error=AT["two_testers"], notable=AT["sides"]) is NOTABLE
