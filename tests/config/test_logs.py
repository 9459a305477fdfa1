"""A log says where a fault is and of what kind, and nothing of what somebody typed or said."""

import logging
import sys

import pytest
from django.db import IntegrityError

from unknot.config.logs import LeaveOutWhatIsPrivate

SAID = "numb left hand since Tuesday"


def refuse(words: str) -> None:
    raise IntegrityError(f"DETAIL: Failing row contains ({words})")


def stumble(words: str) -> None:
    try:
        refuse(words)
    except IntegrityError as refused:
        raise ValueError(words) from refused


def logged(error: type[Exception]) -> str:
    with pytest.raises(error):
        try:
            stumble(SAID)
        except ValueError:
            kind, fault, trace = sys.exc_info()
            assert kind and fault
            record = logging.LogRecord(
                "x", logging.ERROR, __file__, 1, "Error: /my/s3cret/", None, (kind, fault, trace)
            )
            written = LeaveOutWhatIsPrivate().format(record)
            raise
    return written


def test_it_tells_the_way_to_a_fault_and_to_the_one_it_came_from() -> None:
    written = logged(ValueError)
    first, last = written.index("in refuse"), written.index("in stumble\n    raise ValueError")
    assert first < written.index("IntegrityError\nand then:") < last
    assert written.endswith("ValueError")


def test_it_leaves_out_what_was_typed_and_the_token() -> None:
    written = logged(ValueError)
    assert SAID not in written
    assert written.startswith("Error: /my/.../\n")


def test_a_fault_that_came_from_itself_ends() -> None:
    fault = ValueError(SAID)
    fault.__cause__ = KeyError(SAID)
    fault.__cause__.__suppress_context__ = True
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Error", None, (ValueError, fault, None))
    assert LeaveOutWhatIsPrivate().format(record) == "Error\nKeyError\nand then:\nValueError"
