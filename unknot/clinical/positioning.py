"""In which positions, and in what order, with few turns? Every stretch of work is given one that reaches its
leaves.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from unknot.clinical.plan import Reasoned
from unknot.clinical.vocabulary import Position, Technique
from unknot.clinical.work import Frame, Work


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Work in the position in which it is done."""

    position: Position
    work: Work
    leaves: frozenset[str]


def place_work(frame: Frame, work: Iterable[Work], wished: tuple[str, ...]) -> tuple[Placed, ...]:
    """The work by position, in the order of the session. What no allowed position reaches is left out."""
    items = tuple(work)
    chosen = choose_positions(frame, items, wished)
    placed = [each for item in items for each in spread(frame, item, chosen)]
    return tuple(sorted(placed, key=lambda each: (each.position.order, each.work.wanted.area.order)))


def choose_positions(frame: Frame, items: tuple[Work, ...], wished: tuple[str, ...]) -> tuple[Position, ...]:
    """As few as reach everything: the wished and no other where that leaves work, else preferred, usual, the
    rest.
    """
    asked = wished_positions(frame, items, wished)
    if asked:
        return asked
    allowed = allowed_positions(frame)
    preferred = [each for each in allowed if each.id in frame.limits.prefer_positions]
    usual = [each for each in allowed if each.usual and not preferred]
    return cover(frame, items, [preferred, usual, allowed])


def wished_positions(frame: Frame, items: tuple[Work, ...], wished: Iterable[str]) -> tuple[Position, ...]:
    """The wished positions that reach some of the work; none where none is wished, or none serves."""
    return cover(frame, items, [[each for each in allowed_positions(frame) if each.id in wished]])


def within_reach(
    frame: Frame, items: Iterable[Work], positions: Collection[Position] = ()
) -> tuple[Work, ...]:
    """The work on the leaves that some of these positions reaches; without any, one that is not ruled out."""
    found = []
    for item in items:
        near = frozenset(
            leaf
            for each in positions or allowed_positions(frame)
            for _, leaf in reached(frame, (item,), each)
        )
        pressures = {leaf: pressure for leaf, pressure in item.pressures.items() if leaf in near}
        if pressures:
            found.append(replace(item, pressures=pressures))
    return tuple(found)


def allowed_positions(frame: Frame) -> list[Position]:
    """The positions that are not ruled out."""
    out = frame.limits.exclude_positions
    return [each for each in frame.catalogue.positions.values() if each.id not in out]


def cover(frame: Frame, items: tuple[Work, ...], tiers: Iterable[Iterable[Position]]) -> tuple[Position, ...]:
    """From each tier in turn, the position that reaches most of what is left, until no more is reached."""
    left = {(item.technique.id, leaf) for item in items for leaf in item.pressures}
    chosen: list[Position] = []
    for tier in tiers:
        choices = sorted(tier, key=lambda each: each.order)
        while best := max(choices, key=lambda each: len(left & reached(frame, items, each)), default=None):
            gained = left & reached(frame, items, best)
            if not gained:
                break
            left -= gained
            chosen.append(best)
    return without_needless(frame, items, chosen)


def without_needless(frame: Frame, items: tuple[Work, ...], chosen: list[Position]) -> tuple[Position, ...]:
    """The positions without those whose work the others reach as well: a turn less."""
    kept = list(chosen)
    for each in chosen:
        others = [other for other in kept if other is not each]
        if reached(frame, items, each) <= set[tuple[str, str]]().union(
            *(reached(frame, items, other) for other in others)
        ):
            kept = others
    return tuple(kept)


def reached(frame: Frame, items: tuple[Work, ...], position: Position) -> set[tuple[str, str]]:
    """The work, as technique and leaf, that can be done in the position."""
    leaves = frame.regions.expand(position.reaches)
    return {
        (item.technique.id, leaf)
        for item in items
        if suits(item.technique, position)
        for leaf in item.pressures
        if leaf in leaves
    }


def suits(technique: Technique, position: Position) -> bool:
    """Whether the technique is done in this position."""
    return not technique.positions or position.id in technique.positions


def spread(frame: Frame, item: Work, positions: tuple[Position, ...]) -> Iterable[Placed]:
    """The work on the chosen positions: as much of it as possible in one, the rest in the next."""
    left = frozenset(item.pressures)
    fitting = [each for each in positions if suits(item.technique, each)]
    here = {each.id: frame.regions.expand(each.reaches) for each in fitting}
    for position in sorted(fitting, key=lambda each: -len(left & here[each.id])):
        leaves = left & here[position.id]
        if leaves:
            left -= leaves
            yield Placed(position=position, work=item, leaves=leaves)


def say_positions(frame: Frame, placed: Iterable[Placed], wished: tuple[str, ...]) -> tuple[Reasoned, ...]:
    """The positions in order, each with its reason."""
    positions = {each.position.id: each.position for each in placed}
    return tuple(
        Reasoned(id=each.id, title=each.title, reason=f"{why(frame, each, wished)} {each.supports}")
        for each in positions.values()
    )


def why(frame: Frame, position: Position, wished: tuple[str, ...]) -> str:
    """Why this position."""
    if position.id in wished:
        return "You asked for it."
    if position.id in frame.limits.prefer_positions:
        return "It suits you best, from your answers."
    if position.id == "side_lying" and "left_side_lying" in frame.limits.prefer_positions:
        return "Your left side first; the right only as long as it feels good."
    if frame.pregnant:
        return "It is comfortable and safe in pregnancy."
    if position.usual:
        return "Hands reach these places well."
    if frame.limits.exclude_positions:
        due = frame.due_to(lambda limits: bool(limits.exclude_positions))
        return f"Another position is left out because of {due}."
    return "It reaches what the others do not."


def unmet_positions(frame: Frame, wished: Iterable[str], used: Iterable[str]) -> Iterable[Reasoned]:
    """Positions that were wished and are not used, each with its reason."""
    done = set(used)
    for each in wished:
        if each not in done:
            position = frame.catalogue.positions[each]
            yield Reasoned(id=each, title=position.title, reason=why_not(frame, position))


def why_not(frame: Frame, position: Position) -> str:
    """Why a wished position is not used."""
    if position.id not in frame.limits.exclude_positions:
        return "These places cannot be reached well in it."
    return f"Left out because of {frame.due_to(lambda limits: position.id in limits.exclude_positions)}."
