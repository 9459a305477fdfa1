"""`python -m bench`: the product's speed beside a peer's, in one run. Exit status 0 whether or not the aims are met."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench.figures import Aim, Rounds, print_aims
from bench.subject import Subject

ROUNDS = 9
SCREEN, PLAN = "a screening of thirty answers", "a plan for the same client"
RULES = "zen-engine, the same answer: which rules hold and which may"
RULES_THAT_HOLD = "zen-engine, only which rules hold"
SELECT_ONE = "our SELECT 1, through the whole middleware"
ONE, ONE_DEEP = "one therapist, four weeks", "one therapist, four weeks, ten times the history"
HUNDRED, HUNDRED_DEEP = (
    "a hundred therapists, two weeks",
    "a hundred therapists, two weeks, ten times the history",
)
PAGE, LOOK = "one therapist, the whole page around it", "looking around, the page of forty therapists"
ROOM, ROOM_MANY = (
    "the session room, a client's third visit",
    "the session room, after 200 visits and signed notes",
)
PEER, PEER_DEEP = (
    f"django-appointment, one provider, one day (10 x {number})" for number in ("200", "2,000")
)


def main() -> int:
    """Start the subjects, ask them in turn, print."""
    with tempfile.TemporaryDirectory(prefix="unknot-bench-") as folder, ExitStack() as stack:
        print("Filling a practice with a hundred therapists, and the peer with ten providers, each twice ...")
        subjects = {name: stack.enter_context(each()) for name, each in _subjects(Path(folder)).items()}
        rounds = Rounds()
        print(f"Measuring {ROUNDS} rounds ...", flush=True)
        rounds.ask(_asked(subjects), rounds=ROUNDS)
    _print_thinking(rounds, subjects)
    print(f"\nCPU of one request, median of {ROUNDS} interleaved rounds (least to most)")
    visits = [f"{subjects[name].facts['visits']:,}" for name in ("once", "deep")]
    print(f"  ours: SQLite, 100 therapists, {visits[0]} visits and {visits[1]}")
    for name in (
        SELECT_ONE,
        ONE,
        ONE_DEEP,
        PAGE,
        HUNDRED,
        HUNDRED_DEEP,
        LOOK,
        ROOM,
        ROOM_MANY,
        PEER,
        PEER_DEEP,
    ):
        print(rounds.line(name))
    print_aims((*_aims_of_thinking(rounds, subjects["thinking"]), *_aims(rounds, subjects["once"])))
    return 0


def _subjects(folder: Path) -> dict[str, Callable[[], Subject]]:
    named = {
        "thinking": ("bench.thinking",),
        "rules": ("bench.rules_peer",),
        "once": ("bench.ours", str(folder / "once"), "once"),
        "deep": ("bench.ours", str(folder / "deep"), "deep"),
        "peer": ("bench.peer", str(folder / "peer.sqlite3"), "200"),
        "peer deep": ("bench.peer", str(folder / "peer-deep.sqlite3"), "2000"),
    }
    return {name: partial(Subject, *arguments) for name, arguments in named.items()}


def _asked(subjects: dict[str, Subject]) -> dict[str, Callable[[], float]]:
    rows = [
        (SELECT_ONE, "once", "select 1"),
        (ONE, "once", "one"),
        (PEER, "peer", "one day"),
        (ONE_DEEP, "deep", "one"),
        (PEER_DEEP, "peer deep", "one day"),
        (HUNDRED, "once", "hundred"),
        (HUNDRED_DEEP, "deep", "hundred"),
        (PAGE, "once", "page"),
        (LOOK, "once", "look"),
        (ROOM, "once", "room"),
        (ROOM_MANY, "once", "room after many"),
        ("load", "thinking", "load"),
        ("screen", "thinking", "screen"),
        ("plan", "thinking", "plan"),
        (SCREEN, "thinking", "screen thirty"),
        (RULES, "rules", "certain and possible"),
        (RULES_THAT_HOLD, "rules", "certain"),
        (PLAN, "thinking", "plan thirty"),
    ]
    return {name: partial(subjects[subject].measure, work) for name, subject, work in rows}


def _print_thinking(rounds: Rounds, subjects: dict[str, Subject]) -> None:
    thinking = subjects["thinking"]
    clients = thinking.facts["clients"]
    print(f"\nThe pure centre, on the {clients} clients of examples/")
    print(f"  knowledge loaded in {rounds['load']:.0f} ms, {thinking.facts['memory_mb']:.1f} MB of memory")
    print(f"  {clients * 1000 / rounds['screen']:,.0f} screenings a second")
    print(f"  {clients * 1000 / rounds['plan']:,.0f} plans a second")
    rules = subjects["rules"].facts
    print(f"\nCPU of one call, on a client of thirty answers; {rules['rules']} rules on both sides")
    print(f"  both sides come to the same {rules['hold']} rules that hold and {rules['may']} that may;")
    print("  ours starts from what the client said and ends with limits, words and open questions,")
    print("  the peer starts from facts derived and laid ready, with its rules compiled, and ends with ids")
    for name in (SCREEN, RULES, RULES_THAT_HOLD, PLAN):
        print(rounds.line(name))
    print(
        f"  a screening takes {rounds.ratio(SCREEN, RULES_THAT_HOLD):.2f} of what the peer takes for half the answer"
    )


def _aims_of_thinking(rounds: Rounds, thinking: Subject) -> Iterator[Aim]:
    yield Aim("a screening of thirty answers, to the peer's same answer", rounds.ratio(SCREEN, RULES), 0.5)
    yield Aim("a screening of thirty answers, in ms", rounds[SCREEN], 1)
    yield Aim("a plan for the same client, in ms", rounds[PLAN], 2)
    yield Aim("loading the knowledge, in ms", rounds["load"], 300)
    yield Aim("memory of the knowledge, in MB", thinking.facts["memory_mb"], 30)


def _aims(rounds: Rounds, once: Subject) -> Iterator[Aim]:
    yield Aim("one therapist's four weeks, to the peer's one day", rounds.ratio(ONE, PEER), 0.1)
    yield Aim("the same with ten times the history on both sides", rounds.ratio(ONE_DEEP, PEER_DEEP), 0.1)
    yield Aim("one therapist's four weeks, to our SELECT 1", rounds.ratio(ONE, SELECT_ONE), 3)
    # "No growth" leaves room for what two processes doing the same work differ by.
    yield Aim("four weeks with ten times the history, to without", rounds.ratio(ONE_DEEP, ONE), 1.1)
    yield Aim("a hundred with ten times the history, to without", rounds.ratio(HUNDRED_DEEP, HUNDRED), 1.1)
    yield Aim("the session room after 200 visits, to our SELECT 1", rounds.ratio(ROOM_MANY, SELECT_ONE), 10)
    yield Aim("the session room after 200 visits, to one after 2", rounds.ratio(ROOM_MANY, ROOM), 1.1)
    yield Aim("statements for one therapist's four weeks", once.facts["statements"]["one"], 3)
    yield Aim("statements for a hundred therapists' two weeks", once.facts["statements"]["hundred"], 3)
    after_two, after_many = (once.facts["statements"][name] for name in ("room", "room after many"))
    yield Aim("statements more for the session room after 200 visits", after_many - after_two, 0)


if __name__ == "__main__":
    sys.exit(main())
