"""Two practices side by side on one Monday morning, each with staff, a client with something to hide, a visit today,
and links of every kind: what the contracts walk through."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from tests.booking.scene import make_location, make_offer, make_practice, make_working_therapist
from tests.intake.telling import healthy_answers, yes_without_signs
from unknot.accounts.links import make_link
from unknot.accounts.models import Link, Membership, Practice, Role, User
from unknot.audit.actions import SYSTEM
from unknot.booking.actions import book_visit
from unknot.booking.models import Appointment
from unknot.clients.actions import register_client, sign_consent
from unknot.clients.models import Client
from unknot.clinical.loading import default_knowledge
from unknot.directory.models import Location, Offer
from unknot.intake.actions import claim_dossier, give_reason, new_dossier, say, tell_who
from unknot.intake.models import Saying, Sheet
from unknot.visits.models import Alarm, Note, Phrase, Review
from unknot.visits.notes.signing import hash_of_note

NOW = datetime(2026, 11, 30, 13, 30, tzinfo=UTC)
"""Half past eight in the morning in New York, a Monday."""
TODAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
WAITS_FOR_A_LETTER = "angina_cad_stable"
NOT_SURE_OF = "anticoagulant"
CHANGES = "osteoarthritis"
PASSWORD = "a long enough password"
NOTE = "Please mind the thistle tattoo of"
_number = count(1)


@dataclass(frozen=True)
class House:
    """One practice, with everything in it that an address may point at."""

    practice: Practice
    location: Location
    staff: dict[str, User]
    """By what they are: owner, desk, treats (the therapist of the visit), other (another therapist)."""
    client: Client
    visit: Appointment
    review: Review
    offer: Offer
    dossier: Sheet
    tokens: dict[str, dict[str, str]]
    """By scope, then by what the link is: right, expired, revoked."""
    note: Note | None = None
    phrase: Phrase | None = None
    alarm: Alarm | None = None


def make_house(name: str) -> House:
    practice = make_practice(name=name)
    location = make_location(practice, name=f"{name} Street")
    staff = {role: _person(practice, name, role) for role in ("owner", "desk", "treats", "other")}
    therapist = make_working_therapist(location, user=staff["treats"], name=staff["treats"].name)
    make_working_therapist(location, user=staff["other"], name=staff["other"].name)
    offer = make_offer(therapist, location, minutes=30)
    dossier, token = answered_dossier()
    client = _client(practice, name, dossier)
    visit = book_visit(
        client=client, therapist=therapist, location=location, technique="swedish", minutes=30, starts_at=NOON,
        shape={}, request_key=f"house-{next(_number)}", note=f"{NOTE} {name}", by=SYSTEM, now=NOW,
    )  # fmt: skip
    review = Review.objects.create(visit=visit, stars=4, words=f"{NOTE} {name}", written_at=NOW)
    tokens = {
        "dossier": {"right": token} | _dead(Link.Scope.DOSSIER, dossier.pk, None),
        "visit": {"right": link_to(Link.Scope.VISIT, visit.pk, practice)}
        | _dead(Link.Scope.VISIT, visit.pk, practice),
        "client": {"right": link_to(Link.Scope.CLIENT, client.pk, practice)}
        | _dead(Link.Scope.CLIENT, client.pk, practice),
    }
    return House(practice, location, staff, client, visit, review, offer, dossier, tokens)


ROLES = {"owner": Role.OWNER, "desk": Role.DESK, "treats": Role.THERAPIST, "other": Role.THERAPIST}


def _person(practice: Practice, name: str, role: str) -> User:
    email = f"{role}@{name.lower()}.example"
    person = User.objects.create_user(email, PASSWORD, name=f"{role.title()} of {name}")
    Membership.objects.create(user=person, practice=practice, role=ROLES[role])
    return person


def answered_dossier(**answers: object) -> tuple[Sheet, str]:
    """All questions answered: one thing to clear, one not sure of, one that changes the session."""
    sheet, token = new_dossier(for_whom=Sheet.For.SELF, now=NOW)
    tell_who(sheet, born_on=date(1961, 4, 9), sex="male", by=SYSTEM)
    yes = {each: yes_without_signs(each) for each in (WAITS_FOR_A_LETTER, CHANGES)}
    said = healthy_answers() | yes | {NOT_SURE_OF: "not sure"} | answers
    statements = {name: [each if isinstance(each, dict) else {"answer": each}] for name, each in said.items()}
    say(
        sheet, answers=statements, said_by=Saying.By.CLIENT, knowledge=default_knowledge(), said_on=TODAY,
        by=SYSTEM, now=NOW,
    )  # fmt: skip
    give_reason(
        sheet, by=SYSTEM, now=NOW, goals=["pain_and_tension"], areas=[{"region": "left_shoulder", "intensity": 4}],
        medicines=[],
    )  # fmt: skip
    return sheet, token


def _client(practice: Practice, name: str, dossier: Sheet) -> Client:
    client = register_client(
        practice=practice, name=f"Ottoline {name}", email=f"ottoline@{name.lower()}.example",
        phone="+1 607 555 0142", born_on=dossier.born_on, sex=dossier.sex, by=SYSTEM, now=NOW,
    )  # fmt: skip
    claim_dossier(dossier, client=client, by=SYSTEM, now=NOW)
    sign_consent(client, text_id="treatment", signed_name=client.name, by=SYSTEM, now=NOW)
    return client


def link_to(scope: Link.Scope, subject_id: int, practice: Practice | None) -> str:
    return make_link(scope, subject_id, practice=practice, expires_at=NOW + timedelta(days=9))[1]


def _dead(scope: Link.Scope, subject_id: int, practice: Practice | None) -> dict[str, str]:
    _, gone = make_link(scope, subject_id, practice=practice, expires_at=NOW)
    revoked, taken_back = make_link(scope, subject_id, practice=practice, expires_at=NOW + timedelta(days=9))
    Link.objects.filter(pk=revoked.pk).update(revoked_at=NOW)
    return {"expired": gone, "revoked": taken_back}


def with_alarm(house: House) -> House:
    """The house with something red that its client answered, which nobody has answered for yet."""
    visit = house.visit
    alarm = Alarm.objects.create(
        practice=visit.practice, client=visit.client, visit=visit, kind=Alarm.Kind.RED_ANSWER, code="phq_4",
        source=f"scene:{visit.pk}", raised_at=NOW,
    )  # fmt: skip
    return replace(house, alarm=alarm)


def with_note(house: House) -> House:
    """The house with a visit of yesterday, the signed note of it, and a phrase of its author."""
    author, began = house.staff["treats"], NOON - timedelta(days=1)
    visit = Appointment.objects.create(
        practice=house.practice, client=house.client, therapist=house.visit.therapist, room=house.visit.room,
        location=house.location, state=Appointment.State.FINISHED, technique="swedish", minutes=30, starts_at=began,
        ends_at=began + timedelta(minutes=30), price_cents=1, currency="USD", request_key=f"noted-{next(_number)}",
        booked_at=began,
    )  # fmt: skip
    note = Note.objects.create(
        visit=visit, author=author, content={"plan": f"{NOTE} {house.practice.name}"}, begun_at=began,
        changed_at=began, author_signed_at=began, signed_at=began, signed_by=author,
    )  # fmt: skip
    Note.objects.filter(pk=note.pk).update(hash=hash_of_note(note))
    Note.objects.filter(pk=note.pk).update(state=Note.State.SIGNED)
    phrase = Phrase.objects.create(
        user=author, section="plan", words=f"{NOTE} {house.practice.name}", position=1
    )
    return replace(house, note=Note.objects.get(pk=note.pk), phrase=phrase)
