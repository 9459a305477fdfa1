"""The pure centre alone: how fast it loads what it knows, screens and plans. The clients are those in examples/."""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

from bench.subject import answer
from unknot.clinical.client_file import read_client
from unknot.clinical.loading import base_folder, load_knowledge
from unknot.clinical.planning import make_plan
from unknot.clinical.screening import screen

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def main() -> None:
    on = datetime.now(UTC).date()
    knowledge = load_knowledge(base_folder())
    clients = [read_client(each, knowledge=knowledge, on=on) for each in sorted(EXAMPLES.glob("*.toml"))]
    screenings = [screen(each, knowledge=knowledge, on=on) for each in clients]
    pairs = list(zip(clients, screenings, strict=True))
    work = {
        "load": lambda: load_knowledge(base_folder()),
        "screen": lambda: [screen(each, knowledge=knowledge, on=on) for each in clients],
        "plan": lambda: [make_plan(each, found, knowledge=knowledge) for each, found in pairs],
    }
    answer(work, clients=len(clients), memory_mb=_memory_mb())


def _memory_mb() -> float:
    tracemalloc.start()
    kept = load_knowledge(base_folder())
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept.entries
    return size / 1e6


if __name__ == "__main__":
    main()
