"""Subcommands that print what the knowledge knows: schema, questions, vocabulary."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from unknot.clinical.entries import Ask, Entry
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import default_knowledge
from unknot.config.command import Run
from unknot.config.command_layout import heading, joined, row

VOCABULARY = ("techniques", "positions", "lubricants", "qualifications", "requirements", "goals", "profiles")


def prepare_schema(_: argparse.ArgumentParser) -> Run:
    """`unknot schema`."""
    return run_schema


def prepare_questions(parser: argparse.ArgumentParser) -> Run:
    """`unknot questions`."""
    _add_json(parser)
    return run_questions


def prepare_vocabulary(parser: argparse.ArgumentParser) -> Run:
    """`unknot vocabulary`."""
    _add_json(parser)
    return run_vocabulary


def run_schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema."""
    from unknot.clinical.client_schema import json_schema

    return _print_json(json_schema(default_knowledge()))


def run_questions(options: argparse.Namespace) -> int:
    """Print every question with its follow-ups."""
    entries = default_knowledge().entries.values()
    if options.json:
        return _print_json([question(each) for each in entries])
    lines: list[str] = []
    for system in dict.fromkeys(each.system for each in entries):
        lines += heading(system.capitalize())
        lines += [line for each in entries if each.system == system for line in _question_lines(each)]
    sys.stdout.write(joined(lines))
    return 0


def run_vocabulary(options: argparse.Namespace) -> int:
    """Print the ids of regions, techniques and the rest of the catalogue."""
    words = vocabulary(default_knowledge())
    if options.json:
        return _print_json(words)
    lines: list[str] = []
    for kind, titles in words.items():
        lines += heading(kind.replace("_", " ").capitalize())
        lines += [line for id, title in titles.items() for line in _wide_row(id, title)]
    sys.stdout.write(joined(lines))
    return 0


def question(entry: Entry) -> dict[str, Any]:
    """A question with its follow-ups, as plain values."""
    return {
        "id": entry.id,
        "title": entry.title,
        "system": entry.system,
        "asked_of": entry.asked_of,
        "question": entry.question,
        "label": entry.label,
        "help": entry.help,
        "ask_every_visit": entry.ask_every_visit or entry.transient,
        "emergency_question": entry.emergency_question,
        "follow_ups": [_follow_up(ask) for ask in entry.asks.values()],
    }


def vocabulary(knowledge: Knowledge) -> dict[str, Mapping[str, str]]:
    """Ids with their names, one mapping a kind."""
    regions = knowledge.regions.regions.values()
    catalogue = {kind: _titles(getattr(knowledge.catalogue, kind).values()) for kind in VOCABULARY}
    return {
        "regions": {each.id: each.label for each in regions if each.is_leaf},
        "groups_of_regions": {each.id: each.label for each in regions if not each.is_leaf},
        **catalogue,
    }


def _titles(rows: Iterable[Any]) -> dict[str, str]:
    return {each.id: each.title for each in rows}


def _follow_up(ask: Ask) -> dict[str, Any]:
    shown = {
        "id": ask.name,
        "type": ask.type,
        "question": ask.question,
        "required": ask.required,
        "worse": ask.worse,
    }
    return {**shown, "choices": list(ask.choices)} if ask.choices else shown


def _question_lines(entry: Entry) -> list[str]:
    asked = {"client": "", "therapist": " (the therapist looks)", "computed": " (computed)"}[entry.asked_of]
    lines = _wide_row(entry.id, f"{entry.question or entry.title}{asked}")
    for ask in entry.asks.values():
        choices = f" [{', '.join(ask.choices)}]" if ask.choices else ""
        lines += _wide_row(f"  .{ask.name}", f"{ask.question}{choices}")
    return lines


def _wide_row(label: str, text: str) -> list[str]:
    return row(label, text) if len(label) < 20 else [f"  {label}", *row("", text)]


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON instead of words")


def _print_json(shown: Any) -> int:
    json.dump(shown, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0
