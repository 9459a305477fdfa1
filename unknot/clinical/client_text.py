"""Can this file of a client be read at all? Bytes in, a plain table out, or an error with line and column.

What the keys of the table mean is left to `client_file`.
"""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import NoReturn

from unknot.clinical.client_values import Spot, shown
from unknot.clinical.errors import ClientFileError

__all__ = ["LARGEST", "read_table"]

LARGEST = 1_000_000
"""Bytes. The fullest true record is a few thousand; anything near this is refused before it is parsed."""

DEEPEST = 12
_FILES = "a file in TOML or JSON, in UTF-8, of at most 1 MB"
_CLIENT = "a client: at least born, medicines or [answers]"
_JSON_PLACE = re.compile(r": line (\d+) column (\d+) .*$")


def read_table(source: Path | bytes) -> tuple[str, dict[str, object]]:
    """The name to use in messages, and the table in a file or in bytes.

    JSON is what ends in .json, or begins with a brace; all else is TOML.
    """
    if isinstance(source, bytes):
        content, name = source, "the input"
    else:
        content, name = _content(source), str(source)
    table = _parsed(_text(content, name), name)
    _check_tables(table, name)
    return name, table


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            _refuse(str(path), "a folder", _FILES)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as trouble:
        _refuse(str(path), (trouble.strerror or "a file that cannot be opened").lower(), _FILES)


def _text(content: bytes, name: str) -> str:
    if len(content) > LARGEST:
        _refuse(name, "more than 1 MB", _FILES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        _refuse(name, f"bytes that are not UTF-8, at byte {trouble.start + 1}", _FILES)
    if not text.strip():
        _refuse(name, "an empty file", _CLIENT)
    return text.replace("\r\n", "\n")


def _parsed(text: str, name: str) -> dict[str, object]:
    is_json = name.lower().endswith(".json") or text.lstrip().startswith("{")
    try:
        table = _json(text, name) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as trouble:
        place = _JSON_PLACE.sub("", str(trouble))
        _refuse(name, f"{place} at line {trouble.lineno}, column {trouble.colno}", "JSON without mistakes")
    except tomllib.TOMLDecodeError as trouble:
        _refuse(name, f"{trouble}", "TOML without mistakes")
    except RecursionError:
        _refuse(name, "tables or lists nested too deeply", f"at most {DEEPEST} levels")
    except ValueError:
        # int() refuses numbers of thousands of digits with a plain ValueError.
        _refuse(name, "a number of thousands of digits", "numbers of ordinary size")
    if not isinstance(table, dict):
        _refuse(name, "a list or a single value", "a table with keys such as born, medicines and answers")
    if not table:
        _refuse(name, "a file without any key", _CLIENT)
    return table


class _Twice(dict[str, object]):
    """A table in which a key stands twice."""

    key = ""


def _json(text: str, name: str) -> object:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        table = dict(pairs)
        if len(table) < len(pairs):
            keys = [key for key, _ in pairs]
            table = _Twice(table)
            table.key = next(key for key in keys if keys.count(key) > 1)
        return table

    def constant(word: str) -> NoReturn:
        _refuse(name, word, "a number")

    return json.loads(text, object_pairs_hook=once, parse_constant=constant)


def _check_tables(value: object, name: str) -> None:
    """Refuses tables nested too deeply, and a key that stands twice: nobody knows which of the two is meant."""
    layer, depth = [Spot(name, "", value, date.max)], 0
    while layer:
        depth += 1
        if depth > DEEPEST:
            _refuse(name, "tables or lists nested too deeply", f"at most {DEEPEST} levels")
        layer = [inner for spot in layer for inner in _inside(spot)]


def _inside(spot: Spot) -> list[Spot]:
    found = spot.value
    if isinstance(found, _Twice):
        raise spot.inside(found.key, None).refuse(
            "each key once", found=f"the key {shown(found.key)} twice in one table"
        )
    if isinstance(found, dict):
        return list(spot.table().values())
    return list(spot.items(lambda each: each)) if isinstance(found, list) else []


def _refuse(name: str, found: str, accepted: str) -> NoReturn:
    raise ClientFileError(file=name, path="", found=found, accepted=accepted) from None
