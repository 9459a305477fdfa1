"""Numbers on which sources disagree: a practice picks among those the base lists, to the stricter side only.

A number in a rule may be written `{ setting = "id" }`; the rule then takes what was chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from unknot.clinical.errors import nearest_ids
from unknot.clinical.shapes import Place, build
from unknot.clinical.vocabulary import Citation

__all__ = ["Setting", "choose", "settings_from", "with_settings"]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A number, what it is about, its unit, and the numbers it may be. `stricter` is lower or higher."""

    id: str
    title: str
    unit: str
    default: float
    options: tuple[float, ...]
    stricter: Literal["lower", "higher"]
    sources: tuple[Citation, ...]
    marks: tuple[str, ...] = ()
    chosen: float = float("nan")

    def allows(self, number: float) -> bool:
        """Whether a practice may choose this number."""
        stricter = number <= self.default if self.stricter == "lower" else number >= self.default
        return stricter and number in self.options


def settings_from(tables: Mapping[str, object], file: str) -> dict[str, Setting]:
    """The settings of a file, each at its default. Raises KnowledgeError."""
    settings = {}
    for setting_id, table in tables.items():
        place = Place(file, setting_id)
        setting = build(Setting, table, place, id=setting_id, chosen=0.0)
        settings[setting_id] = setting = replace(setting, chosen=setting.default)
        if not all(setting.allows(number) for number in (setting.default, *setting.options)):
            raise place.inside("options").refuse(
                found=setting.options, accepted=f"{setting.default:g} and numbers that are {setting.stricter}"
            )
    return settings


def choose(settings: Mapping[str, Setting], choices: Mapping[str, object], file: str) -> dict[str, Setting]:
    """The settings with a practice's choices. Raises KnowledgeError for one that is not listed or looser."""
    chosen = dict(settings)
    for setting_id, number in choices.items():
        place = Place(file, setting_id)
        if setting_id not in settings:
            near = nearest_ids(setting_id, settings)
            raise place.refuse(found=f'"{setting_id}"', accepted="the id of a setting", nearest=near)
        if (
            isinstance(number, bool)
            or not isinstance(number, int | float)
            or not chosen[setting_id].allows(number)
        ):
            options = ", ".join(f"{option:g}" for option in settings[setting_id].options)
            raise place.refuse(found=repr(number), accepted=f"one of {options}")
        if not _is_stricter(number, than=chosen[setting_id]):
            raise place.refuse(
                found=repr(number), accepted=f"nothing looser than {chosen[setting_id].chosen:g}"
            )
        chosen[setting_id] = replace(chosen[setting_id], chosen=float(number))
    return chosen


def with_settings(value: Any, settings: Mapping[str, Setting], place: Place) -> Any:
    """A parsed file with every `{ setting = "id" }` replaced by the number chosen. Raises KnowledgeError."""
    if not isinstance(value, dict | list):
        return value
    if isinstance(value, list) or value.keys() != {"setting"}:
        return _with_settings_inside(value, settings, place)
    if value["setting"] not in settings:
        raise place.refuse(found=f'"{value["setting"]}"', accepted=f"a setting: {', '.join(settings)}")
    number = settings[value["setting"]].chosen
    return int(number) if number.is_integer() else number


def _with_settings_inside(
    value: dict[str, Any] | list[Any], settings: Mapping[str, Setting], place: Place
) -> dict[str, Any] | list[Any]:
    def chosen(key: object, each: Any) -> Any:
        nests = isinstance(each, dict | list)
        return with_settings(each, settings, place.inside(key)) if nests else each

    if isinstance(value, list):
        return [chosen(number, each) for number, each in enumerate(value)]
    return {key: chosen(key, each) for key, each in value.items()}


def _is_stricter(number: float, *, than: Setting) -> bool:
    return number <= than.chosen if than.stricter == "lower" else number >= than.chosen
