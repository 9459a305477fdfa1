"""What can go wrong in the pure centre, and who can put it right.

ClinicalError
├── ReaderCanFix        shown as written to whoever gave the input
│   └── ClientFileError     a client's file or answers
└── OurFault            logged, answered by a generic page
    └── KnowledgeError      a file of the knowledge base or of a practice's overlay
"""

from collections.abc import Iterable
from difflib import get_close_matches


class ClinicalError(Exception):
    """The base of every error that `unknot.clinical` raises on purpose."""


class ReaderCanFix(ClinicalError):
    """Whoever reads the message can put it right."""


class OurFault(ClinicalError):
    """The project, or the practice that wrote an overlay, must put it right."""


class _LocatedError(ClinicalError):
    """A message that says where, what was found, what is accepted, and the nearest ids."""

    def __init__(
        self, *, file: str, path: str, found: str, accepted: str, nearest: Iterable[str] = ()
    ) -> None:
        self.file, self.path, self.found, self.accepted = file, path, found, accepted
        self.nearest = tuple(nearest)
        super().__init__(self._message())

    def _message(self) -> str:
        where = f"{self.file}: {self.path}" if self.path else self.file
        hint = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f"{where}: found {self.found}; accepted: {self.accepted}{hint}"


class ClientFileError(_LocatedError, ReaderCanFix):
    """A client's file or answers cannot be accepted."""


class KnowledgeError(_LocatedError, OurFault):
    """A file of knowledge cannot be accepted."""


def nearest_ids(wanted: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three known ids that look like `wanted`, nearest first.

    >>> nearest_ids("feber", ["fever", "shingles"])
    ('fever',)
    """
    return tuple(get_close_matches(wanted, list(known), n=3, cutoff=0.5))
