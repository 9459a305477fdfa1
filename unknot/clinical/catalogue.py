"""What can be done in a session, as one catalogue read from the knowledge files, and refused where it does
not hold.

The rows are in `vocabulary`; choosing among them is planning's.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

# The parser of the standard library, compiled: with the other, reading the base took half as long again.
import tomli

from unknot.clinical.catalogue_checks import check_row, check_whole
from unknot.clinical.evidence import Evidence
from unknot.clinical.measures import Measure
from unknot.clinical.motion import Movement, Threshold
from unknot.clinical.shapes import Place, build
from unknot.clinical.vocabulary import (
    Aftercare,
    Area,
    Citation,
    Claim,
    Dose,
    Frequency,
    Goal,
    HomeItem,
    Listed,
    Lubricant,
    Passage,
    PlainAnswer,
    Position,
    Profile,
    Qualification,
    Requirement,
    SessionLength,
    SessionShape,
    StopRule,
    Stroke,
    Technique,
)

__all__ = [
    "Aftercare",
    "Area",
    "Catalogue",
    "Citation",
    "Claim",
    "Dose",
    "Evidence",
    "Frequency",
    "Goal",
    "HomeItem",
    "Listed",
    "Lubricant",
    "Measure",
    "Movement",
    "Passage",
    "PlainAnswer",
    "Position",
    "Profile",
    "Qualification",
    "Requirement",
    "Review",
    "SessionLength",
    "SessionShape",
    "StopRule",
    "Stroke",
    "Technique",
    "Threshold",
    "catalogue_from",
    "read_file",
]

# Which file holds which kinds of row.
FILES: dict[str, dict[str, type[Listed]]] = {
    "techniques.toml": {"strokes": Stroke, "techniques": Technique},
    "positions.toml": {"positions": Position, "areas": Area},
    "lubricants.toml": {"lubricants": Lubricant},
    "qualifications.toml": {"qualifications": Qualification},
    "requirements.toml": {"requirements": Requirement},
    "goals.toml": {"goals": Goal},
    "doses.toml": {
        "doses": Dose,
        "session_lengths": SessionLength,
        "session_shapes": SessionShape,
        "stop_rules": StopRule,
    },
    "evidence.toml": {"evidence": Evidence},
    "profiles.toml": {"profiles": Profile},
    "measures.toml": {"measures": Measure},
    "motion.toml": {"movements": Movement, "thresholds": Threshold},
    "claims.toml": {"claims": Claim},
    "aftercare.toml": {"aftercare": Aftercare},
    "home.toml": {"home": HomeItem},
    "answers.toml": {"answers": PlainAnswer},
}


@dataclass(frozen=True, kw_only=True)
class Review:
    """Who wrote a file, who checked it, and when it is due to be read again."""

    written_by: str
    checked_by: str
    reviewed_on: datetime.date
    review_due: datetime.date


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All rows by id, one mapping a kind; `reviews` by file name."""

    strokes: Mapping[str, Stroke]
    techniques: Mapping[str, Technique]
    positions: Mapping[str, Position]
    areas: Mapping[str, Area]
    lubricants: Mapping[str, Lubricant]
    qualifications: Mapping[str, Qualification]
    requirements: Mapping[str, Requirement]
    goals: Mapping[str, Goal]
    doses: Mapping[str, Dose]
    session_lengths: Mapping[str, SessionLength]
    session_shapes: Mapping[str, SessionShape]
    stop_rules: Mapping[str, StopRule]
    evidence: Mapping[str, Evidence]
    profiles: Mapping[str, Profile]
    measures: Mapping[str, Measure]
    movements: Mapping[str, Movement]
    thresholds: Mapping[str, Threshold]
    claims: Mapping[str, Claim]
    aftercare: Mapping[str, Aftercare]
    home: Mapping[str, HomeItem]
    answers: Mapping[str, PlainAnswer]
    reviews: Mapping[str, Review]

    def check_entries(self, entries: Collection[str]) -> None:
        """Refuses a home item that names an entry the knowledge does not hold."""
        for item in self.home.values():
            place = Place("home.toml", f"home.{item.id}.excluded_when")
            for entry in item.excluded_when:
                if entry not in entries:
                    raise place.refuse(found=entry, accepted="the id of an entry in conditions")

    def rows(self) -> Iterable[Listed]:
        """Every row of every kind."""
        for kind in fields(self):
            if kind.name != "reviews":
                yield from getattr(self, kind.name).values()


def catalogue_from(
    files: Mapping[str, Mapping[str, object]], *, regions: Collection[str], sources: Collection[str]
) -> Catalogue:
    """The catalogue in the tables of its files, by file name; `regions` (leaf and group ids) and `sources` (keys) are
    what its rows may name.
    """
    kinds: dict[str, dict[str, Listed]] = {}
    reviews: dict[str, Review] = {}
    for name, rows in FILES.items():
        tables = files[name]
        reviews[name] = build(Review, tables.get("about"), Place(name, "about"))
        for key in tables:
            if key not in ("about", *rows):
                raise Place(name, key).refuse(found="an unknown table", accepted=", ".join(["about", *rows]))
        for kind, row in rows.items():
            kinds[kind] = read_rows(row, tables.get(kind), Place(name, kind))
    catalogue = Catalogue(**cast(dict[str, Any], kinds), reviews=reviews)
    check_whole(catalogue_ids(kinds), kinds, regions=regions, sources=sources)
    return catalogue


def read_file(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, or a refusal that names it."""
    try:
        return tomli.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as trouble:
        raise Place(path.name).refuse(found=trouble, accepted="a TOML file that can be read") from trouble


def read_rows(row: type[Listed], tables: object, place: Place) -> dict[str, Listed]:
    """The rows of one kind by id."""
    if not isinstance(tables, dict) or not tables:
        raise place.refuse(found=tables, accepted="at least one table")
    rows = {}
    for key, table in tables.items():
        rows[key] = build(row, table, place.inside(key), id=key)
        check_row(rows[key], place.inside(key))
    return rows


def catalogue_ids(kinds: Mapping[str, Mapping[str, Listed]]) -> dict[str, Collection[str]]:
    """The ids of each kind."""
    return {kind: tuple(rows) for kind, rows in kinds.items()}
