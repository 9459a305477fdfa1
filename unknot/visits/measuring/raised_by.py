"""The numbers that raised an alarm, from the row its source names: an alarm keeps none itself, and that row stays."""

import re
from collections.abc import Iterable

from unknot.clinical.knowledge import Knowledge
from unknot.clinical.scoring import subscore
from unknot.directory.saying_times import day_words
from unknot.visits.models import Alarm, CheckIn, Measured

SOURCE = re.compile(r"(measured|check_in):(\d+):(.*)")


def numbers_of(alarms: Iterable[Alarm], knowledge: Knowledge) -> dict[str, str]:
    """In words, by the source of the alarm; nothing where its source names no row."""
    named = {each.source: found for each in alarms if (found := SOURCE.fullmatch(each.source))}
    scores = Measured.objects.in_bulk({int(each[2]) for each in named.values() if each[1] == "measured"})
    check_ins = CheckIn.objects.in_bulk({int(each[2]) for each in named.values() if each[1] == "check_in"})
    told = {}
    for source, each in named.items():
        pk, part = int(each[2]), each[3]
        if each[1] == "measured" and pk in scores:
            told[source] = _scored(scores[pk], part, knowledge)
        elif each[1] == "check_in" and pk in check_ins:
            told[source] = _said(check_ins[pk])
    return told


def _scored(row: Measured, part: str, knowledge: Knowledge) -> str:
    title, value = "", row.value
    measure = knowledge.catalogue.measures.get(row.measure)
    for each in measure.subscales if measure else ():
        if measure and each.id == part:
            title, value = f"{each.title} ", subscore(measure, each, row.answers).value
    return "" if value is None else f"{title}{value:g}, {day_words(row.on)}"


def _said(row: CheckIn) -> str:
    sore = "" if row.soreness is None else f"Sore {row.soreness} of 10. "
    return f"{sore}“{row.words}”" if row.words else sore.strip()
