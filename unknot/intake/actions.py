"""Every write of what people say about themselves. Appends; nothing said is ever changed or taken away."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from unknot.accounts.links import make_link
from unknot.accounts.models import Link, User
from unknot.audit.actions import SYSTEM, Actor, record
from unknot.clients.actions import lock_person
from unknot.clients.models import Client
from unknot.clinical.client_file import client_of_table
from unknot.clinical.knowledge import Knowledge
from unknot.clinical.loading import default_knowledge
from unknot.clinical.questions import left_out_of_screens, screens_for
from unknot.intake.errors import NotYours
from unknot.intake.merging import NOT_SURE, REASON_PARTS, newer_reason, newer_sayings
from unknot.intake.models import Reason, Saying, Sheet
from unknot.intake.reading import person_of

DOSSIER_LASTS = timedelta(days=30)
STAFF_ONLY = frozenset({"cleared_by", "cleared_on", "cleared_until", "cleared_scope"})
"""What counts only once named staff has seen it."""
NO = [{"answer": False}]


@transaction.atomic
def new_dossier(*, for_whom: str, now: datetime, only_at_home: bool = False) -> tuple[Sheet, str]:
    """A sheet that belongs to nobody yet, and the token of the only link that opens it."""
    sheet = Sheet.objects.create(
        for_whom=for_whom, only_at_home=only_at_home, made_at=now, expires_at=now + DOSSIER_LASTS
    )
    link, token = make_link(Link.Scope.DOSSIER, sheet.pk, practice=None, expires_at=now + DOSSIER_LASTS)
    record("begin_dossier", by=Actor("link", str(link.pk)), subject=sheet)
    return sheet, token


@transaction.atomic
def say(
    sheet: Sheet,
    *,
    answers: dict[str, list[dict[str, Any]]],
    said_by: str,
    knowledge: Knowledge,
    said_on: date,
    by: Actor,
    now: datetime,
    user: User | None = None,
    why: str = "",
) -> list[Saying]:
    """Append answers, by entry id, each a list of statements in a client file's shape.

    Raises ClientFileError where an answer is not of the shape its question asks for, NotYours where a client
    gives what only staff may record. Nothing is written then.
    """
    for statements in answers.values():
        _check_who_may_say(statements, said_by=said_by)
    check_answers(answers, knowledge=knowledge, on=said_on)
    sheet = sheet_that_holds(sheet, now=now)
    rows = [
        Saying(
            sheet=sheet, entry_id=entry_id, statements=statements, said_on=said_on, said_at=now,
            said_by=said_by, user=user, why=why,
        )
        for entry_id, statements in answers.items()
    ]  # fmt: skip
    Saying.objects.bulk_create(rows)
    record(
        "say", by=by, subject=sheet, client_id=sheet.client_id, practice_id=sheet.practice_id,
        entries=len(rows),
    )  # fmt: skip
    return rows


def check_answers(answers: dict[str, list[dict[str, Any]]], *, knowledge: Knowledge, on: date) -> None:
    """Raise ClientFileError where answers are not of the shape that their questions ask for."""
    client_of_table({"answers": dict(answers)}, name="your answers", knowledge=knowledge, on=on)


def _check_who_may_say(statements: list[dict[str, Any]], *, said_by: str) -> None:
    if said_by != Saying.By.STAFF and any(STAFF_ONLY & each.keys() for each in statements):
        raise NotYours(
            "A doctor's letter counts once somebody at the practice has seen it. Bring it with you."
        )


@transaction.atomic
def give_reason(
    sheet: Sheet, *, by: Actor, now: datetime, user: User | None = None, why: str = "", **changes: Any
) -> Reason:
    """Append what brings a person: goals, areas, wishes, medicines, notes, profile. What is not given stays.

    Raises NotYours where a client's page would give a meaning in the name of staff.
    """
    sheet = sheet_that_holds(sheet, now=now)
    last = Reason.objects.filter(sheet=sheet).order_by("-id").first()
    kept = {name: getattr(last, name) for name in REASON_PARTS} if last else {}
    if user is None:
        _check_who_means(changes, kept)
    reason = Reason.objects.create(sheet=sheet, said_at=now, user=user, why=why, **(kept | changes))
    record("give_reason", by=by, subject=sheet, client_id=sheet.client_id, practice_id=sheet.practice_id)
    return reason


def _check_who_means(changes: dict[str, Any], kept: dict[str, Any]) -> None:
    for name in ("medicines_meant", "notes_meant"):
        before = kept.get(name, {})
        for line, meant in changes.get(name, {}).items():
            by_client = meant == NOT_SURE or meant.get("said_by") == Saying.By.CLIENT
            if not by_client and before.get(line) != meant:
                raise NotYours("What a line of yours means in our words is for staff to say. Ask them.")


@transaction.atomic
def tell_who(sheet: Sheet, *, born_on: date | None, sex: str, by: Actor) -> Sheet:
    """Keep the birth date and sex that some health questions depend on."""
    sheet.born_on, sheet.sex = born_on, sex
    sheet.save(update_fields=["born_on", "sex"])
    record("tell_who", by=by, subject=sheet, client_id=sheet.client_id, practice_id=sheet.practice_id)
    return sheet


@transaction.atomic
def open_screens(sheet: Sheet, *, screen_ids: list[str], by: Actor) -> None:
    """Keep which groups of questions a person wants to, or has to, go through."""
    sheet.opened = screen_ids
    sheet.save(update_fields=["opened"])
    record("open_screens", by=by, subject=sheet, client_id=sheet.client_id, practice_id=sheet.practice_id)


@transaction.atomic
def client_sheet(client: Client, *, now: datetime) -> Sheet:
    """The client's own sheet at their practice, made when missing."""
    sheet, _ = Sheet.objects.get_or_create(
        client=client,
        defaults={
            "practice": client.practice, "made_at": now, "born_on": client.born_on, "sex": client.sex,
        },
    )  # fmt: skip
    return sheet


def sheet_that_holds(sheet: Sheet, *, now: datetime) -> Sheet:
    """Where what a person says belongs now: another sheet, once their row was joined into another one. A client's is
    locked until the transaction ends, so that nothing is said unheard while two sheets become one.
    """
    if sheet.client_id is None:
        return sheet
    person = lock_person(sheet.client_id)
    return sheet if person.pk == sheet.client_id else client_sheet(person, now=now)


@transaction.atomic
def continue_client(
    client: Client, *, only_at_home: bool = False, by: Actor, now: datetime
) -> tuple[Sheet, str]:
    """A dossier that begins with what this client's own sheet says, and the token of its link.

    Only for whom the client's own page knows: whoever holds the link, and is known in the same way, reads it.
    """
    own = client_sheet(client, now=now)
    dossier, token = new_dossier(for_whom=own.for_whom, only_at_home=only_at_home, now=now)
    dossier.practice, dossier.continues = client.practice, client
    dossier.born_on, dossier.sex, dossier.opened = client.born_on or own.born_on, own.sex, own.opened
    dossier.save(update_fields=["practice", "continues", "born_on", "sex", "opened"])
    bring_over(own, to=dossier, on=now.date())
    record("continue_client", by=by, subject=dossier, client_id=client.pk, practice_id=client.practice_id)
    return dossier, token


@transaction.atomic
def claim_dossier(dossier: Sheet, *, client: Client, by: Actor, now: datetime) -> Sheet:
    """Bring what a dossier says to the client's own sheet: the practice keeps its own record.

    What was said there since the dossier began stays: an old "no" takes back nothing.
    """
    sheet = sheet_that_holds(client_sheet(client, now=now), now=now)
    Sheet.objects.filter(pk=sheet.pk).update(
        for_whom=dossier.for_whom, born_on=client.born_on or dossier.born_on, sex=client.sex or dossier.sex,
        opened=dossier.opened or sheet.opened,
    )  # fmt: skip
    sheet.refresh_from_db()
    bring_over(dossier, to=sheet, on=now.date())
    record("claim_dossier", by=by, subject=sheet, client_id=sheet.client_id, practice_id=sheet.practice_id)
    return sheet


@transaction.atomic
def catch_up(dossier: Sheet, *, by: Actor, now: datetime) -> bool:
    """Bring to a dossier what the sheet of the client whom it continues says by now; whether that was anything new.

    Whoever goes on has not seen it yet: nothing is booked on it before they have.
    """
    client = dossier.continued
    if client is None or not bring_over(client_sheet(client, now=now), to=dossier, on=now.date()):
        return False
    record("catch_up", by=by, subject=dossier, client_id=client.pk, practice_id=client.practice_id)
    return True


@transaction.atomic
def join_sheets(gone: Client, *, to: Client, now: datetime) -> None:
    """Bring what the sheet of one row says to that of the row it was joined into."""
    own = client_sheet(to, now=now)
    bring_over(client_sheet(gone, now=now), to=own, on=now.date())
    own.sex = to.sex
    own.save(update_fields=["sex"])


def bring_over(source: Sheet, *, to: Sheet, on: date) -> bool:
    """Append to one sheet of a person what another of theirs says and was said later, or never here; whether there was
    any.
    """
    newer = newer_sayings(_asked(source, beside=to, on=on), _asked(to, beside=source, on=on))
    Saying.objects.bulk_create([_copy(row, sheet=to) for row in newer])
    reasons = list(Reason.objects.filter(sheet=source).order_by("id"))
    if found := newer_reason(reasons, Reason.objects.filter(sheet=to)):
        parts, said_at = found
        last = reasons[-1]
        Reason.objects.create(sheet=to, said_at=said_at, user_id=last.user_id, why=last.why, **parts)
    return bool(newer or found)


def _asked(sheet: Sheet, *, beside: Sheet, on: date) -> list[Saying]:
    """What a sheet says, without each no that nobody gave: to what cannot concern a man, where the other sheet is not
    a man's.
    """
    never = _left_out(sheet, on).keys() - _left_out(beside, on).keys()
    rows = Saying.objects.filter(sheet=sheet)
    return [row for row in rows if row.entry_id not in never or row.statements != NO]


def _left_out(sheet: Sheet, on: date) -> dict[str, Any]:
    knowledge = default_knowledge()
    return left_out_of_screens(knowledge, screens_for(knowledge, person=person_of(sheet), on=on))


def _copy(row: Saying, *, sheet: Sheet) -> Saying:
    return Saying(
        sheet=sheet, entry_id=row.entry_id, statements=row.statements, said_on=row.said_on,
        said_at=row.said_at, said_by=row.said_by, user_id=row.user_id, why=row.why,
    )  # fmt: skip


@transaction.atomic
def erase_expired(*, now: datetime) -> int:
    """Delete dossiers whose thirty days are over, with their links; the number of dossiers deleted."""
    expired = list(Sheet.objects.filter(client=None, expires_at__lte=now))
    for sheet in expired:
        record("erase_dossier", by=SYSTEM, subject=sheet)
        Link.objects.filter(scope=Link.Scope.DOSSIER, subject_id=sheet.pk).delete()
        sheet.delete()
    return len(expired)
