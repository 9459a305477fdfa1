"""What the demo's clients said of their finished visits: most of it published, the newest still waiting."""

from datetime import datetime, timedelta
from random import Random

from unknot.accounts.models import User
from unknot.booking.models import Appointment
from unknot.directory.models import PublishedReview
from unknot.visits.actions import public_copy
from unknot.visits.models import Review

SAID = {
    5: (
        "Listened first, then worked exactly where I had pointed.",
        "Asked twice whether the pressure was right. It was.",
        "I could turn my head again on the way home.",
        "Unhurried, warm room, no small talk. Just what I wanted.",
        "Explained why some places were left out, and I felt safe.",
        "Knew from last time what had helped.",
        "",
        "",
    ),
    4: (
        "Very good hands. The room could be warmer.",
        "Good session, began five minutes late.",
        "A little lighter than I like, but I slept well.",
        "",
    ),
    3: ("Fine, but I had hoped for more time on my shoulders.", "Friendly. The music was not for me.", ""),
    2: ("Felt rushed at the end.",),
}
STARS, WEIGHTS = (5, 4, 3, 2), (62, 28, 8, 2)
SHARE = 0.3
"""The share of finished visits that somebody reviewed."""
MODERATED_WITHIN = timedelta(days=2)


def fill_reviews(*, owner: User, now: datetime) -> None:
    """Write reviews of finished visits; those of the last two days still wait for the owner."""
    chance = Random(17)
    done = Appointment.objects.filter(state=Appointment.State.FINISHED).select_related("client", "location")
    reviews = [
        _review(visit, chance) for visit in done.order_by("starts_at", "id") if chance.random() < SHARE
    ]
    ready = [each for each in reviews if each.written_at < now - MODERATED_WITHIN]
    for each, shown in zip(
        ready,
        PublishedReview.objects.bulk_create(public_copy(each, each.visit) for each in ready),
        strict=True,
    ):
        each.published, each.state = shown, Review.State.PUBLISHED
        each.decided_at, each.decided_by = each.written_at + MODERATED_WITHIN, owner
    Review.objects.bulk_create(each for each in reviews if each.written_at <= now)


def _review(visit: Appointment, chance: Random) -> Review:
    (stars,) = chance.choices(STARS, WEIGHTS)
    written_at = visit.ends_at + timedelta(hours=chance.randint(3, 40))
    return Review(visit=visit, stars=stars, words=chance.choice(SAID[stars]), written_at=written_at)
