"""What a screening says to the person it is about: one sentence first, then what changes and why.

Reads a kept screening only; decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from unknot.care.limits_kept import limits_of
from unknot.care.models import Screening
from unknot.clinical.entries import Entry
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Decision, Urgency
from unknot.clinical.limits import NO_DATE
from unknot.clinical.limits_in_words import limit_phrases
from unknot.clinical.loading import default_knowledge
from unknot.intake.models import Reason

LINES = {"medicines": "Which medicine is “{}”?", "notes": "What does “{}” tell of?"}
"""How a line as typed, which is no entry, is asked about."""


@dataclass(frozen=True)
class Headline:
    """The sentence on top of the answer page. `state` names its word, icon, shape and colour."""

    state: str
    title: str
    words: str = ""


@dataclass(frozen=True)
class ShownFinding:
    """One finding as a card: the entry's name, the words for each reader, and its sources."""

    id: str
    entry_id: str
    title: str
    level: str
    urgency: str
    because: str
    for_client: str
    for_therapist: str
    next_step: str
    sources: tuple[Mapping[str, Any], ...]
    library_ref: str = ""
    """The page of the library that explains it; none where a practice added the entry of its own."""


@dataclass(frozen=True)
class Voice:
    """What the headline says to somebody who wants a visit, or only to help themselves."""

    go_ahead: str
    waits: str
    ask_first: str
    still_open: str
    begins: str


TO_A_VISIT = Voice(
    go_ahead="Your massage can go ahead",
    waits="Massage has to wait until then.",
    ask_first="It may well be fine. Show them the letter below, and bring their answer to your visit.",
    still_open="You can book: the time is held for you while that is settled.",
    begins="You can book from",
)
AT_HOME = Voice(
    go_ahead="You can help yourself at home",
    waits="Everything else has to wait until then.",
    ask_first="It may well be fine. Show them the letter below. Until then we list only what is safe for everybody.",
    still_open="Until it is answered, we list only what is safe for everybody.",
    begins="You can begin from",
)


def headline(screening: Screening, *, only_at_home: bool = False) -> Headline:
    """One sentence for the client, the most urgent first."""
    voice = AT_HOME if only_at_home else TO_A_VISIT
    if screening.urgency == "emergency":
        return Headline("emergency", "Get help now", "What you told us may be an emergency.")
    if screening.urgency == "same_day":
        return Headline("do_not_treat_today", "Please see a doctor today", voice.waits)
    if screening.decision == "do_not_treat_today":
        return Headline("do_not_treat_today", *_not_today(screening.result["limits"]["not_before"], voice))
    if screening.decision == "needs_medical_clearance":
        return Headline("needs_medical_clearance", "Please ask your doctor first", voice.ask_first)
    if not screening.complete:
        return Headline("modify", "Nearly there: something is still open", voice.still_open)
    return _go_ahead(screening, voice)


def _go_ahead(screening: Screening, voice: Voice) -> Headline:
    changes = len(shown_entries(screening.result))
    if screening.decision == "proceed" or not changes:
        return Headline("proceed", voice.go_ahead)
    count = "one change" if changes == 1 else f"{_in_words(changes)} changes"
    return Headline("modify", f"{voice.go_ahead}, with {count}")


def _in_words(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)


def _not_today(not_before: str | None, voice: Voice) -> tuple[str, str]:
    if not_before in (None, NO_DATE):
        return "Not today, please", "We cannot name a day yet. Below is what to do, and whom to ask."
    day = date.fromisoformat(str(not_before))
    return (
        "Not today, but soon",
        f"{voice.begins} {day:%A} {day.day} {day:%B}, if you are well again by then.",
    )


def is_stopped(screening: Screening) -> bool:
    """Whether nothing is to be done today, at home either."""
    urgent = Urgency(screening.urgency) >= Urgency.SAME_DAY
    return urgent or screening.decision == Decision.DO_NOT_TREAT_TODAY.value


def shown_entries(result: Mapping[str, Any]) -> set[str]:
    """The entries that have a finding which changes something."""
    return {
        finding["id"].partition(".")[0] for finding in result["findings"] if finding["level"] != "proceed"
    }


def shown_findings(screening: Screening, *, knowledge: Knowledge) -> list[ShownFinding]:
    """The findings as cards, worst first. Only the worst of an entry's levels is shown, and each red flag."""
    order = {"absolute": 0, "clearance": 1, "local": 2, "modify": 3, "proceed": 4}
    cards: dict[str, ShownFinding] = {}
    for finding in screening.result["findings"]:
        card = _card(finding, knowledge)
        slot = card.id if card.urgency != "none" else card.entry_id
        if slot not in cards or order[card.level] < order[cards[slot].level]:
            cards[slot] = card
    urgencies = {"emergency": 0, "same_day": 1, "routine": 2, "none": 3}
    return sorted(cards.values(), key=lambda card: (urgencies[card.urgency], order[card.level], card.title))


def _card(finding: Mapping[str, Any], knowledge: Knowledge) -> ShownFinding:
    entry_id = finding["id"].partition(".")[0]
    entry = knowledge.entries.get(entry_id)
    return ShownFinding(
        id=finding["id"],
        entry_id=entry_id,
        title=entry.title if entry else entry_id,
        level=finding["level"],
        urgency=finding.get("urgency", "none"),
        because=finding["because"],
        for_client=finding["for_client"],
        for_therapist=finding["for_therapist"],
        next_step=finding.get("next_step", ""),
        sources=tuple(finding["sources"]),
        library_ref=f"conditions/{entry_id}" if entry_id in default_knowledge().entries else "",
    )


def open_questions(screening: Screening, *, knowledge: Knowledge) -> list[str]:
    """What is unresolved, in the words in which it was asked."""
    lines = _lines_asked(screening)
    return [lines.get(need) or _question(need, knowledge) for need in screening.result["unresolved"]]


def _lines_asked(screening: Screening) -> dict[str, str]:
    """The question about each line as it was typed when this screening was made."""
    if not any(need.partition(".")[0] in LINES for need in screening.result["unresolved"]):
        return {}
    reason = Reason.objects.get(pk=screening.last_reason_id)
    return {
        f"{kind}.{number}": question.format(line)
        for kind, question in LINES.items()
        for number, line in enumerate(getattr(reason, kind) or [])
    }


def _question(need: str, knowledge: Knowledge) -> str:
    entry_id, _, ask = need.partition(".")
    entry = knowledge.entries.get(entry_id)
    if entry is None:
        return "When were you born?" if need == "born" else need
    if ask and ask in entry.asks:
        return f"{entry.title}: {entry.asks[ask].question}"
    return entry.question or entry.title


def limit_words(result: Mapping[str, Any], *, knowledge: Knowledge) -> list[str]:
    """The limits as short phrases, for the strip that cannot be missed. Those of everybody are not among them."""
    return limit_phrases(limits_of(result), knowledge=knowledge)


def limit_words_for_client(
    result: Mapping[str, Any], *, knowledge: Knowledge, at_home: bool = False
) -> list[str]:
    """The same for the client. At home there is no session to be short, and nobody to be trained."""
    limits = limits_of(result)
    if at_home:
        limits = replace(limits, session_max_minutes=None, require_qualifications=frozenset())
    return limit_phrases(limits, knowledge=knowledge, for_client=True)


def entries_to_follow(screening: Screening, *, knowledge: Knowledge) -> list[Entry]:
    """The entries asked of clients that some answer has opened, with a follow-up still to be asked."""
    opened = [need.partition(".")[0] for need in screening.result["unresolved"] if "." in need]
    entries = [knowledge.entries[each] for each in dict.fromkeys(opened) if each in knowledge.entries]
    return [entry for entry in entries if entry.asked_of == "client"]
