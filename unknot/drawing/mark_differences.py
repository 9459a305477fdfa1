"""What became of the marks of an earlier visit? New, gone, less, more or the same, by region and kind.

Like is compared with like: what was found on arrival in both visits, and only where one has none of that, what was
left after both. Where one of them has no number, it says so and claims no change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from unknot.drawing.body_marks import label_of
from unknot.drawing.mark_words import KIND_WORDS
from unknot.drawing.parts_of_body import headed_leaves
from unknot.drawing.session_marks import KINDS, MOMENTS, STRONGEST, MarkKind, SessionMark, When

Change: TypeAlias = Literal["new", "gone", "less", "more", "same", "unmeasured"]
_Marks: TypeAlias = Mapping[tuple[str, MarkKind], list[SessionMark]]


@dataclass(frozen=True)
class Difference:
    """One kind at one region in two visits. `was` and `now` are the strongest of it, or None without a number."""

    region: str
    kind: MarkKind
    change: Change
    was: int | None = None
    now: int | None = None
    when: When | None = None

    def says(self, labels: Mapping[str, str] | None = None) -> str:
        """The difference in words: "Left shoulder: pain, less (6, now 3 of 10 before treatment)"."""
        place = label_of(self.region, labels) if self.region else "A point beside the body"
        return f"{place}: {KIND_WORDS[self.kind]}, {_CHANGE_WORDS[self.change]}{self._numbers()}"

    def _numbers(self) -> str:
        moment = f" {self.when} treatment" if self.when else ""
        if self.was is not None and self.now is not None:
            return f" ({self.was}, now {self.now} of {STRONGEST}{moment})"
        if self.was is None and self.now is None:
            return ""
        known = f"now {self.now}" if self.was is None else f"was {self.was}"
        return f" ({known} of {STRONGEST}{moment})"


_CHANGE_WORDS: Mapping[Change, str] = {
    "new": "new",
    "gone": "no longer marked",
    "less": "less",
    "more": "more",
    "same": "the same",
    "unmeasured": "marked both times, without two numbers to compare",
}


def differences_between(
    earlier: Iterable[SessionMark], later: Iterable[SessionMark]
) -> tuple[Difference, ...]:
    """Each kind at each region that one of two visits marked, from head to foot. What was treated is no finding."""
    was, now = _by_place(earlier), _by_place(later)
    return tuple(
        _difference(key, was.get(key, []), now.get(key, [])) for key in sorted({*was, *now}, key=_order)
    )


def _by_place(marks: Iterable[SessionMark]) -> _Marks:
    found: dict[tuple[str, MarkKind], list[SessionMark]] = {}
    for mark in marks:
        if mark.kind != "treated":
            found.setdefault((mark.leaf, mark.kind), []).append(mark)
    return found


def _difference(key: tuple[str, MarkKind], was: list[SessionMark], now: list[SessionMark]) -> Difference:
    when = next((each for each in MOMENTS if _all_have(each, [was, now])), None)
    first, second = _strongest(was, when), _strongest(now, when)
    return Difference(*key, _change(was, now, when, (first, second)), first, second, when)


def _change(
    was: list[SessionMark], now: list[SessionMark], when: When | None, strong: tuple[int | None, int | None]
) -> Change:
    if not was or not now:
        return "gone" if was else "new"
    first, second = strong
    if first is None and second is None and when:
        return "same"
    if first is None or second is None or not when:
        return "unmeasured"
    return "same" if first == second else ("less" if second < first else "more")


def _all_have(when: When, visits: list[list[SessionMark]]) -> bool:
    return all(any(mark.when == when for mark in marks) for marks in visits if marks)


def _strongest(marks: list[SessionMark], when: When | None) -> int | None:
    return max((m.intensity for m in marks if m.intensity is not None and m.when == when), default=None)


def _order(key: tuple[str, MarkKind]) -> tuple[int, int]:
    leaves = [leaf for _, under in headed_leaves() for leaf in under]
    return leaves.index(key[0]) if key[0] else len(leaves), KINDS.index(key[1])
