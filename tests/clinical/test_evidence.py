"""What trials found, as the reference tells it, and that every dose leads to what it stands on."""

import pytest

from tests.clinical.test_catalogue import CATALOGUE


@pytest.mark.parametrize(
    ("row", "people", "trials", "certainty", "words"),
    [
        ("neck_dose_2014", 228, 1, "low_to_moderate", "3.41"),
        ("neck_booster_2015", 179, 1, "low", "week 26"),
        ("neck_book_2009", 64, 1, "low", "39 % against 14 %"),
        ("neck_review_2024", 1994, 33, "mixed", "whiplash"),
        ("neck_comparators_2024", 2656, 42, "mixed", "0.37"),
        ("low_back_2011", 401, 1, "moderate", "2.9"),
        ("low_back_review_2015", 3096, 25, "very_low", "short while"),
        ("low_back_guidelines", None, None, "low", "2017"),
        ("knee_dose_2012", 125, 1, "low_to_moderate", "24.0"),
        ("knee_2019", 222, 1, "moderate", "8.16"),
        ("fibromyalgia_2014", 404, 9, "low", "0.62"),
        ("anxiety_2016", 47, 1, "low", "3.26"),
        ("anxiety_review_2004", None, 37, "low", "cortisol"),
        ("sleep_tuina_2024", 1780, 23, "very_low", "2.34"),
        ("soreness_2017", 504, 11, "low", "-1.51"),
        ("sport_2020", 1012, 29, "low", "flexibility"),
        ("blood_pressure_reviews", None, None, "low", "-0.65"),
        ("cancer_2016", None, 16, "low", "-0.20"),
        ("pregnancy_2021", None, 12, "unclear", "week 12"),
        ("lymphoedema", None, None, "mixed", "safe"),
        ("headache", None, None, "very_low", "weak"),
        ("pain_map_2024", None, None, "mixed", "Seven of moderate certainty"),
    ],
)
def test_a_trial_is_told_as_in_the_reference(
    row: str, people: int | None, trials: int | None, certainty: str, words: str
) -> None:
    evidence = CATALOGUE.evidence[row]
    assert (evidence.people, evidence.trials, evidence.certainty) == (people, trials, certainty)
    assert words in evidence.found


def test_every_trial_is_led_to_by_a_goal_or_speaks_of_a_technique_or_claim() -> None:
    rows = (*CATALOGUE.doses.values(), *CATALOGUE.goals.values())
    led_to = {each for row in rows for each in row.evidence}
    spoken = {each.id for each in CATALOGUE.evidence.values() if each.techniques or each.claims}
    assert led_to | spoken == set(CATALOGUE.evidence)


def test_a_tried_dose_names_what_tried_it() -> None:
    for dose in CATALOGUE.doses.values():
        assert dose.evidence or not dose.tried, dose.id


def test_a_course_that_does_not_help_ends() -> None:
    (rule,) = CATALOGUE.stop_rules.values()
    assert (rule.sessions, rule.least_weeks, rule.most_weeks) == (4, 4, 6)
