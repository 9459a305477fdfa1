"""Reviews: written once for a finished visit, shown to everybody only when the practice decides so."""

from datetime import datetime

from django.db import IntegrityError, transaction

from unknot.accounts.models import User
from unknot.audit.actions import Actor, record
from unknot.booking.models import Appointment
from unknot.directory.models import PublishedReview
from unknot.directory.saying_times import local
from unknot.visits.errors import NotReviewable
from unknot.visits.models import Review

WRITTEN = "This visit has been reviewed already. Thank you."


@transaction.atomic
def write_review(visit: Appointment, *, stars: int, words: str, by: Actor, now: datetime) -> Review:
    """Keep what a client says of a finished visit. Raises NotReviewable for any other, and the second time."""
    if visit.state != Appointment.State.FINISHED:
        raise NotReviewable("Only a visit that has taken place can be reviewed.")
    try:
        with transaction.atomic():
            review = Review.objects.create(visit=visit, stars=stars, words=words, written_at=now)
    except IntegrityError as twice:
        raise NotReviewable(WRITTEN) from twice
    record("write_review", by=by, subject=review, client_id=visit.client_id, practice_id=visit.practice_id)
    return review


@transaction.atomic
def decide_review(review: Review, *, publish: bool, user: User, by: Actor, now: datetime) -> Review:
    """Publish a review, or take it out of sight; either may be changed later."""
    mine = Review.objects.select_for_update().get(pk=review.pk)
    visit = Appointment.objects.select_related("client", "location").get(pk=mine.visit_id)
    if publish and mine.published is None:
        mine.published = public_copy(mine, visit)
        mine.published.save()
    elif not publish and mine.published is not None:
        mine.published.delete()
        mine.published = None
    mine.state = Review.State.PUBLISHED if publish else Review.State.DECLINED
    mine.decided_at, mine.decided_by = now, user
    mine.save(update_fields=["published", "state", "decided_at", "decided_by"])
    action = "publish_review" if publish else "decline_review"
    record(action, by=by, subject=mine, client_id=visit.client_id, practice_id=visit.practice_id)
    return mine


def public_copy(review: Review, visit: Appointment) -> PublishedReview:
    """What everybody may read of a review, not saved: no client, no visit, no day."""
    return PublishedReview(
        therapist_id=visit.therapist_id,
        stars=review.stars,
        words=review.words,
        by=initials_of(visit.client.name),
        month=local(visit.starts_at, visit.location).date().replace(day=1),
    )


def initials_of(name: str) -> str:
    """The first letters of the first and the last name.

    >>> initials_of("Ana Lucía de Souza")
    'A. S.'
    """
    parts = name.split()
    return " ".join(f"{part[0].upper()}." for part in dict.fromkeys(parts[:1] + parts[-1:]))
