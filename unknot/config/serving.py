"""Serves the product: migrates, fills an empty database with the demo where asked, says when it is ready."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from unknot.config.starting import start_django

READY_WITHIN = 60
"""Seconds to wait for the first answer before saying that it does not come."""


def serve(*, host: str, port: int, demo: bool) -> int:
    """Serve until stopped by Ctrl-C or a signal. Exit status 2 where the port is taken or not a port."""
    if not 1 <= port <= 65535:
        print(f"unknot serve: found port {port}; accepted: 1 to 65535", file=sys.stderr)
        return 2
    if _answers(host, port):
        print(
            f"unknot serve: port {port} is taken by another program. Stop it, or name another: "
            f"make run PORT={port + 1 if port < 65535 else 8000}",
            file=sys.stderr,
        )
        return 2
    people = _prepare(demo=demo)
    own_page = _own_page() if people else ("", "")
    threading.Thread(target=_say_when_ready, args=(host, port, people, own_page), daemon=True).start()
    with _chores_beside():
        _run_server(host, port)
    return 0


@contextmanager
def _chores_beside() -> Iterator[None]:
    """Let a process of its own do what waits for its hour, as long as the server runs."""
    words = ["chores", "--every", "60", "--as-long-as", str(os.getpid())]
    chores = subprocess.Popen([sys.executable, "-m", "unknot", *words])  # noqa: S603 - our own command
    try:
        yield
    finally:
        chores.terminate()
        chores.wait(timeout=10)


def _prepare(*, demo: bool) -> list[tuple[str, str]]:
    """Bring the database up to date; the demo people as (address, what they are)."""
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if demo:
        from unknot.config.demo.practice import fill_when_empty

        fill_when_empty(say=lambda line: print(line, flush=True))
    _say_what_rules_ask()
    return _people() if demo else []


def _say_what_rules_ask() -> None:
    from django.utils import timezone

    from unknot.config.rescreening import lines_at_start

    for line in lines_at_start(timezone.now()):
        print(line, flush=True)


def _people() -> list[tuple[str, str]]:
    from unknot.config.demo.practice import demo_people

    return demo_people()


def _own_page() -> tuple[str, str]:
    from unknot.config.demo.practice import demo_own_page

    return demo_own_page()


def _run_server(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "unknot.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()


def _say_when_ready(host: str, port: int, people: list[tuple[str, str]], own_page: tuple[str, str]) -> None:
    began = time.monotonic()
    while not _answers(host, port):
        if time.monotonic() - began > READY_WITHIN:
            print("The server does not answer yet; look above for the reason.", file=sys.stderr, flush=True)
            return
        time.sleep(0.1)
    lines = ["", f"  Unknot is ready:  http://{host}:{port}/", ""]
    if people:
        lines += [f"  Sign in as staff:  http://{host}:{port}/staff/sign-in/   (on this machine only)"]
        lines += [f"    {address:<28} {what}" for address, what in people]
        lines += ["    password: unknot-demo", ""]
    if own_page[0]:
        lines += [f"  A client's own page:  http://{host}:{port}{own_page[0]}", f"    {own_page[1]}", ""]
    lines += ["  Stop with Ctrl-C.", ""]
    print("\n".join(lines), flush=True)


def _answers(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
