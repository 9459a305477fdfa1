"""What is measured lives in a process of its own, and takes its turn when told: neither side warms the other's caches.

A subject prints one line of JSON when it stands ready, then answers each name it reads with the CPU of one call.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from bench.asking import cpu_ms


class Gone(Exception):
    """A subject ended before it answered; what it said on its way out stands above."""


class Subject(AbstractContextManager["Subject"]):
    """A process started as `python -m MODULE ARGUMENTS`. `facts` is what it said of itself when ready."""

    def __init__(self, module: str, *arguments: str) -> None:
        self.module = module
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.facts: dict[str, Any] = self._read()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.communicate()

    def measure(self, name: str) -> float:
        """The CPU of one call of what goes by this name, in milliseconds."""
        assert self.process.stdin is not None
        print(name, file=self.process.stdin, flush=True)
        return float(self._read())

    def _read(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise Gone(f"{self.module}: ended with status {self.process.wait()}; expected: an answer")
        return json.loads(line)


def answer(work: Mapping[str, Callable[[], object]], **facts: Any) -> None:
    """Be a subject: until nobody asks any more."""
    _say(facts)
    for line in sys.stdin:
        _say(cpu_ms(work[line.strip()]))


def _say(value: Any) -> None:
    print(json.dumps(value), flush=True)
