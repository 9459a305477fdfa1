"""`unknot chores`: lets visits lapse, sends what waits, erases what nobody claimed; once, or again and again."""

import argparse
from collections.abc import Callable

from unknot.config.starting import start_django


def prepare_chores(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """The arguments of `chores`, and what runs it."""
    parser.add_argument(
        "--every", type=float, metavar="SECONDS", help="do them again after so many seconds, until stopped"
    )
    parser.add_argument("--as-long-as", type=int, metavar="PID", help="end when this parent process has gone")
    return _run


def _run(options: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from unknot.config.chores import do_chores, keep_doing_chores

    if options.every is not None:
        keep_doing_chores(every=max(options.every, 1.0), as_long_as=options.as_long_as)
        return 0
    for name, count in do_chores(timezone.now()).items():
        print(f"{count} {name}")
    return 0
