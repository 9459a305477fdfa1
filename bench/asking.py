"""Asks a WSGI application for a page the way a server does, and measures requests by the CPU this process takes."""

import gc
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WrongAnswer(Exception):
    """The request that was to be measured was not answered as it should be: its time would mean nothing."""


def get(application: Application, address: str, **headers: str) -> bytes:
    """The body of the answer to a GET. Raises WrongAnswer for any status but 200."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost:8000",
        "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(), "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    } | headers  # fmt: skip
    said: list[str] = []
    answer = application(environ, lambda status, _headers, *_: said.append(status))
    body = b"".join(answer)
    # A server closes the answer, and with it Django closes its connection to the database.
    if close := getattr(answer, "close", None):
        close()
    if said != ["200 OK"]:
        raise WrongAnswer(f"GET {address}: found {said}; accepted: 200 OK")
    return body


def page(application: Application, address: str, *, holding: bytes, **headers: str) -> Callable[[], object]:
    """A request to measure, tried once: its answer must hold some text."""
    body = get(application, address, **headers)
    if holding not in body:
        raise WrongAnswer(f"GET {address}: found {body[:400]!r}; accepted: an answer that holds {holding!r}")
    return lambda: get(application, address, **headers)


def cpu_ms(work: Callable[[], object], *, at_least_ms: float = 200.0) -> float:
    """The CPU one call takes, in milliseconds: over as many calls as take `at_least_ms` together."""
    gc.collect()
    calls, began = 0, time.process_time()
    while (taken := (time.process_time() - began) * 1000) < at_least_ms:
        work()
        calls += 1
    return taken / calls
