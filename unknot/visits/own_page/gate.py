"""Who may open the pages behind a client's own link, and the code for whom no birth date is on record."""

import secrets
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase

from unknot.accounts.gate import LinkRequest, View, open_to_holder_of
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.clients.models import Client
from unknot.clients.recognising import CODE, LOCKED_FOR, check_is_known, hash_of_code, times_done
from unknot.correspondence.actions import write_message

MOST_CODES = 3
CODE_MAILED = "mail_code"


def open_to_known_holder(view: View) -> View:
    """Open a page to the holder of a client's link once they have shown who they are."""

    @open_to_holder_of(Link.Scope.CLIENT)
    @wraps(view)
    def guarded(request: LinkRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        client = client_of(request)
        check_is_known(request, client.pk)
        return view(request, token, client, *args, **kwargs)

    return guarded


def client_of(request: LinkRequest) -> Client:
    """Whose page the link opens: of a row that was joined into another one, that other one's."""
    rows = Client.objects.select_related("practice", "joined_into__practice")
    found = rows.get(pk=request.link.subject_id)
    return found.joined_into or found


def may_mail_code(client: Client, *, now: datetime) -> bool:
    return bool(client.email) and times_done(CODE_MAILED, client, now=now) < MOST_CODES


@transaction.atomic
def mail_code(request: LinkRequest, client: Client, *, now: datetime) -> bool:
    """Mail a code to the address on record, good in this browser for a quarter of an hour."""
    mine = Client.objects.select_for_update().get(pk=client.pk)
    if mine.born_on or not may_mail_code(mine, now=now):
        return False
    code = f"{secrets.randbelow(1_000_000):06d}"
    request.session[CODE] = {
        "client": mine.pk, "hash": hash_of_code(mine, code), "until": (now + LOCKED_FOR).isoformat(),
    }  # fmt: skip
    write_message(
        practice=client.practice, client_id=mine.pk, to=mine.email, kind="code", subject="Your code",
        body=f"Your code is {code}. It is good for 15 minutes.\nIf you did not ask for it, ignore this mail.\n",
        now=now,
    )  # fmt: skip
    record(
        CODE_MAILED, by=request.actor, subject=request.link, client_id=mine.pk, practice_id=mine.practice_id
    )
    return True
