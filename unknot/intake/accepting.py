"""Answers typed into a form are of the shape their questions ask for; else the form says so at the field, with
what was typed still in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from unknot.clinical.errors import ClientFileError
from unknot.clinical.knowledge import Knowledge
from unknot.intake.actions import check_answers

Answers = dict[str, list[dict[str, Any]]]


def is_accepted(
    form: forms.Form, said: Callable[[], Answers], *, knowledge: Knowledge, on: date, prefix: str = ""
) -> bool:
    """Whether a filled-in form is valid and what it says could be kept. `prefix` goes before a follow-up's name."""
    if not form.is_valid():
        return False
    try:
        check_answers(said(), knowledge=knowledge, on=on)
    except ClientFileError as error:
        name = prefix + error.path.rpartition(".")[2]
        form.add_error(
            name if name in form.fields else None, f"This says {error.found}. Give {error.accepted}."
        )
        return False
    return True
