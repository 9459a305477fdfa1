"""Reviews of finished visits."""

from django.db import models

from unknot.accounts.models import User
from unknot.booking.models import Appointment
from unknot.directory.models import PublishedReview


class Review(models.Model):
    """What a client says of a finished visit. Everybody sees it only once the practice has published it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        PUBLISHED = "published", "Published"
        DECLINED = "declined", "Not published"

    visit = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="review")
    stars = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    written_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    published = models.OneToOneField(PublishedReview, null=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5), name="review_stars_are_1_to_5"
            )
        ]
