"""Reviews come only from finished visits, once, and nobody else reads them before the practice has."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.booking import scene
from unknot.accounts.links import make_link
from unknot.accounts.models import Link, Membership, Role, User
from unknot.audit.actions import SYSTEM
from unknot.audit.models import AuditEntry
from unknot.booking.models import Appointment
from unknot.directory.models import PublishedReview
from unknot.directory.reviews import ratings_of
from unknot.visits.actions import decide_review, write_review
from unknot.visits.errors import NotReviewable
from unknot.visits.models import Review

pytestmark = pytest.mark.django_db
NOW = scene.NOW
State = Appointment.State


def a_visit(state: str = State.FINISHED) -> Appointment:
    """A visit of yesterday. States that need a permit are reached past the actions, as an import would."""
    location = scene.make_location()
    client = scene.make_client(location.practice, name="Robin Vale")
    visit = scene.appointment_of(
        client, scene.make_therapist(location), location, starts_at=NOW - timedelta(days=1), state=state
    )
    visit.save()
    return visit


def an_owner(visit: Appointment) -> User:
    user = User.objects.create_user(f"owner{visit.pk}@example.org", "a long enough password", name="Ines")
    Membership.objects.create(user=user, practice=visit.practice, role=Role.OWNER)
    return user


def written(visit: Appointment, **said: object) -> Review:
    return write_review(visit, **{"stars": 4, "words": "Good hands."} | said, by=SYSTEM, now=NOW)  # type: ignore[arg-type]


def decided(review: Review, *, publish: bool) -> Review:
    return decide_review(review, publish=publish, user=an_owner(review.visit), by=SYSTEM, now=NOW)


@pytest.mark.parametrize(
    "state", [each for each in State.values if each not in (State.FINISHED, State.CONFIRMED, State.STARTED)]
)
def test_only_a_finished_visit_can_be_reviewed(state: str) -> None:
    with pytest.raises(NotReviewable, match="has taken place"):
        written(a_visit(state))


def test_a_visit_is_reviewed_once() -> None:
    visit = a_visit()
    written(visit)
    with pytest.raises(NotReviewable, match="already"):
        written(visit, stars=1)
    assert Review.objects.get().stars == 4


def test_nobody_sees_it_before_it_is_published() -> None:
    review = written(a_visit())
    assert not PublishedReview.objects.exists()
    decided(review, publish=True)
    shown = PublishedReview.objects.get()
    assert (shown.stars, shown.words, shown.by, shown.month.day) == (4, "Good hands.", "R. V.", 1)
    assert ratings_of([review.visit.therapist_id]) == {review.visit.therapist_id: (4.0, 1)}


def test_what_is_taken_back_is_gone_and_can_return() -> None:
    review = decided(written(a_visit()), publish=True)
    user = review.decided_by
    assert user is not None
    review = decide_review(review, publish=False, user=user, by=SYSTEM, now=NOW)
    assert not PublishedReview.objects.exists()
    review = decide_review(review, publish=True, user=user, by=SYSTEM, now=NOW)
    assert PublishedReview.objects.count() == 1
    decide_review(review, publish=True, user=user, by=SYSTEM, now=NOW)
    assert PublishedReview.objects.count() == 1, "publishing twice shows it once"


def test_every_step_is_on_the_record_without_its_words() -> None:
    review = written(a_visit())
    decided(review, publish=True)
    rows = AuditEntry.objects.filter(action__in=["write_review", "publish_review"]).order_by("id")
    assert [(row.action, row.client_id, row.detail) for row in rows] == [
        ("write_review", review.visit.client_id, {}),
        ("publish_review", review.visit.client_id, {}),
    ]


def test_a_therapist_without_reviews_has_no_rating() -> None:
    assert ratings_of([a_visit().therapist_id]) == {}
    assert ratings_of([]) == {}


@pytest.fixture
def holder() -> tuple[Browser, str, Appointment]:
    visit = a_visit()
    _, token = make_link(
        Link.Scope.VISIT, visit.pk, practice=visit.practice, expires_at=NOW + timedelta(days=9_999)
    )
    return Browser(), reverse("own:review", args=[token]), visit


def test_the_client_writes_it_by_the_link_of_the_visit(holder: tuple[Browser, str, Appointment]) -> None:
    browser, address, visit = holder
    assert "How was your visit?" in browser.get(address).content.decode()
    answer = browser.post(address, {"stars": "5", "words": "Listened <b>first</b>."}, follow=True)
    page = answer.content.decode()
    assert "What you said" in page
    assert "Listened &lt;b&gt;first&lt;/b&gt;." in page
    assert Review.objects.get().visit == visit
    again = browser.post(address, {"stars": "1", "words": ""})
    assert again.status_code == 400
    assert "already" in again.content.decode()


@pytest.mark.parametrize(
    ("stars", "words"), [("", "kept"), ("6", "kept"), ("five", "kept"), ("5", "x" * 601)]
)
def test_what_is_wrong_keeps_what_was_typed(
    holder: tuple[Browser, str, Appointment], stars: str, words: str
) -> None:
    browser, address, _ = holder
    page = browser.post(address, {"stars": stars, "words": words}).content.decode()
    assert words in page
    assert "field-error" in page
    assert not Review.objects.exists()


def test_the_owner_reads_and_decides() -> None:
    review, browser = written(a_visit()), Browser()
    browser.force_login(an_owner(review.visit))
    assert "Good hands." in browser.get(reverse("visits:reviews")).content.decode()
    browser.post(reverse("visits:decide_review", args=[review.pk]), {"publish": "yes"})
    assert PublishedReview.objects.get().words == "Good hands."


def test_another_practice_cannot_decide() -> None:
    review, browser = written(a_visit()), Browser()
    browser.force_login(an_owner(a_visit()))
    assert (
        browser.post(reverse("visits:decide_review", args=[review.pk]), {"publish": "yes"}).status_code == 404
    )
    assert "Good hands." not in browser.get(reverse("visits:reviews")).content.decode()
