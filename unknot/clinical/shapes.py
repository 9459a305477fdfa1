"""Has a table read from a file the shape of a frozen dataclass? Builds it, or refuses with file and path.

What the values mean, and whether the ids in them exist, is left to whoever reads the file.
"""

import dataclasses
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from unknot.clinical.errors import KnowledgeError, nearest_ids

Row = TypeVar("Row")


@dataclass(frozen=True)
class Place:
    """Where in the knowledge a value stands: the file's name and the dotted path in it."""

    file: str
    path: str = ""

    def inside(self, key: object) -> "Place":
        """The place one step further in."""
        return Place(self.file, f"{self.path}.{key}" if self.path else str(key))

    def refuse(self, *, found: object, accepted: object, nearest: Iterable[str] = ()) -> KnowledgeError:
        """The error for what stands here."""
        return KnowledgeError(
            file=self.file, path=self.path, found=str(found), accepted=str(accepted), nearest=nearest
        )


def build(row: type[Row], table: object, place: Place, **given: object) -> Row:
    """The dataclass `row` filled from a table; `given` are fields the file does not write."""
    if not isinstance(table, dict):
        raise place.refuse(found=table, accepted="a table")
    hints = hints_of(cast(Any, row))
    fields = {each.name: each for each in dataclasses.fields(row) if each.name not in given}  # type: ignore[arg-type]
    check_keys(table, fields, place)
    # Most values are of the very type that is asked for: only the others need a place, should they be refused.
    values = {
        name: value if type(value) is hints[name] else shaped(hints[name], value, place.inside(name))
        for name, value in table.items()
    }
    return row(**given, **values)


@cache
def hints_of(row: Any) -> Mapping[str, Any]:
    """The types of a dataclass's fields, looked up once."""
    return get_type_hints(row)


def check_keys(table: Mapping[str, object], fields: Mapping[str, Any], place: Place) -> None:
    """Refuses keys nobody reads, and missing ones that have no default."""
    for key in table:
        if key not in fields:
            raise place.inside(key).refuse(
                found="an unknown key", accepted=", ".join(sorted(fields)), nearest=nearest_ids(key, fields)
            )
    for name, field in fields.items():
        missing = dataclasses.MISSING
        if name not in table and field.default is missing and field.default_factory is missing:
            raise place.inside(name).refuse(found="nothing", accepted="a value, it is required")


def shaped(kind: Any, value: object, place: Place) -> Any:
    """The value as `kind`, or a refusal."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return shaped(next(each for each in inner if each is not type(None)), value, place)
    if origin in (tuple, frozenset):
        return origin(shaped_list(inner[0], value, place))
    if dataclasses.is_dataclass(kind):
        return build(cast(Any, kind), value, place)
    if origin is Literal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return one_of(kind, inner, value, place)
    if kind is object:
        return value
    return plain(kind, value, place)


def one_of(kind: Any, inner: tuple[Any, ...], value: object, place: Place) -> Any:
    """A word of a closed list, or the member of an enumeration it stands for."""
    words = {each: each for each in inner} if inner else {each.value: each for each in kind}
    if not isinstance(value, str) or value not in words:
        raise place.refuse(found=repr(value), accepted=", ".join(words))
    return words[value]


def shaped_list(kind: Any, value: object, place: Place) -> tuple[Any, ...]:
    """A TOML array as a tuple."""
    if not isinstance(value, list):
        raise place.refuse(found=repr(value), accepted="a list")
    return tuple(
        each if type(each) is kind else shaped(kind, each, place.inside(n)) for n, each in enumerate(value)
    )


def plain(kind: Any, value: object, place: Place) -> Any:
    """A string, number, date or yes/no; a whole number may stand where a fraction may."""
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise place.refuse(found=repr(value), accepted=f"a value of type {kind.__name__}")
    return value
