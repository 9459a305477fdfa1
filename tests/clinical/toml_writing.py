"""Writes parsed TOML down again: enough of it to show that nothing is lost on the way through a file."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def written(tables: Mapping[str, Any]) -> str:
    """A TOML document that reads back as `tables`."""
    return "\n".join(f"{name} = {value_written(value)}" for name, value in tables.items()) + "\n"


def value_written(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(key)} = {value_written(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(value_written(each) for each in value)}]"
    if isinstance(value, date):
        return value.isoformat()
    # A basic string of TOML is written as one of JSON; so are numbers and booleans.
    return json.dumps(value, ensure_ascii=False)
