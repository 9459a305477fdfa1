"""Several acts begun at the same moment, as several people would: each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any], refusals: tuple[type[Exception], ...] = ()) -> list[Any]:
    """What each came to, in their order: an answer, or one of `refusals`. Any other error is raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait(timeout=30)
        try:
            return act()
        except refusals as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts, timeout=60))


def numbered(number: int, act: Callable[[int], Any]) -> list[Callable[[], Any]]:
    """One act so many times, each told which it is."""
    return [lambda n=n: act(n) for n in range(number)]  # type: ignore[misc]
