"""A verdict and its changes in words: exact for whoever treats, plain for the client. No diagnosis, never "more"."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from unknot.clinical.changes import Change, Counted, Threshold
from unknot.clinical.courses import ReviewPoint
from unknot.clinical.measures import is_our_own
from unknot.clinical.progress import Because, Kind, Verdict
from unknot.clinical.taper import taper_in_words
from unknot.clinical.vocabulary import Dose

__all__ = ["change_for_client", "change_for_therapist", "day_in_words", "number_in_words", "threshold_in_words",
           "verdict_for_client", "verdict_for_therapist"]  # fmt: skip

KINDS: Final[Mapping[Kind, str]] = {
    Kind.TOO_EARLY: "Too early to say",
    Kind.ASK_FIRST: "Ask first",
    Kind.CONTINUE: "Continue",
    Kind.TAPER: "Taper",
    Kind.CHANGE: "Change the plan",
    Kind.REFER: "Refer",
}
REASONS: Final[Mapping[Because, str]] = {
    Because.SIGN: "A sign was named after a session that is not normal.",
    Because.RED_ANSWER: "An answer asks for somebody medical to look.",
    Because.WORSE_AT_REVIEW: "At the review a measure is worse by a change that counts.",
    Because.WORSE_TWICE: "A measure is worse than at first by a change that counts, twice running.",
    Because.WORSE_ONCE: "A measure is worse by a change that counts. Look now, not at the review.",
    Because.NO_SESSION: "No session has taken place yet.",
    Because.BEFORE_REVIEW: "The review is still to come.",
    Because.TAPERING: "The visits move apart already, and nothing says that they should not.",
    Because.NOT_ANSWERED: "A measure was not answered for this review, or other activities were rated.",
    Because.IMPROVED: "The main measure is better by a change that counts, and nothing is worse.",
    Because.ONLY_ANOTHER_IMPROVED: "Another measure is better by a change that counts, the main one not for certain.",
    Because.COURSE_ENDS: "The course of this dose ends here.",
    Because.NEAR_GOAL: "So near the best that no further change could count.",
    Because.NOTHING_SINCE_REVIEW: "Nothing got better since the last review: what was gained is held.",
    Because.NO_CHANGE: "No change that counts. Look again, refer, or end: not more of the same.",
    Because.FEW_VISITS: "Fewer than half of the planned visits took place: of this dose, that says little.",
    Because.FOR_COMFORT: "This is for comfort: nothing had to change.",
}
FOR_CLIENT: Final[Mapping[Kind, str]] = {
    Kind.TOO_EARLY: "It is too early to say if this helps.",
    Kind.ASK_FIRST: "It is time to look if this helps. Please answer the questions first.",
    Kind.CONTINUE: "This seems to help you. Keep to the plan.",
    Kind.TAPER: "You are doing well. You can come less often now, or stop.",
    Kind.CHANGE: "This has not helped enough. We will not just go on. Let us talk about what to change.",
    Kind.REFER: "Someone medical should look at this. Please talk to your doctor. You can show these numbers.",
}
WORSE_FOR_CLIENT: Final = "You are worse than when we began. Let us talk about it before we go on."
SIGN_FOR_CLIENT: Final = (
    "After a visit you told us of something that is not normal. Please talk to your doctor about it."
)
WHY_FOR_CLIENT: Final[Mapping[Because, str]] = {
    Because.WORSE_ONCE: WORSE_FOR_CLIENT,
    Because.SIGN: SIGN_FOR_CLIENT,
}
"""Where the reason says more than what follows: numbers may be better while something else is wrong."""
FOR_COMFORT: Final = "Come as long as it is worth it to you."
COUNTED: Final[Mapping[Counted, str]] = {
    Counted.IMPROVED: "better by a change that counts",
    Counted.SAME: "no change that counts",
    Counted.WORSE: "worse by a change that counts",
    Counted.NO_ROOM: "it began too near the best for a change that counts",
    Counted.NO_THRESHOLD: "nobody knows which change counts",
    Counted.NO_START: "no score to begin from",
    Counted.NOT_AGAIN: "answered on one day only",
    Counted.MISSING: "too much was left out the last time",
    Counted.OTHER_ITEMS: "the last time, other activities were rated",
}
COUNTED_FOR_CLIENT: Final[Mapping[Counted, str]] = {
    Counted.IMPROVED: "That is a change for the better that counts.",
    Counted.SAME: "That is too small a change to be sure of.",
    Counted.WORSE: "That is worse. We will talk about it.",
    Counted.NO_ROOM: "It was good when we began.",
    Counted.NO_THRESHOLD: "Nobody knows how big a change must be to count.",
    Counted.NO_START: "We have no number from when we began.",
    Counted.NOT_AGAIN: "You have answered this on one day so far.",
    Counted.MISSING: "Some answers were left out, so there is no new number.",
    Counted.OTHER_ITEMS: "You named other things this time, so we cannot compare.",
}


def verdict_for_therapist(verdict: Verdict, dose: Dose) -> tuple[str, ...]:
    """The verdict, each reason, what the dose says of spacing out, and when to look again."""
    lines = [f"{KINDS[verdict.kind]}."] + [REASONS[each] for each in verdict.because]
    if verdict.kind is Kind.TAPER and dose.taper:
        lines.append(f"This dose: {taper_in_words(dose.taper)}")
    return (*lines, *_next_look(verdict, "Next review"))


def verdict_for_client(verdict: Verdict, dose: Dose) -> tuple[str, ...]:
    """The same for the client, at the age of eleven."""
    if Because.FOR_COMFORT in verdict.because:
        return (FOR_COMFORT,)
    why = next((words for because, words in WHY_FOR_CLIENT.items() if because in verdict.because), None)
    lines = [why or FOR_CLIENT[verdict.kind]]
    if verdict.kind is Kind.TAPER and dose.taper:
        lines.append(taper_in_words(dose.taper))
    return (*lines, *_next_look(verdict, "We look again"))


def _next_look(verdict: Verdict, begins: str) -> tuple[str, ...]:
    """When the next look is. While one is due there is none to name: it is now."""
    if verdict.due_since is not None or verdict.kind is Kind.REFER:
        return ()
    return (f"{begins}: {review_in_words(verdict.review)}.",)


def review_in_words(point: ReviewPoint) -> str:
    """The day, or the session that may come before it."""
    day = day_in_words(point.on)
    if point.after_sessions is None:
        return day
    return f"after {point.after_sessions} more sessions, or on {day}, whichever comes first"


def change_for_therapist(change: Change) -> str:
    """From which score to which, how much that is, and against what it was judged."""
    words = f"{change.measure.title}: {_from_to(change)}{COUNTED[change.counted]}"
    if change.threshold is None:
        return f"{words}."
    return f"{words}. {threshold_in_words(change.threshold)}"


def change_for_client(change: Change) -> str:
    """The same for the client. A first and a last score are said; a single one is not."""
    if change.first is None or change.last is None or change.first is change.last:
        return f"{change.measure.title}. {COUNTED_FOR_CLIENT[change.counted]}"
    first, last = _value(change.first.value), _value(change.last.value)
    return f"{change.measure.title}: from {first} to {last}. {COUNTED_FOR_CLIENT[change.counted]}"


def _from_to(change: Change) -> str:
    if change.first is None or change.last is None or change.first is change.last:
        return ""
    percent = f" ({abs(change.percent)} %)" if change.percent else ""
    by = (
        f"{number_in_words(abs(change.better_by))} {'better' if change.better_by > 0 else 'worse'}{percent}, "
    )
    return f"{_value(change.first.value)} to {_value(change.last.value)}, {by if change.better_by else ''}"


def threshold_in_words(threshold: Threshold) -> str:
    """What counts, what that number is, among whom it was found and by which source. Of our own, that it is."""
    counts = f"{number_in_words(threshold.points)} or more counts"
    if is_our_own(threshold.sources):
        return f"{counts}. {threshold.population}."
    kind = {
        "noticed": "the smallest change people notice",
        "error": "the error of measuring, which is more than what people notice",
        "share": "the published share of the first score",
    }[threshold.kind]
    sources = ", ".join(each.key for each in threshold.sources)
    return f"{counts}: {kind}. {threshold.population} [{sources}]."


def _value(value: float | None) -> str:
    return "no score" if value is None else number_in_words(value)


def number_in_words(value: float) -> str:
    """A score with two decimals at most.

    >>> number_in_words(16 / 3), number_in_words(4.0), number_in_words(1.77)
    ('5.33', '4', '1.77')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def day_in_words(day: date) -> str:
    """A day as people say it.

    >>> day_in_words(date(2026, 12, 3))
    'Thursday 3 December'
    """
    return f"{day:%A} {day.day} {day:%B}"
