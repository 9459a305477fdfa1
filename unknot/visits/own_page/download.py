"""Everything that is kept about one client as one file: rows as JSON, the same to read, and a list with hashes.

The file is built in memory up to MOST_IN_MEMORY and on disk beyond that; rows are read a few at a time.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from unknot.clients.models import Client
from unknot.visits.own_page.everything import readable_of, rows_of

MOST_IN_MEMORY = 8 * 1024 * 1024
ROWS_AT_A_TIME = 200


def everything_of(client: Client, *, now: datetime) -> IO[bytes]:
    """The file, ready to be read from its beginning."""
    # Whoever sends it closes it.
    whole = SpooledTemporaryFile(max_size=MOST_IN_MEMORY)  # noqa: SIM115
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        hashes = {name: _write(archive, name, parts) for name, parts in _files(client, now=now)}
        listed = {"made_at": now, "practice": client.practice.name, "sha256": hashes}
        archive.writestr("manifest.json", _json(listed, indent=2))
    whole.seek(0)
    return whole


def _files(client: Client, *, now: datetime) -> Iterator[tuple[str, Iterable[str]]]:
    for name, rows in rows_of(client).items():
        yield f"data/{name}.json", _listed(rows.iterator(chunk_size=ROWS_AT_A_TIME))
    context = readable_of(client) | {"now": now}
    yield "read-me.html", [render_to_string("visits/own_everything.html", context)]


def _listed(rows: Iterable[Any]) -> Iterator[str]:
    yield "[\n"
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + _json(row)
    yield "\n]\n"


def _json(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=indent)


def _write(archive: ZipFile, name: str, parts: Iterable[str]) -> str:
    seen = hashlib.sha256()
    with archive.open(name, "w") as file:
        for part in parts:
            seen.update(part.encode())
            file.write(part.encode())
    return seen.hexdigest()
