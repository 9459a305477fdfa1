"""How answers, levels, decisions and urgencies rank."""

import pytest

from unknot.clinical.levels import Answer, Decision, Level, Urgency, worst


def test_members_rank_in_the_order_they_are_written() -> None:
    assert sorted(Urgency, reverse=True)[0] is Urgency.EMERGENCY
    assert Level.LOCAL < Level.CLEARANCE <= Level.CLEARANCE < Level.ABSOLUTE
    assert Level.ABSOLUTE > Level.PROCEED
    assert not Level.LOCAL < Level.LOCAL
    assert not Level.LOCAL > Level.LOCAL
    assert Level.ABSOLUTE >= Level.ABSOLUTE


def test_ranks_of_different_things_are_never_compared() -> None:
    with pytest.raises(TypeError, match="does not rank"):
        assert Level.MODIFY < Decision.DO_NOT_TREAT_TODAY


@pytest.mark.parametrize(
    ("level", "decision"),
    [
        (Level.PROCEED, Decision.PROCEED),
        (Level.MODIFY, Decision.MODIFY),
        (Level.LOCAL, Decision.MODIFY),
        (Level.CLEARANCE, Decision.NEEDS_MEDICAL_CLEARANCE),
        (Level.ABSOLUTE, Decision.DO_NOT_TREAT_TODAY),
    ],
)
def test_a_level_asks_for_a_decision(level: Level, decision: Decision) -> None:
    assert level.decision is decision


def test_the_worst_of_nothing_is_the_mildest() -> None:
    assert worst([], mildest=Decision.PROCEED) is Decision.PROCEED
    assert worst([Decision.MODIFY, Decision.PROCEED], mildest=Decision.PROCEED) is Decision.MODIFY


def test_the_worst_of_two_is_found_in_either_order() -> None:
    both = (Urgency.ROUTINE, Urgency.SAME_DAY)
    assert worst(both, mildest=Urgency.NONE) is Urgency.SAME_DAY
    assert worst(reversed(both), mildest=Urgency.NONE) is Urgency.SAME_DAY


def test_not_asked_is_an_answer_of_its_own() -> None:
    assert Answer("not_asked") is not Answer.NO
