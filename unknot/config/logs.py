"""What may stand in a log: ids, never what opens a record. A link's token in a logged address opens one."""

import logging
import re

TOKEN = re.compile(r"(/(?:way|visit|my)/)[^/\s?]+")


def without_tokens(text: str) -> str:
    """A line with every link's token left out.

    >>> without_tokens("Conflict: /way/s3cret/details/4/")
    'Conflict: /way/.../details/4/'
    >>> without_tokens("Not Found: /my/s3cret/everything/")
    'Not Found: /my/.../everything/'
    """
    return TOKEN.sub(r"\1...", text)


class LeaveOutTokens(logging.Formatter):
    """Writes a line, with its traceback, without tokens."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))
