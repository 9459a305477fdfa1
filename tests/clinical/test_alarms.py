"""What must be seen: worse, red answers, signs after a session; what is done about each, what the client is told."""

import pytest

from tests.clinical.courses_of_scores import CATALOGUE, MEASURES, on, series
from unknot.clinical.alarms import Alarm, alarms, sign_named
from unknot.clinical.alarms_in_words import alarms_for_client, nobody_watches, what_to_do
from unknot.clinical.dated_scores import DatedScore, Series, series_of
from unknot.clinical.levels import Urgency
from unknot.clinical.vocabulary import Aftercare

Scores = dict[int, float | None]
CALLS = [each for each in CATALOGUE.aftercare.values() if each.kind == "call"]


def short(alarm: Alarm) -> str:
    return f"{alarm.kind} {alarm.code} {alarm.part}".strip()


@pytest.mark.parametrize(
    ("measure", "by_day", "found", "remark"),
    [
        ("pain_nrs", {0: 4}, [], "a first score is no alarm"),
        ("pain_nrs", {0: 4, 7: 5}, [], "within the error"),
        ("pain_nrs", {0: 4, 7: 6}, ["worse pain_nrs first"], "2 points"),
        ("pain_nrs", {0: 4, 7: 2, 14: 4}, ["worse pain_nrs last_time"], "fell back to where it began"),
        ("pain_nrs", {0: 4, 7: 6, 14: 8}, ["worse pain_nrs first", "worse pain_nrs last_time"], "and on"),
        ("pain_nrs", {0: 4, 7: 6, 14: 6}, ["worse pain_nrs first"], "no worse than the last time"),
        ("pain_nrs", {0: 4, 7: 6, 14: None}, ["worse pain_nrs first"], "left out: the last score stands"),
        (
            "pain_nrs",
            {0: None, 7: 4, 14: 6},
            ["worse pain_nrs last_time"],
            "no first score, and worse all the same",
        ),
        ("pain_nrs", {0: 9, 7: 10}, [], "1 point at the top is within the error"),
        ("body_comfort", {0: 6, 7: 4}, ["worse body_comfort first"], "lower is worse"),
        ("peg", {0: 2.1, 7: 3.85}, ["worse peg first"], "1.75, which no computer holds exactly"),
        ("gad_2", {0: 0, 7: 2}, [], "nobody knows what counts"),
        ("gad_2", {0: 0, 7: 3}, ["red_answer gad_2"], "positive as published"),
        ("phq_2", {0: 3}, ["red_answer phq_2"], "at the first visit too"),
        ("phq_4", {0: 8}, [], "moderate"),
        ("phq_4", {0: 9}, ["red_answer phq_4"], "severe as published"),
        ("phq_4", {0: 9, 7: None}, ["red_answer phq_4"], "left out: severe stands"),
        ("phq_4", {0: 9, 7: 5}, [], "no longer"),
        ("isi", {0: 21}, [], "moderate"),
        ("isi", {0: 22}, ["red_answer isi"], "severe as published"),
        ("who_5", {0: 50}, ["red_answer who_5"], "50 or less: ask further"),
        ("who_5", {0: 51}, [], "above the line"),
        ("global_change", {28: 6}, ["worse global_change first"], "much worse, by the client's own word"),
        ("global_change", {28: 5}, [], "a little worse"),
    ],
)
def test_it_is_seen(measure: str, by_day: Scores, found: list[str], remark: str) -> None:
    assert sorted(short(each) for each in alarms([series(measure, by_day)])) == found, remark


@pytest.mark.parametrize(
    ("told", "found", "remark"),
    [
        ([(0, 3), (0, 6)], [], "both on the first day"),
        ([(0, 8), (7, 3), (14, 5), (14, 6)], ["3 to 6"], "fell back, and told it twice"),
        ([(0, 8), (7, 3), (7, 6)], [], "better, and on one day told in two ways"),
        ([(0, 8), (7, 3), (7, 5), (14, 6)], ["3 to 6"], "of the day before the best"),
    ],
)
def test_worse_is_from_one_day_to_another(
    told: list[tuple[int, float]], found: list[str], remark: str
) -> None:
    every = [DatedScore(measure="pain_nrs", on=on(day), value=value) for day, value in told]
    row = series_of(MEASURES["pain_nrs"], every, since=on(0), until=on(28))
    assert [each.found for each in alarms([row])] == found, remark


def answered(day: int, value: float | None, **answers: int) -> DatedScore:
    return DatedScore(measure="phq_4", on=on(day), value=value, answers=answers)


WHOLE_LOW = answered(0, 3, nervous=3, worrying=0, interest=0, down=0)


@pytest.mark.parametrize(
    ("scores", "found", "remark"),
    [
        ((WHOLE_LOW,), ["red_answer phq_4 gad_2"], "mild in all, and the worry positive"),
        ((answered(0, 3, nervous=1, worrying=1, interest=1, down=0),), [], "mild, neither half positive"),
        (
            (answered(0, 12, nervous=3, worrying=3, interest=3, down=3),),
            ["red_answer phq_4", "red_answer phq_4 gad_2", "red_answer phq_4 phq_2"],
            "all of it",
        ),
        (
            (answered(0, None, nervous=3, worrying=1),),
            ["red_answer phq_4 gad_2"],
            "no score, but that half was answered",
        ),
        ((WHOLE_LOW, answered(7, None, interest=3, down=3)), ["red_answer phq_4 gad_2", "red_answer phq_4 phq_2"], ""),
        ((WHOLE_LOW, answered(7, 0, nervous=0, worrying=0, interest=0, down=0)), [], "answered whole since"),
    ],
)  # fmt: skip
def test_halves_of_the_four_questions_are_seen(
    scores: tuple[DatedScore, ...], found: list[str], remark: str
) -> None:
    row = Series(measure=MEASURES["phq_4"], scores=scores)
    assert sorted(short(each) for each in alarms([row])) == found, remark


def test_of_one_half_the_latest_answer_is_told() -> None:
    whole = answered(0, 4, nervous=2, worrying=2, interest=0, down=0)
    for later, told in (
        (answered(7, None, nervous=3, worrying=3), "6"),
        (answered(7, None, nervous=3, worrying=0), "3"),
    ):
        (alarm,) = alarms([Series(measure=MEASURES["phq_4"], scores=(whole, later))])
        assert alarm.found == f"{told}: positive: ask further"


def test_every_band_that_asks_for_somebody_is_an_alarm() -> None:
    """Whatever the knowledge marks is seen, and only what asks to refer refers."""
    marked = [(row, band) for row in MEASURES.values() for band in row.bands if band.alarm]
    assert {row.id for row, _ in marked} == {"phq_4", "gad_2", "phq_2", "isi", "who_5"}
    for row, band in marked:
        (alarm,) = alarms([series(row.id, {0: band.low})])
        assert (alarm.refers, alarm.urgency) == (
            (True, Urgency.ROUTINE) if band.alarm == "refer" else (False, Urgency.NONE)
        )
        assert band.title in alarm.found


@pytest.mark.parametrize("sign", CALLS, ids=lambda each: each.id)
def test_every_sign_is_an_alarm_with_its_urgency(sign: Aftercare) -> None:
    (alarm,) = alarms([], signs=[sign])
    assert (alarm.kind, alarm.code, alarm.refers) == ("not_normal", sign.id, True)
    assert alarm.urgency.value == sign.urgency


def test_a_sign_without_an_urgency_is_an_emergency() -> None:
    nameless = Aftercare(id="x", title="X", sources=(), kind="call", for_client="X.", urgency="soon")
    assert alarms([], signs=[nameless])[0].urgency is Urgency.EMERGENCY


def test_the_most_urgent_comes_first() -> None:
    told = alarms(
        [series("pain_nrs", {0: 4, 7: 6}), series("phq_4", {0: 9})],
        signs=[CATALOGUE.aftercare["limb_swollen"], CATALOGUE.aftercare["breathless"]],
    )
    assert [short(each) for each in told] == [
        "not_normal breathless",
        "not_normal limb_swollen",
        "red_answer phq_4",
        "worse pain_nrs first",
    ]


@pytest.mark.parametrize(
    ("measure", "by_day", "words"),
    [
        ("pain_nrs", {0: 4, 7: 6}, "Ask what has changed"),
        ("phq_4", {0: 9}, "This is no diagnosis. Ask how they are, and refer"),
        ("gad_2", {0: 3}, "This is no diagnosis. Ask how they are, and say"),
    ],
)
def test_whoever_treats_reads_what_to_do(measure: str, by_day: Scores, words: str) -> None:
    (alarm,) = alarms([series(measure, by_day)])
    assert what_to_do(alarm.kind, alarm.urgency).startswith(words)


@pytest.mark.parametrize(
    ("sign", "therapist", "client"),
    [
        ("dark_urine", "this is for the emergency services", "Call 112 now."),
        ("growing_pain", "they need to see a doctor today", "See a doctor today."),
    ],
)
def test_a_sign_says_whom_to_call(sign: str, therapist: str, client: str) -> None:
    found = alarms([], signs=[CATALOGUE.aftercare[sign]])
    assert therapist in what_to_do(found[0].kind, found[0].urgency)
    assert alarms_for_client(found, emergency_number="112")[0].endswith(client)


@pytest.mark.parametrize(
    ("measure", "by_day", "begins"),
    [
        ("pain_nrs", {0: 4, 7: 6}, "You are worse than when we began."),
        ("phq_4", {0: 9}, "Your answers say that things are hard right now. Please talk to your doctor"),
        ("gad_2", {0: 3}, "Your therapist will ask you about some of your answers."),
    ],
)
def test_the_client_is_told_at_once_and_that_nobody_watches(
    measure: str, by_day: Scores, begins: str
) -> None:
    told = alarms_for_client(alarms([series(measure, by_day)]), emergency_number="999")
    assert told[0].startswith(begins)
    assert told[-1] == "Nobody reads this at night. If you cannot wait, or feel in danger: call 999."


def test_without_an_alarm_the_client_is_told_nothing() -> None:
    assert alarms_for_client((), emergency_number="999") == ()


def test_without_a_number_it_still_says_to_call() -> None:
    assert "call the emergency number" in nobody_watches("")


def test_each_sentence_is_said_once() -> None:
    two = alarms([series("gad_2", {0: 3}), series("phq_2", {0: 4})])
    assert len(two) == 2
    assert len(alarms_for_client(two, emergency_number="999")) == 2


def test_a_sign_that_is_no_longer_listed_is_an_emergency() -> None:
    known = CATALOGUE.aftercare
    assert sign_named("limb_swollen", known) is known["limb_swollen"]
    (lost,) = alarms([], signs=[sign_named("a_sign_of_last_year", known)])
    assert (lost.code, lost.urgency, lost.refers) == ("a_sign_of_last_year", Urgency.EMERGENCY, True)
    assert "Call 112 now." in " ".join(alarms_for_client([lost], emergency_number="112"))
