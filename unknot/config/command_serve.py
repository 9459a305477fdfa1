"""`unknot serve`: the product on this machine, with a demo practice where asked."""

import argparse
from collections.abc import Callable


def prepare_serve(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """The arguments of `serve`, and what runs it."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on; this machine only by default"
    )
    parser.add_argument("--port", type=int, default=8000, help="the port, 1 to 65535; 8000 by default")
    parser.add_argument("--demo", action="store_true", help="fill an empty installation with a demo practice")
    return _run


def _run(options: argparse.Namespace) -> int:
    from unknot.config.serving import serve

    return serve(host=options.host, port=options.port, demo=options.demo)
