"""Is the holder of a client's link that client? The birth date on record says so, or a code mailed to them.

Wrong tries are counted in the audit trail, by client: a new link or an emptied browser gives no new tries.
"""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from unknot.accounts.gate import LinkRequest, View, open_to_holder_of
from unknot.accounts.models import Link
from unknot.audit.actions import record
from unknot.audit.models import AuditEntry
from unknot.clients.models import Client
from unknot.correspondence.actions import write_message

KNOWN_FOR = timedelta(hours=12)
LOCKED_FOR, A_DAY = timedelta(minutes=15), timedelta(days=1)
MOST_WRONG, MOST_CODES = 5, 3
MOST_WRONG_A_DAY = 20
"""Who knows an age and may try five days every quarter of an hour has tried a whole year by the evening (d)."""
WRONG, CODE_MAILED = "not_recognised", "mail_code"
KNOWN, CODE = "known_clients", "mailed_code"
"""Where the visitor's session keeps who they are, until when, and the hash of a code."""


def open_to_known_holder(view: View) -> View:
    """Open a page to the holder of a client's link once they have shown who they are; send others to the question."""

    @open_to_holder_of(Link.Scope.CLIENT)
    @wraps(view)
    def guarded(request: LinkRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        client = client_of(request)
        if not is_known(request, client, now=timezone.now()):
            return redirect("own:page", token)
        return view(request, token, client, *args, **kwargs)

    # On a shared computer, nobody reads it again with the back button.
    return never_cache(guarded)


def client_of(request: LinkRequest) -> Client:
    """Whose page the link opens."""
    return Client.objects.select_related("practice").get(pk=request.link.subject_id)


def is_known(request: LinkRequest, client: Client, *, now: datetime) -> bool:
    """Whether this browser has shown in the last hours that it is this client's."""
    until = request.session.get(KNOWN, {}).get(str(client.pk))
    return until is not None and datetime.fromisoformat(until) > now


def is_locked(client: Client, *, now: datetime) -> bool:
    """Whether there were too many wrong tries just now, or in the last day."""
    if _times(WRONG, client, now=now) >= MOST_WRONG:
        return True
    return _times(WRONG, client, now=now, within=A_DAY) >= MOST_WRONG_A_DAY


def may_mail_code(client: Client, *, now: datetime) -> bool:
    return bool(client.email) and _times(CODE_MAILED, client, now=now) < MOST_CODES


def _times(action: str, client: Client, *, now: datetime, within: timedelta = LOCKED_FOR) -> int:
    rows = AuditEntry.objects.filter(
        practice_id=client.practice_id, client_id=client.pk, action=action, at__gt=now - within
    )
    return rows.count()


@transaction.atomic
def recognise(
    request: LinkRequest, client: Client, *, born_on: date | None = None, code: str = "", now: datetime
) -> bool:
    """Whether what was given is right; then this browser is known. While locked, nothing is right."""
    # One try after the other: a hundred at once would all be counted too late.
    mine = Client.objects.select_for_update().get(pk=client.pk)
    if is_locked(mine, now=now):
        return False
    right = mine.born_on == born_on if mine.born_on else _is_code(request, mine, code, now=now)
    record("recognise" if right else WRONG, by=request.actor, subject=request.link, client_id=mine.pk)
    if right:
        request.session.cycle_key()
        known = request.session.get(KNOWN, {}) | {str(mine.pk): (now + KNOWN_FOR).isoformat()}
        request.session[KNOWN] = known
        request.session.pop(CODE, None)
    return right


def _is_code(request: LinkRequest, client: Client, code: str, *, now: datetime) -> bool:
    kept = request.session.get(CODE)
    if not kept or kept["client"] != client.pk or datetime.fromisoformat(kept["until"]) <= now:
        return False
    return hmac.compare_digest(kept["hash"], _hash(client, code))


def _hash(client: Client, code: str) -> str:
    return hashlib.sha256(f"{client.pk}:{code}".encode()).hexdigest()


@transaction.atomic
def mail_code(request: LinkRequest, client: Client, *, now: datetime) -> bool:
    """Mail a code to the address on record, good in this browser for a quarter of an hour."""
    mine = Client.objects.select_for_update().get(pk=client.pk)
    if mine.born_on or not may_mail_code(mine, now=now):
        return False
    code = f"{secrets.randbelow(1_000_000):06d}"
    request.session[CODE] = {
        "client": mine.pk, "hash": _hash(mine, code), "until": (now + LOCKED_FOR).isoformat(),
    }  # fmt: skip
    write_message(
        practice=client.practice, client_id=mine.pk, to=mine.email, kind="code", subject="Your code",
        body=f"Your code is {code}. It is good for 15 minutes.\nIf you did not ask for it, ignore this mail.\n",
        now=now,
    )  # fmt: skip
    record(CODE_MAILED, by=request.actor, subject=request.link, client_id=mine.pk)
    return True
