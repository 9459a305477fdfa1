"""Is the holder of a link that client? The birth date on record says so, or a code mailed to them.

Wrong tries are counted in the audit trail, by client: a new link or an emptied browser gives no new tries. Whoever
writes a page of health behind a link asks `check_is_known` first.
"""

import hashlib
import hmac
from datetime import date, datetime, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from unknot.accounts.gate import LinkRequest
from unknot.audit.actions import record
from unknot.audit.models import AuditEntry
from unknot.clients.errors import NotRecognised
from unknot.clients.models import Client

KNOWN_FOR = timedelta(hours=12)
LOCKED_FOR, A_DAY = timedelta(minutes=15), timedelta(days=1)
MOST_WRONG = 5
MOST_WRONG_A_DAY = 20
"""Who knows an age and may try five days every quarter of an hour has tried a whole year by the evening (d)."""
WRONG = "not_recognised"
KNOWN, CODE, TOLD = "known_clients", "mailed_code", "told_here"
"""Where the visitor's session keeps who they are, until when; the hash of a code; and what was just answered in it."""


def check_is_known(request: HttpRequest, client_id: int) -> None:
    """Raises NotRecognised where this browser has not shown that it is this client's."""
    if not is_known(request, client_id, now=timezone.now()):
        raise NotRecognised


def is_known(request: HttpRequest, client_id: int, *, now: datetime) -> bool:
    """Whether this browser has shown in the last hours that it is this client's. It is shown nothing to keep then."""
    until = request.session.get(KNOWN, {}).get(str(client_id))
    known = until is not None and datetime.fromisoformat(until) > now
    if known:
        request.is_for_known_only = True  # type: ignore[attr-defined]
    return known


def know(request: HttpRequest, client_id: int, *, now: datetime) -> None:
    """From now on, for some hours, this browser is this client's."""
    request.session.cycle_key()
    known = request.session.get(KNOWN, {}) | {str(client_id): (now + KNOWN_FOR).isoformat()}
    request.session[KNOWN] = known
    request.session.pop(CODE, None)


def remember_told(request: HttpRequest, what: str) -> None:
    """Let this browser see what was answered in it, known or not: what to do now must not wait for a birth date."""
    request.session[TOLD] = [*request.session.get(TOLD, []), what]


def check_told_or_known(request: HttpRequest, what: str, client_id: int) -> None:
    """Raises NotRecognised unless it was answered in this browser, or the browser is known."""
    if what not in request.session.get(TOLD, []):
        check_is_known(request, client_id)


def is_locked(client: Client, *, now: datetime) -> bool:
    """Whether there were too many wrong tries just now, or in the last day."""
    if times_done(WRONG, client, now=now) >= MOST_WRONG:
        return True
    return times_done(WRONG, client, now=now, within=A_DAY) >= MOST_WRONG_A_DAY


def times_done(action: str, client: Client, *, now: datetime, within: timedelta = LOCKED_FOR) -> int:
    """How often something was done about a client lately, by the audit trail."""
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
    record(
        "recognise" if right else WRONG, by=request.actor, subject=request.link, client_id=mine.pk,
        practice_id=mine.practice_id,
    )  # fmt: skip
    if right:
        know(request, mine.pk, now=now)
    return right


def _is_code(request: LinkRequest, client: Client, code: str, *, now: datetime) -> bool:
    kept = request.session.get(CODE)
    if not kept or kept["client"] != client.pk or datetime.fromisoformat(kept["until"]) <= now:
        return False
    return hmac.compare_digest(kept["hash"], hash_of_code(client, code))


def hash_of_code(client: Client, code: str) -> str:
    return hashlib.sha256(f"{client.pk}:{code}".encode()).hexdigest()
