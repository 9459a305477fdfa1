"""A page for each condition, medicine and circumstance: what is asked, what it limits and why, and on what grounds."""

from collections.abc import Sequence
from datetime import date

from unknot.clinical.cases import Case
from unknot.clinical.entries import Ask, Entry, Rule
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Urgency
from unknot.clinical.limits_in_words import listed
from unknot.clinical.verdicts_in_words import LEVELS
from unknot.library.pages.cases_in_words import case_card, cases_of
from unknot.library.pages.citing import Citing
from unknot.library.pages.page import (
    Card,
    Facts,
    Link,
    Page,
    Paragraph,
    Section,
    rows,
    sections,
    sentence,
)
from unknot.library.pages.rule_limits import rule_limits
from unknot.library.pages.systems import system_title
from unknot.library.pages.when_in_words import WORSE, when_words

ASKED_OF = {
    "client": "The client is asked.",
    "therapist": "The therapist looks or asks at the visit.",
    "computed": "Nobody is asked: it follows from other answers.",
}
URGENT = {
    Urgency.ROUTINE: "A doctor in the next days",
    Urgency.SAME_DAY: "A doctor today",
    Urgency.EMERGENCY: "Emergency",
}
MOST_SILENT = 6
"""Cases that only keep a rule silent say little beyond the first few; the count of the rest is enough."""


def condition_page(entry: Entry, *, knowledge: Knowledge, cases: Sequence[Case], on: date) -> Page:
    """The page of an entry; `on` is the day by which its review may be overdue."""
    citing = Citing(knowledge.sources)
    rules = [rule for rule in entry.rules if not rule.is_urgent]
    flags = [rule for rule in entry.rules if rule.is_urgent]
    limits = tuple(rule_card(rule, entry, knowledge, citing) for rule in rules)
    red_flags = tuple(rule_card(rule, entry, knowledge, citing) for rule in flags)
    citing(entry.sources)
    return Page(
        ref=f"conditions/{entry.id}",
        title=entry.title,
        kind_words="Condition or circumstance",
        up=Link(system_title(entry.system), f"systems/{entry.system}"),
        names=tuple(dict.fromkeys((*entry.synonyms, entry.label, entry.for_therapist_title))),
        marks=entry.marks,
        sections=sections(
            asked_section(entry),
            Section(id="flags", title="Red flags", blocks=red_flags),
            Section(id="limits", title="What it limits, and why", blocks=limits or nothing(flags)),
            Section(
                id="disagree", title="Where sources disagree", blocks=(Paragraph(words=entry.disagreement),)
            ),
            citing.section(),
            cases_section(entry, cases, knowledge),
            about_section(entry, on),
        ),
    )


def nothing(flags: Sequence[Rule]) -> tuple[Paragraph, ...]:
    """What stands where no rule limits anything by itself."""
    words = "The red flags above say all of it." if flags else "By itself it changes nothing."
    return (Paragraph(words=words),)


def asked_section(entry: Entry) -> Section:
    """The question and its follow-ups."""
    return Section(
        id="question",
        title="What is asked",
        blocks=(
            Paragraph(words=entry.question, manner="asked"),
            Paragraph(words=entry.help),
            Paragraph(words=asked_when(entry), manner="quiet"),
            Facts(rows=tuple((ask.question, ask_words(ask)) for ask in entry.asks.values())),
        ),
    )


def asked_when(entry: Entry) -> str:
    """Who is asked, and how often."""
    words = [ASKED_OF[entry.asked_of]]
    if entry.ask_every_visit or entry.transient:
        words.append("Asked before every visit.")
    if entry.emergency_question:
        words.append("Asked of everybody, also after another answer has stopped the visit.")
    return " ".join(words)


def ask_words(ask: Ask) -> str:
    """What kind of answer a follow-up takes, and which way is worse."""
    kind = listed(map(str.lower, ask.choice_labels), last="or") or {
        "yes_no": "yes or no",
        "region": "a place on the body",
        "side": "left, right or both",
        "reading": "two numbers, such as 120/80",
        "number": "a number",
        "date": "a day",
        "text": "words",
    }.get(ask.type, ask.type)
    return "; ".join(each for each in (kind, WORSE[ask.worse]) if each)


def rule_card(rule: Rule, entry: Entry, knowledge: Knowledge, citing: Citing) -> Card:
    """A rule: when, what it limits, and the words each reader is given."""
    requirements = [knowledge.catalogue.requirements[each].title for each in rule.require]
    level = LEVELS[rule.level]
    return Card(
        title=sentence(when_words(rule, entry, knowledge) or "Whenever the answer is yes").rstrip("."),
        anchor=rule.id.partition(".")[2],
        state=rule.urgency.value
        if rule.urgency in (Urgency.SAME_DAY, Urgency.EMERGENCY)
        else rule.level.value,
        badge=f"{URGENT[rule.urgency]}; {level}" if rule.is_urgent else level.capitalize(),
        words=(rule.words.because,),
        rows=rows(
            ("Limits", sentence("; ".join(rule_limits(rule, knowledge)))),
            ("To the client", rule.words.for_client),
            ("To the therapist", rule.words.for_therapist),
            ("What to do next", rule.words.next_step),
            ("To prepare", sentence(listed(requirements))),
        ),
        cited=citing(rule.sources),
    )


def cases_section(entry: Entry, cases: Sequence[Case], knowledge: Knowledge) -> Section:
    """The cases that hold the rules to what they are meant to do."""
    firing, silent = cases_of(entry, cases)
    left = len(silent) - MOST_SILENT
    more = f"And {left} more in which it must stay silent." if left > 0 else ""
    shown = [*firing, *silent[:MOST_SILENT]]
    return Section(
        id="cases",
        title="Cases",
        note=f"{len(firing)} in which it counts, {len(silent)} in which it must not",
        blocks=(*(case_card(each, knowledge) for each in shown), Paragraph(words=more, manner="quiet")),
        folded=True,
    )


def about_section(entry: Entry, on: date) -> Section:
    """Who wrote and checked the entry, when it is due again, and by which names and codes it is known."""
    overdue = " (overdue)" if entry.review_due < on else ""
    unverified = "" if entry.icd10_verified else ", not verified"
    codes = f"{', '.join(entry.icd10)} (ICD-10-CM {entry.icd10_year}{unverified})" if entry.icd10 else ""
    return Section(
        id="about",
        title="About this page",
        blocks=(
            Paragraph(words=f"Also called {listed(entry.synonyms)}." if entry.synonyms else ""),
            Facts(
                rows=rows(
                    ("Written by", entry.written_by),
                    ("Checked by", entry.checked_by),
                    ("Reviewed on", entry.reviewed_on.isoformat()),
                    ("Review due", f"{entry.review_due.isoformat()}{overdue}"),
                    ("Codes", codes),
                    ("Id", entry.id),
                )
            ),
        ),
    )
