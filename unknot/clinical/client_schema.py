"""The JSON Schema (2020-12) of a client's file, with the question of each entry as its description.

It says what shape a file must have. What only a calendar or arithmetic can tell, such as a day after the visit or a
computed answer beside its facts, is `client_file`'s.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias

from unknot.clinical.client_answers import COMMON, SIDES
from unknot.clinical.client_file import MOST_MINUTES, SEXES
from unknot.clinical.client_values import MOST_ITEMS
from unknot.clinical.entries import Ask, Entry
from unknot.clinical.knowledge import Knowledge

__all__ = ["json_schema"]

Schema: TypeAlias = dict[str, Any]

DAY: Final[Schema] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TEXT: Final[Schema] = {"type": "string", "maxLength": 500}
NOT_SURE: Final[Schema] = {"enum": ["not sure", "not_sure"]}
COMMON_WORDS: Final = {
    "since": "When it began, or happened.",
    "until": "When it was over.",
    "region": "Where on the body.",
    "side": "On which side.",
    "medicine": "Which medicine.",
    "stable": "Evidence of safety: stable and under control. It acts only on this entry's own findings.",
    "healed": "Evidence of safety: healed.",
    "cleared_by": "Who cleared it. A clearance counts where said_by is staff.",
    "cleared_on": "The day of the clearance.",
    "cleared_until": "Until when it holds; twelve months where nothing is said.",
    "cleared_scope": "What it allows, in words.",
}


def json_schema(knowledge: Knowledge) -> Schema:
    """The schema for this knowledge: its ids are the only ones accepted."""
    catalogue = knowledge.catalogue
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A client of Unknot",
        "description": f"A client's file in JSON; TOML of the same shape is read too. Knowledge {knowledge.version}.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "born": {**DAY, "description": "Date of birth."},
            "sex": {
                "enum": list(SEXES),
                "description": "For the questionnaire, which leaves out what cannot be; it answers nothing by itself.",
            },
            "first_visit": {
                "type": "boolean",
                "description": "Whether it is the first visit; true unless said.",
            },
            "answered_on": {**DAY, "description": "The day the answers were given."},
            "goals": _ids(catalogue.goals, "What the client comes for."),
            "profile": _one(catalogue.profiles, "A starting point for this kind of client."),
            "medicines": {
                "type": "array",
                "maxItems": MOST_ITEMS,
                "items": TEXT,
                "description": "Medicines as typed, one a line.",
            },
            "medicines_meant": _meanings(
                knowledge.medicines.named, "Which medicines each line of medicines is."
            ),
            "notes": {
                "type": "array",
                "maxItems": MOST_ITEMS,
                "items": TEXT,
                "description": "Anything else about the client's health, in their own words. It decides nothing: "
                "each note is open until somebody says what it means.",
            },
            "notes_meant": _meanings(
                [each.id for each in knowledge.entries.values() if each.asked_of != "computed"],
                "Which entries each note is about; those are yes where the answers do not name them.",
            ),
            "areas": {
                "type": "array",
                "maxItems": MOST_ITEMS,
                "items": _area(),
                "description": "Where the client wants treatment.",
            },
            "wishes": _wishes(knowledge),
            "answers": {"$ref": "#/$defs/answers"},
        },
        "$defs": _definitions(knowledge),
    }


def _definitions(knowledge: Knowledge) -> Schema:
    return {
        "region": {"enum": list(knowledge.regions.regions), "description": "A part of the body, or a group."},
        **{f"region_of_{group}": _within(group, knowledge) for group in _groups(knowledge)},
        "answer": {"anyOf": [{"type": "boolean"}, NOT_SURE]},
        **{f"any_{name}": _common(name) for name in COMMON},
        **{f"said_of_{entry.id}": _table(entry) for entry in knowledge.entries.values()},
        "answers": _answers(knowledge),
    }


def _answers(knowledge: Knowledge) -> Schema:
    rest = "false says no to every question that is asked and not listed. It never answers a date, region or number."
    return {
        "type": "object",
        "additionalProperties": False,
        "description": "One key for each entry. An id that is missing was not asked, and is never taken as no.",
        "properties": {
            "everything_else": {"const": False, "description": rest},
            **{entry.id: _entry(entry) for entry in knowledge.entries.values()},
        },
    }


def _entry(entry: Entry) -> Schema:
    table = _ref(f"said_of_{entry.id}")
    either = {"anyOf": [_ref("answer"), table]}
    computed = " Computed: an answer must not contradict other facts." if entry.asked_of == "computed" else ""
    return {
        "title": entry.title,
        "description": f"{entry.question or entry.title}{computed}",
        "anyOf": [
            _ref("answer"),
            table,
            {"type": "array", "maxItems": MOST_ITEMS, "minItems": 1, "items": either},
        ],
    }


def _table(entry: Entry) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "answer": {**_ref("answer"), "description": "true unless said"},
            "said_on": {**DAY, "description": "The day it was said."},
            "said_by": {"enum": ["client", "staff"], "description": "staff unless said"},
            **{name: _ref(f"any_{name}") for name in COMMON if name not in entry.asks},
            **{ask.name: _or_not_sure(_shape(ask), ask.question) for ask in entry.asks.values()},
        },
    }


def _common(name: str) -> Schema:
    shapes: Mapping[str, Schema] = {
        "day": DAY,
        "text": TEXT,
        "yes_no": {"type": "boolean"},
        "region": _region(),
        "side": {"enum": list(SIDES)},
    }
    return _or_not_sure(shapes[COMMON[name]], COMMON_WORDS[name])


def _or_not_sure(shape: Schema, description: str) -> Schema:
    return {"description": description, "anyOf": [shape, NOT_SURE]}


def _shape(ask: Ask) -> Schema:
    if ask.type == "region":
        return _region(f"region_of_{ask.within}" if ask.within else "region")
    if ask.type == "choices":
        return {"type": "array", "maxItems": MOST_ITEMS, "items": _choice(ask)}
    shapes: Mapping[str, Schema] = {
        "yes_no": {"type": "boolean"},
        "date": DAY,
        "number": {"type": "number", "minimum": ask.least, "maximum": ask.most},
        "choice": _choice(ask),
        "side": {"enum": list(SIDES)},
        "text": TEXT,
        "reading": READING,
    }
    return shapes[ask.type]


READING: Final[Schema] = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*\d{2,3}\s*/\s*\d{2,3}\s*$"},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["systolic", "diastolic"],
            "properties": {
                "systolic": {"type": "integer", "minimum": 50, "maximum": 300},
                "diastolic": {"type": "integer", "minimum": 20, "maximum": 200},
            },
        },
    ]
}


def _choice(ask: Ask) -> Schema:
    labels = ask.choice_labels or ask.choices
    return {"anyOf": [{"const": id, "title": label} for id, label in zip(ask.choices, labels, strict=True)]}


def _within(group: str, knowledge: Knowledge) -> Schema:
    inside = knowledge.regions.regions[group].leaves
    return {"enum": [each.id for each in knowledge.regions.regions.values() if each.leaves & inside]}


def _groups(knowledge: Knowledge) -> list[str]:
    asks = (ask for entry in knowledge.entries.values() for ask in entry.asks.values())
    return sorted({ask.within for ask in asks if ask.within})


def _region(name: str = "region") -> Schema:
    return {
        "anyOf": [_ref(name), {"type": "array", "maxItems": MOST_ITEMS, "minItems": 1, "items": _ref(name)}]
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _area() -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["region"],
        "properties": {
            "region": {"$ref": "#/$defs/region"},
            "side": {"enum": list(SIDES)},
            "intensity": {
                "type": "integer",
                "minimum": 0,
                "maximum": 10,
                "description": "0 none, 10 the worst.",
            },
            "since": DAY,
        },
    }


def _wishes(knowledge: Knowledge) -> Schema:
    catalogue = knowledge.catalogue
    return {
        "type": "object",
        "additionalProperties": False,
        "description": "What the client would like. Wishes never widen limits.",
        "properties": {
            "minutes": {"type": "integer", "minimum": 1, "maximum": MOST_MINUTES},
            "pressure": {"type": "integer", "minimum": 1, "maximum": 5},
            "techniques": _ids(catalogue.techniques, "Techniques the client would like."),
            "avoid_techniques": _ids(catalogue.techniques, "Techniques the client does not want."),
            "avoid_regions": {"type": "array", "maxItems": MOST_ITEMS, "items": {"$ref": "#/$defs/region"}},
            "positions": _ids(catalogue.positions, "Positions the client can lie or sit in."),
            "lubricant": _one(catalogue.lubricants, "What to put on the skin."),
        },
    }


def _meanings(known: Collection[str], description: str) -> Schema:
    ids = _ids(known, "None of them says: it changes nothing about a massage. Only staff may say so.")
    said = {"is": ids, "said_by": {"enum": ["client", "staff"], "description": "staff unless said"}}
    table = {"type": "object", "additionalProperties": False, "required": ["is"], "properties": said}
    return {
        "type": "object",
        "description": f"{description} One key for each line as typed.",
        "additionalProperties": {"anyOf": [ids, NOT_SURE, table]},
    }


def _one(known: Collection[str], description: str) -> Schema:
    return {"enum": list(known), "description": description}


def _ids(known: Collection[str], description: str) -> Schema:
    return {
        "type": "array",
        "maxItems": MOST_ITEMS,
        "items": {"enum": list(known)},
        "description": description,
    }
