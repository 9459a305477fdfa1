"""Turns a sheet's newest sayings into the client that the pure centre judges. Decides nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from unknot.clinical.client_file import client_of_table
from unknot.clinical.facts import Client, Facts, Person, Statement
from unknot.clinical.knowledge import Knowledge
from unknot.intake.meanings import typed_in
from unknot.intake.merging import newest_by_entry
from unknot.intake.models import Reason, Saying, Sheet


def newest_sayings(sheet: Sheet) -> dict[str, Saying]:
    """The saying that holds for each entry: the newest."""
    return newest_by_entry(Saying.objects.filter(sheet=sheet))


def newest_reason(sheet: Sheet) -> Reason | None:
    return Reason.objects.filter(sheet=sheet).order_by("-id").first()


def person_of(sheet: Sheet) -> Person:
    """Who somebody is, as far as the questions depend on it; what was not said is not known."""
    known = {"female", "male", "other"}
    return Person(born=sheet.born_on, sex=sheet.sex if sheet.sex in known else None)  # type: ignore[arg-type]


def client_on(sheet: Sheet, *, knowledge: Knowledge, on: date) -> Client:
    """The client of a sheet as judged on a day, each statement with who said it and when.

    Entries that the knowledge no longer has are left out: what the base forgot cannot be judged, and the base
    never reuses or drops an id without naming its successor. Goals, areas and a profile that it no longer has are left
    out too: they say what somebody wants, and limit nothing.
    """
    sayings = {id: row for id, row in newest_sayings(sheet).items() if id in knowledge.entries}
    table = _table(sheet, newest_reason(sheet), sayings.values(), knowledge)
    client = client_of_table(table, name="the answers", knowledge=knowledge, on=on)
    said = [replace(each, **_said(sayings[each.entry_id])) for each in _statements(client.facts)
            if each.entry_id in sayings]  # fmt: skip
    return replace(client, facts=client.facts.with_statements(said))


def _statements(facts: Facts) -> Iterable[Statement]:
    for said in facts.statements.values():
        yield from said


def _said(row: Saying) -> dict[str, Any]:
    by_staff = row.said_by == Saying.By.STAFF
    return {"said_on": row.said_on, "said_by": "staff" if by_staff else "client"}


def _table(
    sheet: Sheet, reason: Reason | None, sayings: Iterable[Saying], knowledge: Knowledge
) -> dict[str, Any]:
    """The sheet in the shape of a client file."""
    table: dict[str, Any] = {"answers": {row.entry_id: _answer(row) for row in sayings}}
    if sheet.born_on:
        table["born"] = sheet.born_on
    if sheet.sex:
        table["sex"] = sheet.sex
    if reason:
        table |= _wanted(reason, knowledge) | typed_in(reason, knowledge)
        table |= {"wishes": reason.wishes} if reason.wishes else {}
    return table


def _wanted(reason: Reason, knowledge: Knowledge) -> dict[str, Any]:
    """What of the goals, areas and profile the knowledge still has."""
    catalogue = knowledge.catalogue
    return {
        "goals": [each for each in reason.goals if each in catalogue.goals],
        "areas": known_areas(reason, knowledge),
        **({"profile": reason.profile} if reason.profile in catalogue.profiles else {}),
    }


def known_areas(reason: Reason, knowledge: Knowledge) -> list[dict[str, Any]]:
    """The areas of a reason whose region the body map still has."""
    return [each for each in reason.areas if each["region"] in knowledge.regions]


def _answer(row: Saying) -> Any:
    return row.statements[0] if len(row.statements) == 1 else row.statements
