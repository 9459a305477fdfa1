"""What does not fit a client's limits, and what a lesser visit would be instead, in words for people."""

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from unknot.clinical.fitting import Misfit, VisitShape
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.limits_in_words import region_names, titles


def misfit_sentences(found: Iterable[Misfit], *, knowledge: Knowledge) -> list[str]:
    """What does not fit, for those who treat. What is true of several regions is one sentence."""
    together: dict[tuple[str, str, str], list[Misfit]] = {}
    for each in found:
        together.setdefault((each.kind, _what(each), each.accepted), []).append(each)
    return [_sentence(those, knowledge) for those in together.values()]


def _what(misfit: Misfit) -> str:
    """What was found, apart from where."""
    return misfit.found.removesuffix(misfit.where) if misfit.where else misfit.words


def _sentence(those: list[Misfit], knowledge: Knowledge) -> str:
    first, leaves = those[0], [each.where for each in those if each.where]
    if not leaves:
        return first.words
    where = places(leaves, knowledge)
    if first.kind == "region":
        return f"To be left out: {where}."
    # The words of each end with its own region; those of all with all of theirs.
    return f"{first.words.rpartition(' on ')[0]} on {where}."


def places(leaves: Collection[str], knowledge: Knowledge) -> str:
    """Leaves as a sentence names them.

    >>> from unknot.clinical.loading import default_knowledge
    >>> places(["left_calf", "right_shin"], default_knowledge())
    'the left calf and right shin'
    """
    return f"the {region_names(leaves, knowledge.regions)}"


def lesser_phrases(
    before: VisitShape, after: VisitShape, *, knowledge: Knowledge, exact: bool = False
) -> list[str]:
    """How a lesser visit differs from the one it stands for, as short phrases; `exact` names pressures.

    For clients a number on a scale of pressure says less than "lighter" does.
    """
    was, now = _by_leaf(before), _by_leaf(after)
    left_out = was.keys() - now.keys()
    phrases = [
        f"{after.minutes} minutes" if after.minutes != before.minutes else "",
        *_techniques(was, now, knowledge),
        *_lighter(was, now, knowledge, exact=exact),
        f"without {places(left_out, knowledge)}" if left_out else "",
        *_exchanged(before.positions, after.positions, knowledge.catalogue.positions),
        _dry(before, after, knowledge),
    ]
    return [phrase for phrase in phrases if phrase]


Work = tuple[frozenset[str], int]
"""The techniques on a leaf and the most pressure there. The leaf "" is a visit that nobody planned."""


def _by_leaf(shape: VisitShape) -> dict[str, Work]:
    work: dict[str, Work] = {}
    for each in shape.treatments:
        for leaf in each.regions or ("",):
            techniques, pressure = work.get(leaf, (frozenset(), 0))
            work[leaf] = techniques | {each.technique}, max(pressure, each.pressure)
    return work


def _techniques(was: Mapping[str, Work], now: Mapping[str, Work], knowledge: Knowledge) -> Iterable[str]:
    """One technique instead of another; named with its regions where it is not so everywhere."""
    changed: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    for leaf in now:
        pair = was[leaf][0] - now[leaf][0], now[leaf][0] - was[leaf][0]
        if pair[0]:
            changed.setdefault(pair, []).append(leaf)
    rows = knowledge.catalogue.techniques
    for (gone, instead), leaves in changed.items():
        words = (
            f"{titles(instead, rows)} instead of {titles(gone, rows)}"
            if instead
            else f"no {titles(gone, rows)}"
        )
        is_everywhere = all(leaf in leaves for leaf in now if was[leaf][0] & gone)
        yield words if is_everywhere else f"{words} on {places(leaves, knowledge)}"


def _lighter(
    was: Mapping[str, Work], now: Mapping[str, Work], knowledge: Knowledge, *, exact: bool
) -> Iterable[str]:
    lighter = sorted((now[leaf][1] if exact else 0, leaf) for leaf in now if now[leaf][1] < was[leaf][1])
    for pressure, those in groupby(lighter, key=lambda each: each[0]):
        leaves = [leaf for _, leaf in those]
        words = "lighter" if len(leaves) == len(now) else f"lighter on {places(leaves, knowledge)}"
        yield f"{words} (pressure {pressure} at most)" if exact else words


def _exchanged(before: Collection[str], after: Collection[str], rows: Mapping[str, object]) -> Iterable[str]:
    gone, instead = (
        [each for each in before if each not in after],
        [each for each in after if each not in before],
    )
    if gone:
        yield (
            f"{titles(instead, rows)} instead of {titles(gone, rows)}"
            if instead
            else f"not {titles(gone, rows)}"
        )


def _dry(before: VisitShape, after: VisitShape, knowledge: Knowledge) -> str:
    if before.lubricant == after.lubricant:
        return ""
    return f"without {titles([str(before.lubricant)], knowledge.catalogue.lubricants)}"
