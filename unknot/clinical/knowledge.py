"""Everything the knowledge files say, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from unknot.clinical.catalogue import Catalogue
from unknot.clinical.entries import Entry, Source
from unknot.clinical.finding_entries import Finder, finder_of
from unknot.clinical.limits import Limits
from unknot.clinical.medicines import MedicineList
from unknot.clinical.prepared import Prepared, prepared
from unknot.clinical.regions import RegionMap
from unknot.clinical.scope import Scope
from unknot.clinical.settings import Setting

__all__ = ["Knowledge", "Screen"]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One page of the questionnaire: the entries asked on it, in order.

    A `gate` is a question whose no is a no to every entry of the screen.
    """

    id: str
    title: str
    entries: tuple[str, ...]
    intro: str = ""
    gate: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Knowledge:
    """All entries, screens, regions, settings and sources by id, and the catalogue of what can be done.

    `version` changes whenever the content of any file, overlay or setting does. One is only equal to itself, so that
    what was worked out from it can be kept by it.
    """

    entries: Mapping[str, Entry]
    regions: RegionMap
    sources: Mapping[str, Source]
    catalogue: Catalogue
    medicines: MedicineList
    screens: tuple[Screen, ...]
    settings: Mapping[str, Setting]
    scope: Scope = field(default_factory=Scope)
    version: str

    @cached_property
    def base_limits(self) -> Limits:
        """What holds for everybody: light pressure on endangerment sites, and no technique that is switched off."""
        return replace(Limits.open(self.regions.endangerment), exclude_techniques=self.scope.everywhere)

    @cached_property
    def prepared(self) -> Prepared:
        """What a screening need not work out for each client anew."""
        return prepared(self.entries.values(), self.regions)

    @cached_property
    def for_therapists(self) -> tuple[str, ...]:
        """The ids of the entries that only a therapist can answer."""
        return tuple(entry.id for entry in self.entries.values() if entry.asked_of == "therapist")

    @cached_property
    def finder(self) -> Finder:
        """Finds the entries that a person may mean by what they write."""
        return finder_of(self.entries.values(), self.medicines)

    def setting(self, setting_id: str) -> float:
        """The number chosen for a setting."""
        return self.settings[setting_id].chosen
