"""A note as people read it: on its page, before it is signed, and on paper."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from unknot.care.bodymap import labels_of
from unknot.care.knowledge import knowledge_of
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import titles
from unknot.drawing.mark_differences import Difference, differences_between
from unknot.drawing.mark_words import MarkedPart, rows_of_marks
from unknot.drawing.session_marks import SessionMark
from unknot.visits.models import Amendment, Note
from unknot.visits.notes.beyond import beyond_the_limits, limits_at, never_asked
from unknot.visits.notes.content import SECTIONS, SENT_BACK, Content, rows
from unknot.visits.notes.known import marks_of
from unknot.visits.notes.wording import SECTION_TITLES, comfort_in_words, places_in_words, technique_words

SHORT = 12
"""Letters of a hash that people compare by eye."""


@dataclass(frozen=True)
class Work:
    """One row of the table of work."""

    technique: str
    where: str
    strokes: str
    minutes: int
    pressure: int
    words: str


@dataclass(frozen=True, kw_only=True)
class ShownNote:
    """All of one note. `beyond` is what went beyond the limits, `because` the reason that was written down;
    `never_asked` names the sensitive areas worked on of whose asking nothing is said.
    """

    note: Note
    sections: list[tuple[str, str]]
    marks: tuple[SessionMark, ...]
    marked: tuple[MarkedPart, ...]
    work: list[Work]
    minutes: int
    on_the_table: list[tuple[str, str]]
    comfort: list[str]
    stopped: str
    beyond: list[str]
    because: str
    also: list[tuple[str, str]]
    never_asked: str
    amendments: list[Amendment]

    @property
    def is_empty(self) -> bool:
        return not (self.note.content.keys() - {"beyond"})

    @property
    def short_hash(self) -> str:
        kept = self.note.hash[:SHORT]
        return " ".join(kept[since : since + 4] for since in range(0, len(kept), 4))


def shown_note(note: Note) -> ShownNote:
    """The note, read with the knowledge of today."""
    visit, content = note.visit, note.content
    knowledge, marks = knowledge_of(visit.practice), marks_of(note.content)
    work = [_work(row, knowledge) for row in rows(content, "work").values()]
    return ShownNote(
        note=note,
        sections=sections_of(content),
        marks=marks,
        marked=rows_of_marks(marks, labels_of(knowledge)),
        work=work,
        minutes=sum(each.minutes for each in work),
        on_the_table=list(_on_the_table(content, knowledge)),
        comfort=[comfort_in_words(each) for each in rows(content, "comfort").values()],
        stopped=_stopped(content.get("stop")),
        beyond=[each.words for each in beyond_the_limits(content, limits_at(visit), visit)],
        because=content.get("beyond") or "",
        also=also_of(content),
        never_asked=places_in_words(never_asked(content, knowledge), knowledge),
        amendments=list(note.amendments.select_related("written_by").order_by("id")) if note.pk else [],
    )


def sections_of(content: Content, names: Iterable[str] = SECTIONS) -> list[tuple[str, str]]:
    """The sections that something stands in, by their titles."""
    return [(SECTION_TITLES[each], content[each]) for each in names if content.get(each)]


def _work(row: Mapping[str, Any], knowledge: Knowledge) -> Work:
    where = places_in_words([each for each in row["regions"] if each in knowledge.regions], knowledge)
    return Work(
        technique=technique_words(row["technique"], knowledge),
        where=where[:1].upper() + where[1:],
        strokes=titles(row["strokes"], knowledge.catalogue.strokes) if row["strokes"] else "",
        minutes=row["minutes"],
        pressure=row["pressure"],
        words=row["words"],
    )


def _on_the_table(content: Content, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """How the client lay, what was on the skin, and which sensitive places they were asked about again."""
    catalogue = knowledge.catalogue
    if positions := list(dict.fromkeys(rows(content, "position").values())):
        yield "Position", titles(positions, catalogue.positions)
    if lubricant := content.get("lubricant"):
        yield "On the skin", titles([lubricant], catalogue.lubricants)
    for region, row in rows(content, "asked").items():
        yield (
            "Asked again",
            f"{_place(region, knowledge)}: {row['said']}, at minute {row['minute']}",
        )
    for region, why in rows(content, "unasked").items():
        yield "Not asked again", f"{_place(region, knowledge)}: {why}"


def _place(region: str, knowledge: Knowledge) -> str:
    """A region by its name; one that the body map of today does not know by its id."""
    return places_in_words([region], knowledge) if region in knowledge.regions else region.replace("_", " ")


def _stopped(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    words = f"The session was stopped at minute {row['minute']}"
    return f"{words}: {row['because']}" if row["because"] else f"{words}."


def also_of(content: Content) -> list[tuple[str, str]]:
    """What stands beside the sections: a supervisor's words, and what met other words of another device."""
    supervisor = SENT_BACK.partition("/")[2]
    titles = {True: "Sent back", False: "Written at the same time on another device"}
    return [(titles[row.startswith(supervisor)], words) for row, words in rows(content, "also").items()]


def differences_to(earlier: Note | None, later: Note) -> list[str]:
    """What became of the marks of an earlier note in a later one; empty without one to compare with."""
    if earlier is None:
        return []
    labels = labels_of(knowledge_of(later.visit.practice))
    found: Iterable[Difference] = differences_between(marks_of(earlier.content), marks_of(later.content))
    return [each.says(labels) for each in found]
