"""The session as a picture: widths are minutes, heights are pressure. The words are in the list too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from unknot.drawing.markup import Drawn, element, titled, words

WIDTH, HEIGHT = 360.0, 168.0
_LEFT, _TOP, _FLOOR = 52.0, 10.0, 140.0
_LETTER = 5.9  # about the width of one letter of a label
_QUIET_HEIGHT = 12.0  # arriving and closing: present, though nobody presses


@dataclass(frozen=True)
class Segment:
    """A stretch of the session. `pressure` is 1 to 5, or None for arriving, turning over and closing."""

    minutes: int
    words: str
    pressure: int | None = None
    why: str = ""


@dataclass(frozen=True)
class _Block:
    segment: Segment
    place: int
    x: float
    width: float
    height: float

    @property
    def top(self) -> float:
        return _FLOOR - self.height


def draw_session_timeline(
    segments: Sequence[Segment],
    *,
    title: str = "Your session",
) -> Drawn:
    """The picture of one session. Each block has its number in the list, and its words where they fit."""
    heading, labelled_by = titled("session", title, describe(segments))
    blocks = list(_blocks(segments))
    picture = element(
        "svg",
        heading,
        element("g", *_levels(), class_="timeline-levels", aria_hidden="true"),
        *(_drawn(block) for block in blocks),
        element("path", class_="timeline-floor", d=f"M{_LEFT:.0f} {_FLOOR}H{WIDTH:.0f}"),
        class_="timeline-picture",
        viewbox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        role="img",
        aria_labelledby=labelled_by,
    )
    return Drawn(picture)


def describe(segments: Sequence[Segment]) -> str:
    """The same in one sentence."""
    rows = (f"{s.minutes} minutes {s.words}{_pressure(s)}" for s in segments)
    return f"{sum(s.minutes for s in segments)} minutes in all: {'; '.join(rows)}."


def _pressure(segment: Segment) -> str:
    return f", pressure {segment.pressure}" if segment.pressure else ""


def _blocks(segments: Sequence[Segment]) -> Iterator[_Block]:
    minute = (WIDTH - _LEFT) / max(sum(s.minutes for s in segments), 1)
    x = _LEFT
    for place, segment in enumerate(segments, start=1):
        width = segment.minutes * minute
        height = (_FLOOR - _TOP) * segment.pressure / 5 if segment.pressure else _QUIET_HEIGHT
        yield _Block(segment, place, x, width, height)
        x += width


def _levels() -> Iterator[str]:
    for level, name in ((1, "light"), (2, ""), (3, "medium"), (4, ""), (5, "deep")):
        y = _FLOOR - (_FLOOR - _TOP) * level / 5
        yield element("path", d=f"M{_LEFT:.0f} {y:.1f}H{WIDTH:.0f}")
        if name:
            yield element("text", name, x=_LEFT - 6, y=y + 4, class_="timeline-level")


def _drawn(block: _Block) -> str:
    segment = block.segment
    kind = f"block-{segment.pressure}" if segment.pressure else "block-quiet"
    shape = element(
        "rect",
        element("title", words(f"{segment.minutes} minutes, {segment.words}")),
        x=block.x + 1,
        y=block.top,
        width=max(block.width - 2, 1.5),
        height=block.height,
        rx=min(4.0, block.width / 4),
        class_=f"timeline-block {kind}",
    )
    return shape + "".join(_labels(block))


def _labels(block: _Block) -> Iterator[str]:
    centre = block.x + block.width / 2
    on = " timeline-on" if (block.segment.pressure or 0) >= 3 else ""
    low = block.top + 17 if block.height >= 24 else block.top - 5
    if block.width >= 11:
        yield element("text", str(block.place), x=centre, y=low, class_=f"timeline-number{on}")
    if block.width >= 16:
        yield element(
            "text", str(block.segment.minutes), x=centre, y=_FLOOR + 15, class_="timeline-minutes-label"
        )
    for n, line in enumerate(_lines(block), start=1):
        yield element("text", words(line), x=centre, y=low + 2 + 13 * n, class_=f"timeline-words{on}")


def _lines(block: _Block) -> list[str]:
    """The words broken to the block's width; none when they would not all fit."""
    letters = max(int((block.width - 8) / _LETTER), 1)
    lines = wrap(block.segment.words, letters, break_long_words=False)
    fits = 24 + 13 * len(lines) <= block.height and all(len(line) <= letters for line in lines)
    return lines if fits else []
