"""Figures as they are printed, and what each of them ought to be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Aim:
    """A ratio of two figures of one run, or a plain number, and the most that it may be."""

    what: str
    found: float
    most: float

    @property
    def is_met(self) -> bool:
        return self.found <= self.most

    def line(self) -> str:
        verdict = "met" if self.is_met else "NOT MET"
        return f"  {self.what:<74} {self.found:>7.2f}   at most {self.most:<5g} {verdict}"


class Rounds:
    """What each subject took in each round. Every round asks all of them, one after the other."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}

    def ask(self, asked: dict[str, Callable[[], float]], *, rounds: int) -> None:
        for _ in range(rounds):
            for name, measure in asked.items():
                self.taken.setdefault(name, []).append(measure())

    def __getitem__(self, name: str) -> float:
        return median(self.taken[name])

    def ratio(self, name: str, to: str) -> float:
        """The median of each round's own ratio: what slows a whole round down falls out of it."""
        pairs = zip(self.taken[name], self.taken[to], strict=True)
        return median(one / other for one, other in pairs)

    def line(self, name: str) -> str:
        low, high = min(self.taken[name]), max(self.taken[name])
        return f"  {name:<74} {self[name]:>7.2f} ms  ({low:.2f} to {high:.2f})"


def print_aims(aims: Iterable[Aim]) -> None:
    """Each aim with what was found, and how many are met."""
    listed = list(aims)
    print("\nAims")
    for aim in listed:
        print(aim.line())
    print(f"\naims met: {sum(aim.is_met for aim in listed)} of {len(listed)}")
