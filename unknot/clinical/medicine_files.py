"""Is a file of medicines whole and free of contradictions? Reads it, or refuses with file and path.

That the entries exist is the loader's check; understanding what a client typed is left to `medicines`.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from unknot.clinical.medicines import Medicine, MedicineList
from unknot.clinical.shapes import Place, build, check_keys

__all__ = ["medicines_from"]


@dataclass(frozen=True, kw_only=True)
class About:
    """Who wrote and who checked the list."""

    marks: tuple[str, ...]
    written_by: str
    checked_by: str
    reviewed_on: datetime.date
    review_due: datetime.date


@dataclass(frozen=True, kw_only=True)
class Noise:
    """Words that never tell which medicine, and what people type who take none."""

    words: tuple[str, ...]
    nothing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Medicines that answer the same entries. `misspelt` are spellings by name that are nobody's name."""

    what: str
    spellings: Mapping[str, tuple[str, ...]]
    misspelt: Mapping[str, tuple[str, ...]]
    entries: tuple[str, ...] = ()
    therapist_settles: str = ""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """The tables of a file of medicines."""

    about: object
    noise: object
    forms: object
    group: object
    look_alikes: object


def medicines_from(table: Mapping[str, object], place: Place) -> MedicineList:
    """The list in the tables of its file. Raises KnowledgeError."""
    check_keys(table, {each.name: each for each in fields(Whole)}, place)
    build(About, table.get("about"), place.inside("about"))
    noise = build(Noise, table.get("noise"), place.inside("noise"))
    groups = tuple(_groups(table.get("group"), place.inside("group")))
    spelt = _by_spelling(groups, place)
    return MedicineList(
        by_spelling=spelt,
        misspelt=frozenset(each for group in groups for wrong in group.misspelt.values() for each in wrong),
        look_alikes=_look_alikes(table.get("look_alikes"), spelt, place.inside("look_alikes")),
        noise=frozenset(noise.words),
        nothing=frozenset(noise.nothing),
        forms=_lists(table.get("forms"), place.inside("forms")),
    )


def _groups(rows: object, place: Place) -> Iterator[Group]:
    if not isinstance(rows, list):
        raise place.refuse(found=repr(rows), accepted="a list of groups")
    for number, row in enumerate(rows):
        here = place.inside(number)
        if not isinstance(row, dict):
            raise here.refuse(found=repr(row), accepted="a table")
        plain = {key: row[key] for key in row if key not in ("names", "misspelt")}
        spellings = _lists(row.get("names"), here.inside("names"))
        misspelt = _lists(row.get("misspelt", {}), here.inside("misspelt"))
        if strange := misspelt.keys() - spellings.keys():
            raise here.inside("misspelt").refuse(found=sorted(strange), accepted="a name of this group")
        yield build(Group, plain, here, spellings=spellings, misspelt=misspelt)


def _lists(table: object, place: Place) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        raise place.refuse(found=repr(table), accepted="a table of lists")
    for key, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise place.inside(key).refuse(found=repr(words), accepted="a list of words")
    return {key: tuple(words) for key, words in table.items()}


def _look_alikes(table: object, spelt: Mapping[str, Medicine], place: Place) -> dict[str, tuple[str, ...]]:
    """Each name that is known to be mixed up, with those it is mixed up with."""
    rows = _lists(table, place)
    either: dict[str, list[str]] = {}
    for name, others in rows.items():
        for other in others:
            for one, two in ((name, other), (other, name)):
                if one not in spelt:
                    raise place.inside(name).refuse(
                        found=f"the unknown spelling {one!r}", accepted="a name listed"
                    )
                either.setdefault(one, []).append(two)
    return {name: tuple(dict.fromkeys(others)) for name, others in either.items()}


def _by_spelling(groups: tuple[Group, ...], place: Place) -> dict[str, Medicine]:
    medicines = _by_name(groups)
    spelt: dict[str, Medicine] = {}
    for number, group in enumerate(groups):
        for name, others in group.spellings.items():
            for spelling in (name, *others, *group.misspelt.get(name, ())):
                here = place.inside("group").inside(number).inside("names").inside(name)
                _check_spelling(spelling, name, spelt, here)
                spelt[spelling] = medicines[name]
    return spelt


def _by_name(groups: tuple[Group, ...]) -> dict[str, Medicine]:
    medicines: dict[str, Medicine] = {}
    for group in groups:
        for name in group.spellings:
            before = medicines.get(name, Medicine(name))
            entries = tuple(dict.fromkeys((*before.entries, *group.entries)))
            settle, what = before.settle or group.therapist_settles, before.what or group.what
            medicines[name] = Medicine(name, entries, settle, what)
    return medicines


def _check_spelling(spelling: str, name: str, spelt: Mapping[str, Medicine], place: Place) -> None:
    if spelling != " ".join(spelling.lower().split()) or not spelling.replace(" ", "").isalnum():
        raise place.refuse(found=repr(spelling), accepted="lower-case letters, digits and single spaces")
    if spelling in spelt and spelt[spelling].name != name:
        raise place.refuse(
            found=f"{spelling!r}, which already means {spelt[spelling].name!r}",
            accepted="a spelling of one name only",
        )
