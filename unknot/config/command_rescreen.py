"""`unknot rescreen`: after the rules have changed, judges the visits still to come by those of now."""

import argparse
from collections.abc import Callable

from unknot.config.starting import start_django


def prepare_rescreen(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """The arguments of `rescreen`, and what runs it."""
    parser.add_argument(
        "--dry-run", action="store_true", help="only list the visits whose standing would change; change none"
    )
    parser.add_argument("--practice", metavar="SLUG", help="one practice; all of them unless named")
    return _run


def _run(options: argparse.Namespace) -> int:
    start_django()
    from unknot.config.rescreening import rescreen

    return rescreen(slug=options.practice, is_dry=options.dry_run)
