"""How is a piece of SVG or HTML written safely? Every attribute and word is escaped here and nowhere else."""

from collections.abc import Iterable
from html import escape


class Drawn(str):
    """Markup that is ready for a page: template engines that know `__html__` leave it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def number(value: float) -> str:
    """A coordinate with one decimal at most: 3.0 is written 3."""
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def element(name: str, *inside: str, **attributes: object) -> str:
    """An element around finished markup. `class_` is class, other `_` are `-`, None leaves one out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    body = "".join(inside)
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"


def words(text: str) -> str:
    """Text as it may stand between tags."""
    return escape(text, quote=False)


def titled(prefix: str, title: str, description: str) -> tuple[str, str]:
    """The title and desc elements of a picture, and the value for its aria-labelledby."""
    marks = element("title", words(title), id=f"{prefix}-title")
    if not description:
        return marks, f"{prefix}-title"
    return marks + element("desc", words(description), id=f"{prefix}-desc"), f"{prefix}-title {prefix}-desc"


def classes(names: Iterable[str | None]) -> str:
    """A class attribute from those names that are there."""
    return " ".join(name for name in names if name)


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_") if key in ("class_", "for_") else key.replace("_", "-")
    name = "viewBox" if name == "viewbox" else name
    shown = number(value) if isinstance(value, float) else str(value)
    return f' {name}="{escape(shown)}"'
