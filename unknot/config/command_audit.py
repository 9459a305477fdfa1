"""`unknot audit verify`: finds what was changed in signed notes past the product, in whose trail it is missing, and
which guard of the database is missing.
"""

import argparse
from collections.abc import Callable

from unknot.config.starting import start_django


def prepare_audit(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """The arguments of `audit`, and what runs it."""
    parser.add_argument(
        "action",
        choices=["verify"],
        help="hold every signed note and amendment against its hash and the audit trail, and see that every guard "
        "stands by which the database itself refuses to change what is kept",
    )
    parser.add_argument("--practice", metavar="SLUG", help="one practice; all of them unless named")
    return _run


def _run(options: argparse.Namespace) -> int:
    start_django()
    from unknot.config.verifying import verify

    return verify(slug=options.practice)
