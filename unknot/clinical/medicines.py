"""Which medicine did the client mean, and which health entries does it answer with yes?

Names are matched whole, once dose, form and how often are taken away. A near miss is only offered, and a name
nobody listed stays as typed: both leave the screening unresolved until somebody says what is meant. So does a known
misspelling that could as well be another medicine. What follows from an entry is screening's.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from unknot.clinical.facts import Meant
from unknot.clinical.near_names import NEAR, near_names
from unknot.clinical.plain_words import plain_words

__all__ = ["Medicine", "MedicineList", "Offer", "Recognised", "medicines_among", "recognise"]

Value = TypeVar("Value", bound=Hashable)

_GLUED_UNIT = re.compile(r"\b(\d+)(mg|mcg|ug|g|ml|iu|ie|units?|x|h|hrs?)\b")
_NUMBER = re.compile(r"\d+|q\d+h?|x\d+")
_OFFERED = 3
_CONFUSABLE = 0.75
"""A known misspelling this like another medicine's name may mean either. A number of our own."""


@dataclass(frozen=True)
class Medicine:
    """A medicine by its generic name, and what it is, in a few words.

    `settle` tells the therapist what to ask where no entry answers.
    """

    name: str
    entries: tuple[str, ...] = ()
    settle: str = ""
    what: str = ""

    def differs_from(self, other: "Medicine") -> bool:
        """Whether taking one for the other would change what follows."""
        return set(self.entries) != set(other.entries) or bool(self.settle) != bool(other.settle)


@dataclass(frozen=True)
class MedicineList:
    """All spellings that are understood.

    Words of `noise` never tell which medicine; words of `nothing` are said by people who take none. `misspelt`
    spellings are nobody's name. `look_alikes` are names that are known to be mixed up, each with the others.
    """

    by_spelling: Mapping[str, Medicine]
    noise: frozenset[str]
    nothing: frozenset[str]
    forms: Mapping[str, tuple[str, ...]]
    misspelt: frozenset[str] = frozenset()
    look_alikes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def longest(self) -> int:
        """Words in the longest spelling."""
        return max((len(each.split()) for each in self.by_spelling), default=0)

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """All spellings, right and wrong."""
        return tuple(self.by_spelling)

    @cached_property
    def entries(self) -> frozenset[str]:
        """Every entry that typing something can answer."""
        of_names = (entry for each in self.by_spelling.values() for entry in each.entries)
        return frozenset(of_names) | {entry for form in self.forms.values() for entry in form}

    @cached_property
    def named(self) -> Mapping[str, Medicine]:
        """The medicines by their generic names."""
        return {each.name: each for each in self.by_spelling.values()}


@dataclass(frozen=True)
class Offer:
    """A medicine that may have been meant, with the one of its names that is like what was typed."""

    spelling: str
    medicine: Medicine


@dataclass(frozen=True)
class Recognised:
    """What was understood of one line as typed, what was not, and what may have been meant.

    `doubtful` are misspellings that could as well be another medicine; `alike` are right names that are known to be
    mixed up. Whoever asks a person asks about both. `asked` says that a person was asked and has not answered yet.
    """

    typed: str
    medicines: tuple[Medicine, ...] = ()
    entries: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    asked: bool = False
    by_staff: bool = False

    @property
    def offered(self) -> tuple[str, ...]:
        """The generic names of what may have been meant, the likeliest first."""
        return tuple(each.medicine.name for each in self.offers)

    @property
    def settled(self) -> bool:
        """Whether nothing about this line is left to find out."""
        open_words = self.unknown or self.doubtful or self.asked
        return self.by_staff or (not open_words and not any(each.settle for each in self.medicines))


@dataclass(frozen=True)
class _Line:
    """A line sorted out: names found with the medicine of each, entries of forms, and words nobody knows."""

    found: tuple[tuple[str, Medicine], ...] = ()
    forms: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def recognise(typed: str, *, medicines: MedicineList, meant: Meant | None = None) -> Recognised:
    """Reads one line, such as "Apixiban 5mg tablets twice daily"; `meant` is what somebody said it stands for.

    Several medicines may stand in it. Words that explain nothing are kept in `unknown`.
    """
    words = _words(typed)
    if not words or " ".join(words) in medicines.nothing:
        return Recognised(typed)
    line = _sorted_out(words, medicines)
    if not line.found and not line.unknown:
        line = replace(line, unknown=(" ".join(words),))
    doubtful = {name: near for name, _ in line.found if (near := _could_be(name, medicines))}
    alike = {
        name: tuple(Offer(each, medicines.by_spelling[each]) for each in medicines.look_alikes[name])
        for name, _ in line.found
        if name in medicines.look_alikes
    }
    read = Recognised(
        typed,
        **_standing_for(tuple(each for _, each in line.found), line.forms),
        unknown=line.unknown,
        doubtful=tuple(doubtful),
        alike=tuple(alike),
        offers=_offers(line.unknown, {**doubtful, **alike}, medicines),
    )
    return _as_meant(read, line, meant, medicines) if meant else read


def medicines_among(read: Iterable[Recognised], entry: str) -> tuple[str, ...]:
    """The different generic names in all lines that stand for an entry: two blood thinners are two agents."""
    return _once(each.name for line in read for each in line.medicines if entry in each.entries)


def _standing_for(medicines: tuple[Medicine, ...], forms: tuple[str, ...]) -> dict[str, Any]:
    entries = (entry for each in medicines for entry in each.entries)
    return {"medicines": _once(medicines), "entries": _once([*entries, *forms])}


def _as_meant(read: Recognised, line: _Line, meant: Meant, medicines: MedicineList) -> Recognised:
    """A line with what somebody said it stands for, in place of what was doubtful or not understood.

    Names that are sure stay. What was meant by one word says nothing of another: only staff settle a whole line.
    """
    if not meant.sure:
        return replace(read, asked=True)
    questioned = {*read.doubtful, *read.alike}
    sure = [medicine for name, medicine in line.found if name not in questioned or not meant.ids]
    chosen = [medicines.named[each] for each in meant.ids]
    by_staff = meant.said_by == "staff"
    return replace(
        read,
        **_standing_for((*sure, *chosen), line.forms),
        unknown=() if by_staff else _still_unknown(line.unknown, meant.ids, medicines),
        doubtful=(),
        by_staff=by_staff,
    )


def _still_unknown(
    unknown: tuple[str, ...], names: Collection[str], medicines: MedicineList
) -> tuple[str, ...]:
    def explains(words: str) -> bool:
        return any(each.medicine.name in names for each in _near(words, medicines))

    return () if explains(" ".join(unknown)) else tuple(word for word in unknown if not explains(word))


def _words(typed: str) -> list[str]:
    return _GLUED_UNIT.sub(r"\1 \2", " ".join(plain_words(typed))).split()


def _sorted_out(words: list[str], medicines: MedicineList) -> _Line:
    found: list[tuple[str, Medicine]] = []
    forms: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        medicine, length = _longest_name(words[at:], medicines)
        if medicine:
            found.append((" ".join(words[at : at + length]), medicine))
        elif words[at] in medicines.forms:
            forms.extend(medicines.forms[words[at]])
        elif words[at] not in medicines.noise and not _NUMBER.fullmatch(words[at]):
            unknown.append(words[at])
        at += length
    return _Line(_once(found), _once(forms), tuple(unknown))


def _longest_name(words: list[str], medicines: MedicineList) -> tuple[Medicine | None, int]:
    for length in range(min(medicines.longest, len(words)), 0, -1):
        medicine = medicines.by_spelling.get(" ".join(words[:length]))
        if medicine:
            return medicine, length
    return None, 1


def _could_be(name: str, medicines: MedicineList) -> tuple[Offer, ...]:
    """What else a known misspelling may be: names near it of medicines that something else follows from."""
    if name not in medicines.misspelt:
        return ()
    own = medicines.by_spelling[name]
    near = _near(name, medicines, least=_CONFUSABLE)
    return tuple(each for each in near if each.medicine.differs_from(own))


def _offers(
    unknown: tuple[str, ...], questioned: Mapping[str, tuple[Offer, ...]], medicines: MedicineList
) -> tuple[Offer, ...]:
    near = [each for word in _once([*unknown, " ".join(unknown)]) for each in _near(word, medicines)]
    either = [
        each
        for name, others in questioned.items()
        for each in (_itself(medicines.by_spelling[name], name, medicines), *others)
    ]
    by_medicine: dict[str, Offer] = {}
    for each in (*either, *near[:_OFFERED]):
        by_medicine.setdefault(each.medicine.name, each)
    return tuple(by_medicine.values())


def _itself(medicine: Medicine, name: str, medicines: MedicineList) -> Offer:
    return Offer(medicine.name if name in medicines.misspelt else name, medicine)


def _near(word: str, medicines: MedicineList, *, least: float = NEAR) -> tuple[Offer, ...]:
    """Each medicine with a name like `word`, once; a misspelling is never shown, but leads to its medicine."""
    offers: dict[str, Offer] = {}
    for spelling, _ in near_names(word, medicines.spellings, most=4 * _OFFERED, least=least):
        medicine = medicines.by_spelling[spelling]
        offers.setdefault(medicine.name, _itself(medicine, spelling, medicines))
    return tuple(offers.values())[:_OFFERED]


def _once(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
