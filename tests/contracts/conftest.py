"""The two houses that the contracts walk through: built once a module, and as they were before each test."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.contracts.scene import NOW, House, make_house, with_alarm, with_note
from tests.undone import undone


@pytest.fixture(scope="module")
def standing_houses(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[House, House]]:
    with django_db_blocker.unblock(), undone():
        with time_machine.travel(NOW, tick=False):
            built = with_alarm(with_note(make_house("Alder"))), with_alarm(with_note(make_house("Birch")))
        yield built


@pytest.fixture
def houses(standing_houses: tuple[House, House]) -> Iterator[tuple[House, House]]:
    with undone(), time_machine.travel(NOW, tick=False):
        yield standing_houses
