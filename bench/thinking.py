"""The pure centre alone: how fast it loads what it knows, screens and plans.

The clients are those in examples/, who answered every question, and one who gave thirty answers.
"""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

from bench.subject import answer
from bench.thirty import ON, thirty_answers
from unknot.clinical.client_file import read_client
from unknot.clinical.loading import base_folder, load_knowledge
from unknot.clinical.plan import Plan
from unknot.clinical.planning import make_plan
from unknot.clinical.screening import screen

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def main() -> None:
    on = datetime.now(UTC).date()
    knowledge = load_knowledge(base_folder())
    clients = [read_client(each, knowledge=knowledge, on=on) for each in sorted(EXAMPLES.glob("*.toml"))]
    screenings = [screen(each, knowledge=knowledge, on=on) for each in clients]
    pairs = list(zip(clients, screenings, strict=True))
    thirty = thirty_answers(knowledge)
    screened = screen(thirty, knowledge=knowledge, on=ON)
    assert isinstance(make_plan(thirty, screened, knowledge=knowledge), Plan)
    work = {
        "load": lambda: load_knowledge(base_folder()),
        "screen": lambda: [screen(each, knowledge=knowledge, on=on) for each in clients],
        "plan": lambda: [make_plan(each, found, knowledge=knowledge) for each, found in pairs],
        "screen thirty": lambda: screen(thirty, knowledge=knowledge, on=ON),
        "plan thirty": lambda: make_plan(thirty, screened, knowledge=knowledge),
    }
    answer(work, clients=len(clients), memory_mb=_memory_mb())


def _memory_mb() -> float:
    tracemalloc.start()
    kept = load_knowledge(base_folder())
    # What a first screening works out once stays too.
    screen(thirty_answers(kept), knowledge=kept, on=ON)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept.entries
    return size / 1e6


if __name__ == "__main__":
    main()
