"""How long is a session, how often, for how many weeks, and what did trials find? In plain, honest words."""

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.clinical.catalogue import Catalogue
from unknot.clinical.fitting import SHORTEST_VISIT
from unknot.clinical.plan import Length, PlannedDose
from unknot.clinical.taper import taper_in_words
from unknot.clinical.vocabulary import Dose, Frequency, Goal, SessionLength, Technique

CERTAINTY_WORDS = {
    "moderate": "from trials, with moderate certainty",
    "low_to_moderate": "from one trial, with low to moderate certainty",
    "low": "from trials, with low certainty",
    "very_low": "with very low certainty: hardly any trials",
    "none": "no trial says; it is for comfort",
}
TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True, kw_only=True)
class LengthQuestion:
    """What a length is chosen from. `most` is what limits allow, None where open; `bears` what the areas bear."""

    dose: Dose
    areas: int
    wished: int | None
    most: int | None
    most_due_to: str
    bears: int
    techniques: tuple[Technique, ...]
    first_visit: bool


def article_length(catalogue: Catalogue, areas: int) -> SessionLength:
    """The article's length for so many areas."""
    rows = sorted(catalogue.session_lengths.values(), key=lambda row: row.areas_up_to)
    return next((row for row in rows if areas <= row.areas_up_to), rows[-1])


def article_areas(catalogue: Catalogue, minutes: int) -> int:
    """The most areas the article puts into so many minutes; never fewer than one."""
    rows = catalogue.session_lengths.values()
    return max((row.areas_up_to for row in rows if row.minutes <= minutes), default=1)


def choose_length(catalogue: Catalogue, question: LengthQuestion) -> Length | None:
    """The session's length with its reason; None where the limits leave no session worth having."""
    dose, article = question.dose, article_length(catalogue, question.areas)
    proposed, reason = propose_minutes(question, article)
    minutes, why_shorter = shorten(question, proposed)
    if minutes < SHORTEST_VISIT:
        return None
    return Length(
        minutes=minutes,
        reason=" ".join(each for each in (reason, why_shorter) if each),
        article_minutes=article.minutes,
        article_reason=article.why,
        trial_minutes=(dose.least_minutes, dose.most_minutes) if dose.tried else None,
        wished_minutes=question.wished,
        shortened=minutes < proposed,
    )


def propose_minutes(question: LengthQuestion, article: SessionLength) -> tuple[int, str]:
    """What the client asked for; else the minutes that were tried; else the article's."""
    dose = question.dose
    if question.wished is not None:
        minutes = max(question.wished, SHORTEST_VISIT)
        return minutes, f"You asked for {question.wished} minutes."
    if not dose.tried:
        return min(article.minutes, dose.most_minutes), article.why
    if question.first_visit and dose.least_minutes < dose.most_minutes:
        return (
            dose.least_minutes,
            f"Trials used {tried_minutes(dose)}; a first visit begins with the shorter.",
        )
    minutes = min(max(article.minutes, dose.least_minutes), dose.most_minutes)
    return minutes, f"Trials used {tried_minutes(dose)}."


def tried_minutes(dose: Dose) -> str:
    """The minutes of the trials in words."""
    if dose.least_minutes == dose.most_minutes:
        return f"{dose.most_minutes} minutes"
    return f"{dose.least_minutes} to {dose.most_minutes} minutes"


def shorten(question: LengthQuestion, proposed: int) -> tuple[int, str]:
    """The minutes cut to what limits, techniques and areas bear, and why if they were; the last cut wins."""
    cuts = [(max(each.most_minutes for each in question.techniques), "The techniques in it take no longer.")]
    if question.wished is None:
        cuts.append((question.bears, "There is not enough to work on for longer."))
    if question.most is not None:
        rounded = question.most - question.most % 5
        why_most = f"No longer than {question.most} minutes because of {question.most_due_to}."
        cuts.append((rounded, why_most))
    minutes, why = proposed, ""
    for most, words in cuts:
        if most < minutes:
            minutes, why = most, words
    return minutes, why


def plan_dose(catalogue: Catalogue, dose: Dose, length: Length, goals: Iterable[Goal]) -> PlannedDose:
    """The dose in words, beside the article's, with what is less sure where the session falls short of the
    trials.
    """
    often, long = how_often(dose.frequency), how_long(dose)
    titles = ", ".join(goal.title.lower() for goal in goals if goal.dose == dose.id)
    return PlannedDose(
        id=dose.id,
        summary=summary(dose, length, often, long),
        how_often=often,
        how_long=long,
        review_week=dose.review_week,
        review=dose.review,
        review_for_client=dose.review_for_client,
        taper=taper_in_words(dose.taper),
        timing=dose.timing,
        certainty=dose.certainty,
        certainty_words=CERTAINTY_WORDS[dose.certainty],
        found=dose.found,
        expect=dose.expect,
        article_words=article_in_words(dose),
        caution=caution(dose, length),
        measures=tuple(catalogue.measures[each] for each in dose.measures),
        sources=dose.sources,
        marks=dose.marks,
        reason=f"For: {titles}. {CERTAINTY_WORDS[dose.certainty].capitalize()}.",
    )


def summary(dose: Dose, length: Length, often: str, long: str) -> str:
    """One sentence: how long, how often, for how many weeks, and when to look.

    The review comes after the weeks of the course where it falls on their end or there are none.
    """
    words = f"{length.minutes} minutes, {often}"
    if long:
        words += f" {long}"
    if dose.review_week is None:
        return f"{words}."
    if dose.review_week == dose.least_weeks:
        return f"{words}, then we look whether it helped."
    return f"{words}; at week {dose.review_week} we look whether it helped."


def how_often(rhythm: Frequency) -> str:
    """A rhythm in words.

    >>> how_often(Frequency(least=1, most=2, every="week"))
    'once or twice a week'
    >>> how_often(Frequency(least=2, most=3, every="week"))
    '2 or 3 times a week'
    """
    if rhythm.every == "once":
        return "once"
    if rhythm.least == rhythm.most:
        return f"{TIMES.get(rhythm.least, f'{rhythm.least} times')} a {rhythm.every}"
    if (rhythm.least, rhythm.most) == (1, 2):
        return f"once or twice a {rhythm.every}"
    joint = "or" if rhythm.most - rhythm.least == 1 else "to"
    return f"{rhythm.least} {joint} {rhythm.most} times a {rhythm.every}"


def how_long(dose: Dose) -> str:
    """The weeks in words, empty where the dose has no end."""
    if dose.least_weeks is None:
        return ""
    if dose.most_weeks is None:
        return f"for {dose.least_weeks} weeks or more"
    if dose.least_weeks == dose.most_weeks:
        return f"for {dose.least_weeks} weeks"
    return f"for {dose.least_weeks} to {dose.most_weeks} weeks"


def article_in_words(dose: Dose) -> str:
    """How often by the article, empty where it does not say."""
    return f"The article this comes from says: {dose.article_words}." if dose.article_words else ""


def caution(dose: Dose, length: Length) -> str:
    """What is less sure because the session is shorter than the trials'."""
    if not dose.tried or length.minutes >= dose.least_minutes:
        return ""
    return f"Trials used {tried_minutes(dose)}. What they found may not hold for {length.minutes}."
