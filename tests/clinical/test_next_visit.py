"""When the next visit falls, by the dose and by what was found: never sooner than the plan means."""

from datetime import date, timedelta

import pytest

from unknot.clinical.knowledge import default_knowledge
from unknot.clinical.next_visit import next_visit_window
from unknot.clinical.progress import Kind

LAST = date(2026, 11, 30)
DOSES = default_knowledge().catalogue.doses

BY_DOSE = [
    ("chronic_neck_pain", 2, 6, "two or three times a week: from the third day on"),
    ("chronic_low_back", 7, 9, "once a week: a week later, two days of grace"),
    ("fibromyalgia", 3, 9, "once or twice a week"),
    ("wellness", 15, 37, "once or twice a month"),
    ("pain_and_tension", 7, 22, "two to four times a month"),
]


@pytest.mark.parametrize("verdict", [Kind.CONTINUE, Kind.TOO_EARLY])
@pytest.mark.parametrize(("dose", "first", "last", "remark"), BY_DOSE, ids=[row[0] for row in BY_DOSE])
def test_it_falls_where_the_dose_means_it(
    dose: str, first: int, last: int, remark: str, verdict: Kind
) -> None:
    window = next_visit_window(DOSES[dose], last_on=LAST, verdict=verdict)
    assert window.earliest == LAST + timedelta(days=first), remark
    assert window.latest == LAST + timedelta(days=last), remark
    assert "your last visit was on Monday 30 November" in window.words[0]


@pytest.mark.parametrize("dose", sorted(DOSES))
def test_it_is_never_sooner_than_the_most_visits_of_the_dose(dose: str) -> None:
    rhythm = DOSES[dose].frequency
    window = next_visit_window(DOSES[dose], last_on=LAST, verdict=Kind.CONTINUE)
    if rhythm.every == "once":
        assert window.earliest is None
        assert window.words == ("Your plan was for one visit. You need no other.",)
    else:
        span = {"week": 7, "month": 30}[rhythm.every]
        assert window.earliest is not None
        assert (window.earliest - LAST).days >= span // rhythm.most


@pytest.mark.parametrize("verdict", [Kind.ASK_FIRST, Kind.CHANGE, Kind.REFER, Kind.TAPER])
@pytest.mark.parametrize("dose", sorted(DOSES))
def test_it_names_no_day_while_there_is_something_to_talk_about(dose: str, verdict: Kind) -> None:
    window = next_visit_window(DOSES[dose], last_on=LAST, verdict=verdict)
    assert (window.earliest, window.latest) == (None, None)
    assert window.words


def test_who_is_well_is_told_how_the_dose_spaces_out() -> None:
    window = next_visit_window(DOSES["chronic_low_back"], last_on=LAST, verdict=Kind.TAPER)
    assert window.words == ("You are doing well. There is no date to keep.", "Every 2 to 4 weeks, or stop.")


@pytest.mark.parametrize("verdict", list(Kind))
@pytest.mark.parametrize("dose", sorted(DOSES))
def test_it_never_says_more(dose: str, verdict: Kind) -> None:
    words = " ".join(next_visit_window(DOSES[dose], last_on=LAST, verdict=verdict).words).lower()
    assert "more" not in words.split()
