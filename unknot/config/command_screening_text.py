"""What a screening found, in words for a terminal: the decision first, then limits, reasons, and what is open."""

from collections.abc import Iterator, Mapping

from unknot.clinical.derived import medicines_read
from unknot.clinical.facts import Client
from unknot.clinical.findings import Finding
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.levels import Decision, Urgency
from unknot.clinical.limits_in_words import listed
from unknot.clinical.medicines import Recognised
from unknot.clinical.screening import Screening
from unknot.clinical.verdicts_in_words import DECISIONS, LEVELS, MARKS, URGENCIES
from unknot.clinical.vocabulary import Citation
from unknot.config.command_layout import bullets, heading, joined, row, rows, wrapped
from unknot.config.command_limits_text import limits_lines, long_day


def screening_text(screening: Screening, *, client: Client, knowledge: Knowledge) -> str:
    """Everything a reader needs of a screening."""
    return joined(
        [
            *opening_lines(screening, client=client, knowledge=knowledge),
            *_section("Limits", limits_lines(screening.limits, knowledge)),
            *_section("Why", _findings(screening)),
            *_section("To prepare", _requirements(screening, knowledge)),
            *_section("For the therapist to look at", _at_the_visit(screening, knowledge)),
            *_section("Sources", _sources(screening, knowledge)),
            "",
            *wrapped(
                "Rules with sources, not a diagnosis. Light pressure on endangerment sites holds for everybody. "
                f"Knowledge {screening.knowledge_version}."
            ),
        ]
    )


def opening_lines(screening: Screening, *, client: Client, knowledge: Knowledge) -> list[str]:
    """The verdict, and what is still to be answered."""
    still_open = open_lines(screening, client=client, knowledge=knowledge)
    return [*verdict_lines(screening), *_section("Still to be answered", still_open)]


def open_lines(screening: Screening, *, client: Client, knowledge: Knowledge) -> list[str]:
    """What is unresolved: the id, and the question in words."""
    return [line for need in screening.unresolved for line in row(need, question_of(need, client, knowledge))]


def question_of(need: str, client: Client, knowledge: Knowledge) -> str:
    """The question behind an unresolved id."""
    entry_id, _, follow_up = need.partition(".")
    if entry_id == "medicines":
        return medicine_question(medicines_read(client, knowledge)[int(follow_up)])
    if entry_id == "notes":
        return note_question(client.notes[int(follow_up)], knowledge)
    entry = knowledge.entries.get(entry_id)
    if entry is None:
        return "the date of birth" if need == "born" else ""
    if follow_up in entry.asks:
        return entry.asks[follow_up].question
    return entry.question or entry.title


def medicine_question(read: Recognised) -> str:
    """What is not clear about a line of medicines, and what may have been meant."""
    settle = " ".join(dict.fromkeys(each.settle for each in read.medicines if each.settle))
    unclear = ""
    if read.unknown:
        unclear = f" is not wholly known: {listed(read.unknown)}."
    elif read.doubtful or read.asked:
        unclear = " is a name that is easily mixed up."
    meant = f" Did you mean {listed(read.offered, last='or')}?" if unclear and read.offered else ""
    return f"“{read.typed}”{unclear or ':'}{meant} {settle}".strip()


def note_question(note: str, knowledge: Knowledge) -> str:
    """What a client wrote in their own words, and what it may be about."""
    about = [knowledge.entries[each].title for each in knowledge.finder.offers(note)]
    perhaps = f" Perhaps: {'; '.join(about)}." if about else ""
    return f"“{note}”: what does it tell of?{perhaps}"


def source_line(citation: Citation, knowledge: Knowledge) -> str:
    """A source as a reader finds it, with how strong it is."""
    source = knowledge.sources[citation.key]
    place = f", {citation.place}" if citation.place else ""
    return f"{source.title}{place} ({source.where.rstrip('.')}; grade {source.grade})"


def mark_words(marks: tuple[str, ...]) -> str:
    """What the marks of an entry warn of."""
    words = "; ".join(MARKS[each] for each in marks if each in MARKS)
    return words[:1].upper() + words[1:] + "." if words else ""


def verdict_lines(screening: Screening) -> Iterator[str]:
    """The decision, the day and the urgency."""
    title = DECISIONS[screening.decision]
    yield from wrapped(f"{title} · {long_day(screening.on)}")
    if screening.urgency is not Urgency.NONE:
        yield ""
        yield URGENCIES[screening.urgency]
    if not screening.complete:
        yield ""
        yield from wrapped(_provisional(screening))
    if screening.decision is Decision.PROCEED and screening.complete:
        yield ""
        yield "Nothing that was said speaks against a massage."


def _provisional(screening: Screening) -> str:
    count = len(screening.unresolved)
    still = "One question is open" if count == 1 else f"{count} questions are open"
    if screening.decision is Decision.DO_NOT_TREAT_TODAY:
        return f"{still}, and could make it more urgent."
    return f"Not final. {still}: a time can be kept, but the visit starts only once this is answered."


def _section(title: str, lines: list[str]) -> list[str]:
    return [*heading(title), *lines] if lines else []


def _findings(screening: Screening) -> list[str]:
    lines: list[str] = []
    numbers = _numbers(screening)
    for finding in screening.findings:
        lines += [""] if lines else []
        lines += _finding(finding, numbers)
    return lines


def _numbers(screening: Screening) -> dict[Citation, int]:
    """Each citation once, by the number under which its source is written out at the end."""
    cited = dict.fromkeys(each for finding in screening.findings for each in finding.sources)
    return {each: number for number, each in enumerate(cited, start=1)}


def _sources(screening: Screening, knowledge: Knowledge) -> list[str]:
    return [
        line
        for each, number in _numbers(screening).items()
        for line in wrapped(f"[{number}] {source_line(each, knowledge)}", first="  ", then="      ")
    ]


def _finding(finding: Finding, numbers: Mapping[Citation, int]) -> list[str]:
    cleared = ", cleared by a doctor" if finding.cleared else ""
    urgent = f" {URGENCIES[finding.urgency]}" if finding.is_urgent else ""
    return [
        *wrapped(
            f"{finding.title}: {LEVELS[finding.level]}{cleared}.{urgent} [{finding.id}]",
            first="  ",
            then="  ",
        ),
        *rows(
            [
                ("  Because", finding.because),
                ("  To the client", finding.for_client),
                ("  To the therapist", finding.for_therapist),
                ("  Next", finding.next_step),
                ("  Sources", f"{' '.join(f'[{numbers[each]}]' for each in finding.sources)}"),
                ("  Mark", mark_words(finding.marks)),
            ]
        ),
    ]


def _requirements(screening: Screening, knowledge: Knowledge) -> list[str]:
    known = knowledge.catalogue.requirements
    return bullets(known[each].for_therapist for each in screening.require)


def _at_the_visit(screening: Screening, knowledge: Knowledge) -> list[str]:
    entries = knowledge.entries
    return bullets(entries[each].question or entries[each].title for each in screening.at_the_visit)
