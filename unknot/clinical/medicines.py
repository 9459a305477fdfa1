"""Which medicine did the client mean, and which health entries does it answer with yes?

Names are matched whole, once dose, form and how often are taken away. A near miss is only offered, and a name
nobody listed stays as typed: both leave the screening unresolved. What follows from an entry is screening's.
"""

import difflib
import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

__all__ = ["Medicine", "MedicineList", "Recognised", "medicines_among", "recognise"]

Value = TypeVar("Value", bound=Hashable)

_GLUED_UNIT = re.compile(r"\b(\d+)(mg|mcg|ug|g|ml|iu|ie|units?|x|h|hrs?)\b")
_NUMBER = re.compile(r"\d+|q\d+h?|x\d+")
_NEAR = 0.8
_OFFERED = 3


@dataclass(frozen=True)
class Medicine:
    """A medicine by its generic name. `settle` tells the therapist what to ask where no entry answers."""

    name: str
    entries: tuple[str, ...] = ()
    settle: str = ""


@dataclass(frozen=True)
class MedicineList:
    """All spellings that are understood.

    Words of `noise` never tell which medicine; words of `nothing` are said by people who take none.
    """

    by_spelling: Mapping[str, Medicine]
    noise: frozenset[str]
    nothing: frozenset[str]
    forms: Mapping[str, tuple[str, ...]]

    @cached_property
    def longest(self) -> int:
        """Words in the longest spelling."""
        return max((len(each.split()) for each in self.by_spelling), default=0)

    @cached_property
    def entries(self) -> frozenset[str]:
        """Every entry that typing something can answer."""
        of_names = (entry for each in self.by_spelling.values() for entry in each.entries)
        return frozenset(of_names) | {entry for form in self.forms.values() for entry in form}


@dataclass(frozen=True)
class Recognised:
    """What was understood of one line as typed, what was not, and what may have been meant."""

    typed: str
    medicines: tuple[Medicine, ...] = ()
    entries: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing about this line is left for the therapist to find out."""
        return not self.unknown and not any(each.settle for each in self.medicines)


def recognise(typed: str, *, medicines: MedicineList) -> Recognised:
    """Reads one line, such as "Apixiban 5mg tablets twice daily".

    Several medicines may stand in it. Words that explain nothing are kept in `unknown`.
    """
    words = _words(typed)
    if not words or " ".join(words) in medicines.nothing:
        return Recognised(typed)
    found, forms, unknown = _sorted_out(words, medicines)
    if not found and not unknown:
        unknown = (" ".join(words),)
    entries = _once([*(entry for each in found for entry in each.entries), *forms])
    return Recognised(typed, found, entries, unknown, _offers(unknown, medicines))


def medicines_among(typed: Sequence[str], entry: str, *, medicines: MedicineList) -> tuple[str, ...]:
    """The different generic names in all lines that stand for an entry: two blood thinners are two agents."""
    lines = (recognise(line, medicines=medicines) for line in typed)
    return _once(each.name for line in lines for each in line.medicines if entry in each.entries)


def _words(typed: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", typed.casefold())
    plain = (
        "".join(each for each in plain if not unicodedata.combining(each)).replace("'", "").replace("’", "")
    )
    return _GLUED_UNIT.sub(r"\1 \2", re.sub(r"[^a-z0-9]+", " ", plain)).split()


def _sorted_out(
    words: list[str], medicines: MedicineList
) -> tuple[tuple[Medicine, ...], tuple[str, ...], tuple[str, ...]]:
    found: list[Medicine] = []
    forms: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        medicine, length = _longest_name(words[at:], medicines)
        if medicine:
            found.append(medicine)
        elif words[at] in medicines.forms:
            forms.extend(medicines.forms[words[at]])
        elif words[at] not in medicines.noise and not _NUMBER.fullmatch(words[at]):
            unknown.append(words[at])
        at += length
    return _once(found), _once(forms), tuple(unknown)


def _longest_name(words: list[str], medicines: MedicineList) -> tuple[Medicine | None, int]:
    for length in range(min(medicines.longest, len(words)), 0, -1):
        medicine = medicines.by_spelling.get(" ".join(words[:length]))
        if medicine:
            return medicine, length
    return None, 1


def _offers(unknown: tuple[str, ...], medicines: MedicineList) -> tuple[str, ...]:
    near = (
        spelling
        for word in _once([*unknown, " ".join(unknown)])
        for spelling in difflib.get_close_matches(word, medicines.by_spelling, n=_OFFERED, cutoff=_NEAR)
    )
    return _once(medicines.by_spelling[each].name for each in near)[:_OFFERED]


def _once(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
