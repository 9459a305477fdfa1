"""The sign of each kind of mark: a shape and a letter of its own, so that none is told by colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from unknot.drawing.markup import element, number
from unknot.drawing.noted import Noted
from unknot.drawing.session_marks import MarkKind

Look: TypeAlias = Literal["before", "after", "ghost"]

TICK = "M-4.4 .2l3.2 3.4l5.8-6.8"

# The outline of each sign around 0,0, half of its width, its letter, and how far the letter stands below the middle.
_SHAPES: Mapping[MarkKind, tuple[str, float, str, float]] = {
    "pain": ("M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z", 9, "P", 4),
    "tension": ("M-8-8H8V8H-8z", 8, "T", 4),
    "trigger_point": ("M0-11.5L11.5 0L0 11.5L-11.5 0z", 11.5, "X", 4),
    "numbness": ("M0-11.5L11.5 8.5H-11.5z", 11.5, "N", 6.2),
    "swelling": ("M-5.4-9.2H5.4L10.6 0L5.4 9.2H-5.4L-10.6 0z", 10.6, "S", 4),
    "skin": ("M-8.6-8.6H8.6V2.6L0 10.6L-8.6 2.6z", 8.6, "K", 3),
    "scar": ("M-7-7.4H7a7.4 7.4 0 0 1 0 14.8H-7a7.4 7.4 0 0 1 0-14.8z", 14.4, "C", 4),
    "treated": ("M-12.5 0Q0-17 12.5 0Q0 17-12.5 0z", 12.5, "", 0),
}


@dataclass(frozen=True)
class Sign:
    """A sign as it will be drawn: its kind, how it looks, and the number beside it."""

    kind: MarkKind
    look: Look
    number: str = ""

    @property
    def half(self) -> float:
        """Half of its width, which is a little more than half of its height."""
        return _SHAPES[self.kind][1]

    @property
    def reach(self) -> float:
        """How far it goes to the right of its middle, with the number."""
        return self.half + (3 + 8 * len(self.number) if self.number else 0)

    def drawn(self, x: float, y: float) -> str:
        """The sign at a point."""
        return element(
            "g",
            glyph(self.kind),
            element("text", self.number, class_="sign-number", x=self.half + 2, y=4.2) if self.number else "",
            class_=f"sign is-{self.look} sign-{self.kind.replace('_', '-')}",
            transform=f"translate({number(x)} {number(y)})",
        )


def glyph(kind: MarkKind) -> str:
    """Shape and letter around 0,0; what was treated has a tick for a letter."""
    shape, _, letter, below = _SHAPES[kind]
    inside = (
        element("text", letter, class_="sign-letter", y=number(below))
        if letter
        else element("path", class_="sign-tick", d=TICK)
    )
    return element("path", class_="sign-shape", d=shape) + inside


def sign_of(noted: Noted, *, ghost: bool = False) -> Sign:
    """The sign of one thing noted: "6" before, "3" after, "6→3" where both have a number."""
    look: Look = "after" if noted.after else "before"
    numbers = ["–" if mark.intensity is None else str(mark.intensity) for mark in noted.marks]
    said = "" if set(numbers) == {"–"} else "→".join(numbers)
    return Sign(noted.first.kind, "ghost" if ghost else look, said)
