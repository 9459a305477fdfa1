"""Is a value in a client's file of the type asked for? Gives it back typed, or refuses with its dotted path.

Which value belongs where is left to `client_file` and `client_answers`.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from unknot.clinical.errors import ClientFileError, nearest_ids
from unknot.clinical.facts import Reading

__all__ = ["MOST_ITEMS", "Spot", "shown"]

Item = TypeVar("Item")
_READING = re.compile(r"\s*(\d{2,3})\s*/\s*(\d{2,3})\s*")
_LISTED = 25
_LONGEST_TEXT = 500
_LONGEST_KEY = 60
MOST_ITEMS = 200
_OLDEST = 125
_DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Spot:
    """A value, the file it stands in, and the dotted path to it. `on` is the day the client is judged."""

    file: str
    path: str
    value: object
    on: date

    def refuse(self, accepted: str, *, found: str = "", nearest: Collection[str] = ()) -> ClientFileError:
        """The error for what stands here."""
        return ClientFileError(
            file=self.file,
            path=self.path,
            found=found or shown(self.value),
            accepted=accepted,
            nearest=nearest,
        )

    def inside(self, key: object, value: object) -> "Spot":
        """The spot one step further in."""
        name = as_key(str(key))
        return Spot(self.file, f"{self.path}.{name}" if self.path else name, value, self.on)

    def table(self) -> dict[str, "Spot"]:
        """A table, as a spot for each key."""
        if not isinstance(self.value, dict):
            raise self.refuse("a table")
        return {str(key): self.inside(key, value) for key, value in self.value.items()}

    def known_keys(self, known: Collection[str], *, what: str = "key") -> dict[str, "Spot"]:
        """A table none of whose keys is unknown."""
        spots = self.table()
        for key, spot in spots.items():
            if key not in known:
                raise spot.refuse(
                    listed(known), found=f"the unknown {what} {shown(key)}", nearest=nearest_ids(key, known)
                )
        return spots

    def items(self, read: Callable[["Spot"], Item]) -> tuple[Item, ...]:
        """A list, each item read."""
        if not isinstance(self.value, list):
            raise self.refuse("a list")
        if len(self.value) > MOST_ITEMS:
            raise self.refuse(f"at most {MOST_ITEMS} of them", found=f"a list of {len(self.value)}")
        return tuple(read(self.inside(number, value)) for number, value in enumerate(self.value))

    def yes_no(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.refuse("true or false")
        return self.value

    def text(self) -> str:
        """A text of ordinary length, without signs that could steer a terminal."""
        if not isinstance(self.value, str):
            raise self.refuse("a text in quotes")
        if len(self.value) > _LONGEST_TEXT:
            raise self.refuse(f"at most {_LONGEST_TEXT} characters", found=f"{len(self.value)} characters")
        if not self.value.replace("\n", " ").replace("\t", " ").isprintable():
            raise self.refuse("a text without control characters")
        return self.value.strip()

    def number(self, low: float, high: float) -> int | float:
        """A number within bounds, both included."""
        bounds = f"a number from {low:g} to {high:g}"
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.refuse(bounds)
        # The comparison is false for NaN, and exact for whole numbers too long to be floats.
        if not low <= self.value <= high:
            raise self.refuse(bounds)
        return self.value

    def whole(self, low: int, high: int) -> int:
        """A whole number within bounds, both included."""
        number = self.number(low, high)
        if not isinstance(number, int):
            raise self.refuse(f"a whole number from {low} to {high}")
        return number

    def any_day(self) -> date:
        """A date: TOML's own, or a text such as "2026-10-01"."""
        found = self.value
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        if isinstance(found, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", found):
            try:
                return date.fromisoformat(found)
            except ValueError:
                raise self.refuse("a date of the calendar, as 2026-10-01") from None
        raise self.refuse("a date, as 2026-10-01")

    def past_day(self) -> date:
        """A date on or before the day the client is judged, in the life of someone alive."""
        day = self.any_day()
        if day > self.on:
            raise self.refuse(f"a date on or before {self.on}, the day of the visit")
        if self.on.year - day.year > _OLDEST:
            raise self.refuse(f"a date in the {_OLDEST} years before {self.on}")
        return day

    def day_until(self, days: int) -> date:
        """A past date, or one at most so many days after the day the client is judged."""
        day = self.any_day()
        if day - self.on > timedelta(days=days):
            far = f"{days} days" if days < _DAYS_A_YEAR * 2 else f"{days // _DAYS_A_YEAR} years"
            raise self.refuse(f"a date at most {far} after {self.on}, the day of the visit")
        return day if day > self.on else self.past_day()

    def one_of(self, known: Collection[str], *, what: str) -> str:
        """One id of a list."""
        if not isinstance(self.value, str):
            raise self.refuse(f"the id of {what}: {listed(known)}")
        if self.value not in known:
            raise self.refuse(f"the id of {what}: {listed(known)}", nearest=nearest_ids(self.value, known))
        return self.value

    def some_of(self, known: Collection[str], *, what: str) -> tuple[str, ...]:
        """A list of ids, each once."""
        if not isinstance(self.value, list):
            raise self.refuse(f"a list, each the id of {what}: {listed(known)}")
        return tuple(dict.fromkeys(self.items(lambda each: each.one_of(known, what=what))))

    def reading(self) -> Reading:
        """A blood pressure: "152/95", or a table with systolic and diastolic."""
        if isinstance(self.value, str) and (match := _READING.fullmatch(self.value)):
            top, low = int(match[1]), int(match[2])
        elif isinstance(self.value, dict) and self.value.keys() == {"systolic", "diastolic"}:
            spots = self.table()
            top, low = spots["systolic"].whole(0, 400), spots["diastolic"].whole(0, 400)
        else:
            raise self.refuse('a blood pressure, as "152/95" or {systolic = 152, diastolic = 95}')
        if not (50 <= top <= 300 and 20 <= low <= 200 and low < top):
            raise self.refuse(
                "a blood pressure people can have: 50 to 300 over 20 to 200, the higher number first"
            )
        return Reading(top, low)


def shown(value: object) -> str:
    """A value as a message may show it: short, on one line, as it would be written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "null"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def as_key(key: str) -> str:
    """A key as a path may show it: short, on one line, without signs that could steer a terminal."""
    key = key if key.isprintable() else repr(key)[1:-1]
    return key if len(key) <= _LONGEST_KEY else f"{key[: _LONGEST_KEY - 3]}..."


def listed(known: Collection[str]) -> str:
    """Ids for a message: all where they are few, else the first of them and how many."""
    ids = sorted(known)
    if len(ids) <= _LISTED:
        return ", ".join(ids)
    return f"one of {len(ids)} ids, such as {', '.join(ids[:4])} (`unknot schema` prints all)"
