"""A note never waits in vain for good: who may sign for others, why one waits, and who names somebody else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.booking.scene import make_therapist
from tests.contracts.scene import NOW, House, make_house
from tests.visits.noting import a_draft, held
from unknot.accounts.models import Membership, Role, User
from unknot.audit.actions import Actor
from unknot.audit.models import AuditEntry
from unknot.directory.models import Licence, Therapist
from unknot.visits.errors import NotSignable
from unknot.visits.models import Note
from unknot.visits.notes.actions import cosign_note, name_supervisor, send_back, sign_note
from unknot.visits.notes.supervising import may_cosign, why_in_vain

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
GONE, UNLICENSED = "does not treat at this practice any more", "holds no licence of their own for this place"


class School:
    """A note that its author, in training, signed, and that waits for their teacher; "other" could sign it as well."""

    def __init__(self) -> None:
        self.house: House = make_house("Alder")
        held(self.house)
        self.author, self.other, self.owner = (self.house.staff[who] for who in ("treats", "other", "owner"))
        self.teacher = self.joins("Thea Teacher")
        self.house.visit.therapist.supervisor = self.teacher
        self.house.visit.therapist.save()
        self.note = sign_note(a_draft(self.house.visit), **self.by(self.author))

    def joins(self, name: str, *, licensed: bool = True) -> User:
        person = User.objects.create_user(
            f"{name.split()[0]}@alder.example", "a long enough password", name=name
        )
        Membership.objects.create(user=person, practice=self.house.practice, role=Role.THERAPIST)
        make_therapist(self.house.location, licensed=licensed, user=person, name=name)
        return person

    def by(self, user: User) -> dict[str, object]:
        return {"user": user, "by": Actor("user", str(user.pk)), "now": LATER}

    def leaves(self, user: User) -> None:
        Membership.objects.filter(user=user).delete()

    def is_let_go(self, user: User) -> None:
        User.objects.filter(pk=user.pk).update(is_active=False)

    def goes_to_the_desk(self, user: User) -> None:
        Membership.objects.filter(user=user).update(role=Role.DESK)

    def loses_the_licence(self, user: User) -> None:
        Licence.objects.filter(therapist__user=user).update(expires_on=date(2026, 11, 30))

    def is_licensed_elsewhere(self, user: User) -> None:
        Licence.objects.filter(therapist__user=user).update(jurisdiction="XX")

    def treats_no_more(self, user: User) -> None:
        Therapist.objects.filter(user=user).update(is_active=False)

    def trains_anew(self, user: User) -> None:
        Therapist.objects.filter(user=user).update(supervisor=self.owner)

    def why(self) -> str:
        return why_in_vain(Note.objects.get(pk=self.note.pk), now=LATER)


@pytest.fixture
def school() -> School:
    return School()


ROWS = [
    ("leaves", GONE, "no membership is left"),
    ("is_let_go", GONE, "the account is closed"),
    ("goes_to_the_desk", GONE, "works here still, and treats nobody"),
    ("loses_the_licence", UNLICENSED, "the day before was its last"),
    ("is_licensed_elsewhere", UNLICENSED, "moved to another state"),
    ("treats_no_more", UNLICENSED, "books no visits any more"),
    ("trains_anew", UNLICENSED, "somebody else answers for them"),
]


@pytest.mark.parametrize(("happens", "why", "remark"), ROWS, ids=[row[0] for row in ROWS])
def test_it_says_why_it_waits_and_its_author_names_somebody_else(
    school: School, happens: str, why: str, remark: str
) -> None:
    assert school.why() == ""
    getattr(school, happens)(school.teacher)
    assert school.why().startswith("Thea Teacher"), remark
    assert why in school.why()
    with pytest.raises(NotSignable):
        cosign_note(school.note, **school.by(school.teacher))
    name_supervisor(school.note, supervisor=school.other, **school.by(school.author))
    assert school.why() == ""
    whole = cosign_note(school.note, **school.by(school.other))
    assert (whole.state, whole.signed_by) == ("signed", school.other)


def test_naming_is_on_the_record_once(school: School) -> None:
    for _ in range(2):
        name_supervisor(school.note, supervisor=school.other, **school.by(school.owner))
    (entry,) = AuditEntry.objects.filter(action="name_supervisor", subject_id=str(school.note.pk))
    assert entry.detail == {"supervisor": school.other.pk, "was": school.teacher.pk}
    assert (entry.actor_id, entry.client_id) == (str(school.owner.pk), school.house.client.pk)


@pytest.mark.parametrize(
    ("who", "may"), [("owner", True), ("treats", False), ("other", False), ("desk", False)]
)
def test_while_the_supervisor_can_sign_the_owner_alone_names_another(
    school: School, who: str, may: bool
) -> None:
    if may:
        name_supervisor(school.note, supervisor=school.other, **school.by(school.house.staff[who]))
    else:
        with pytest.raises(NotSignable, match="The owner names who signs instead"):
            name_supervisor(school.note, supervisor=school.other, **school.by(school.house.staff[who]))
    school.note.refresh_from_db()
    assert school.note.supervisor == (school.other if may else school.teacher)


def test_only_those_are_named_who_may_sign_for_others(school: School) -> None:
    school.joins("Lena Unlicensed", licensed=False)
    school.trains_anew(school.joins("Tim Trainee"))
    stranger = make_house("Birch").staff["other"]
    able = may_cosign(school.house.visit, author_id=school.author.pk, now=LATER)
    assert able == [school.other, school.teacher]
    for person in [*User.objects.exclude(pk__in=[each.pk for each in able]), stranger]:
        with pytest.raises(NotSignable, match="Only who treats here"):
            name_supervisor(school.note, supervisor=person, **school.by(school.owner))


def test_nobody_hands_on_what_does_not_wait(school: School) -> None:
    cosign_note(school.note, **school.by(school.teacher))
    with pytest.raises(NotSignable, match="does not wait"):
        name_supervisor(school.note, supervisor=school.other, **school.by(school.owner))


def test_sent_back_by_who_was_named_it_comes_back_to_them(school: School) -> None:
    school.leaves(school.teacher)
    name_supervisor(school.note, supervisor=school.other, **school.by(school.author))
    back = send_back(school.note, words="Which side?", **school.by(school.other))
    assert sign_note(back, **school.by(school.author)).supervisor == school.other


class Pages:
    """The pages of one who is signed in."""

    def __init__(self, person: User) -> None:
        self.browser = Browser()
        self.browser.force_login(person, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")

    def read(self, name: str, *of: int) -> str:
        return self.browser.get(reverse(f"notes:{name}", args=of)).content.decode()


@time_machine.travel(LATER, tick=False)
def test_the_owner_hands_on_without_reading_a_word(school: School) -> None:
    pages, note = Pages(school.owner), school.note.pk
    assert "waits for Thea Teacher" in pages.read("waiting")
    school.leaves(school.teacher)
    assert f"Thea Teacher {GONE}." in pages.read("waiting")
    choice = pages.read("supervisor", note)
    assert school.other.name in choice
    assert "Walk daily" not in choice
    assert pages.browser.get(reverse("notes:note", args=[note])).status_code == 404
    address = reverse("notes:supervisor", args=[note])
    answer = pages.browser.post(address, {"supervisor": school.other.pk}, follow=True).content.decode()
    assert f"It waits for {school.other.name} now." in answer
    assert f"waits for {school.other.name}" in answer
    assert "1 waiting for you as supervisor" in Pages(school.other).browser.get("/staff/").content.decode()


@time_machine.travel(LATER, tick=False)
def test_the_note_says_why_it_waits_and_leads_its_author_on(school: School) -> None:
    pages, note = Pages(school.author), school.note.pk
    way = f'href="{reverse("notes:supervisor", args=[note])}"'
    assert "It waits for Thea Teacher, who supervises." in pages.read("note", note)
    assert way not in pages.read("note", note) + pages.read("waiting")
    school.loses_the_licence(school.teacher)
    for page in (pages.read("note", note), pages.read("waiting")):
        assert UNLICENSED in page
        assert way in page
    assert Pages(school.other).browser.get(reverse("notes:supervisor", args=[note])).status_code == 404


@time_machine.travel(LATER, tick=False)
def test_where_nobody_may_it_says_what_it_takes(school: School) -> None:
    school.leaves(school.teacher)
    school.leaves(school.other)
    assert "takes a licence that holds today" in Pages(school.author).read("supervisor", school.note.pk)
