"""`unknot demo`: fills an empty installation with people who do not exist, a practice of them or a whole town."""

import argparse
import sys
import time
from collections.abc import Callable

from unknot.clinical.errors import ReaderCanFix
from unknot.config.starting import start_django


class AlreadyFilled(ReaderCanFix):
    """There is a practice here already: a demo is never mixed with it."""


def prepare_demo(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """The arguments of `demo`, and what runs it."""
    add_arguments(parser)
    return run


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `demo`."""
    parser.add_argument(
        "--scale",
        choices=["small", "town"],
        default="small",
        help="small: one practice with twelve therapists and two hundred clients; "
        "town: 2,000 therapists and 300,000 visits, in a few minutes",
    )


def run(options: argparse.Namespace) -> int:
    """Fill the installation. Exit status 2 where it holds a practice already, 130 where it was interrupted."""
    _prepare()
    refuse_where_filled()
    began = time.monotonic()
    try:
        filled = _fill_town() if options.scale == "town" else _fill_small()
    except KeyboardInterrupt:
        print("\nStopped. Nothing of the demo was kept.", file=sys.stderr)
        return 130
    print("\n".join([f"{filled}, in {time.monotonic() - began:.0f} s.", *_sign_ins()]))
    return 0


def refuse_where_filled() -> None:
    """Raise AlreadyFilled where there is any practice."""
    from unknot.accounts.models import Practice

    names = list(Practice.objects.order_by("pk").values_list("name", flat=True)[:2])
    if names:
        others = " and others" if len(names) > 1 else ""
        raise AlreadyFilled(
            f"demo: found a practice in this installation already (“{names[0]}”{others}); accepted: an installation "
            "without one, such as UNKNOT_DATA=/path/of/an/empty/folder unknot demo"
        )


def _prepare() -> None:
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _fill_small() -> str:
    from unknot.config.demo.practice import CLIENTS, fill_when_empty

    fill_when_empty(say=lambda line: print(line, flush=True))
    return f"One practice with {CLIENTS} clients"


def _fill_town() -> str:
    from django.utils import timezone
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from unknot.config.demo.town import Size, fill_town

    size = Size()
    columns = (TextColumn("Visits written"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        task = progress.add_task("visits", total=size.visits)
        fill_town(size, now=timezone.now(), written=lambda count: progress.advance(task, count))
    return f"A town of {size.therapists:,} therapists and {size.visits:,} visits"


def _sign_ins() -> list[str]:
    from unknot.config.demo.practice import demo_people
    from unknot.config.demo.staff import PASSWORD

    people = [f"  {address:<28} {what}" for address, what in demo_people()]
    return [
        "Serve it with `unknot serve`, and sign in on this machine as",
        *people,
        f"  password: {PASSWORD}",
    ]
