"""An aftercare sheet as JSON and back: the words stay those that were given, whatever the knowledge says later."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from unknot.clinical.aftercare import AftercareSheet


def kept_sheet(sheet: AftercareSheet) -> dict[str, Any]:
    """The sheet as a row keeps it."""
    kept: dict[str, Any] = _plain(sheet)
    return kept


def sheet_of(kept: Mapping[str, Any]) -> AftercareSheet:
    """The sheet that a row keeps."""
    sheet: AftercareSheet = _built(AftercareSheet, kept)
    return sheet


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _built(kind: Any, value: Any) -> Any:
    if get_origin(kind) in (tuple, frozenset):
        return get_origin(kind)(_built(get_args(kind)[0], each) for each in value)
    if not is_dataclass(kind):
        return value
    hints = get_type_hints(kind)
    # What a later version of the house no longer has is left out; what it has beside has a default.
    return kind(**{name: _built(hints[name], each) for name, each in value.items() if name in hints})  # type: ignore[operator]
