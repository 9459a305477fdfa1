"""What may stand in a log: ids, never what opens a record and never what somebody typed or said.

A link's token in a logged address opens a record. The message of an error holds what it stumbled over: a database that
refuses a row names every value in it.
"""

import logging
import re
import traceback
from types import TracebackType

TOKEN = re.compile(r"(/(?:way|visit|my)/)[^/\s?]+")
Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def without_tokens(text: str) -> str:
    """A line with every link's token left out.

    >>> without_tokens("Conflict: /way/s3cret/details/4/")
    'Conflict: /way/.../details/4/'
    >>> without_tokens("Not Found: /my/s3cret/everything/")
    'Not Found: /my/.../everything/'
    """
    return TOKEN.sub(r"\1...", text)


def where_and_what(error: BaseException) -> list[str]:
    """The way to an error and its kind, and before them those of the error it came from; no message of either."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = [*where_and_what(cause), "\nand then:\n"] if cause else []
    return [*earlier, *traceback.format_tb(error.__traceback__), type(error).__qualname__]


class LeaveOutWhatIsPrivate(logging.Formatter):
    """Writes a line without tokens, and after it how an error came about, without its words."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - the name that logging calls
        return "".join(where_and_what(ei[1])) if ei[1] else ""
