"""What was measured, appended: scores, degrees, and what somebody who treats must see."""

from django.db import models

from unknot.accounts.models import Practice, User
from unknot.booking.models import Appointment
from unknot.clients.models import Client


class Phase(models.TextChoices):
    BEFORE = "before", "Before the session"
    AFTER = "after", "After the session"
    BETWEEN = "between", "Between sessions"


class Measured(models.Model):
    """One measure of the knowledge base, answered once. `value` is None where too much was left out for a score."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="measured")
    visit = models.ForeignKey(Appointment, null=True, on_delete=models.PROTECT, related_name="measured")
    measure = models.CharField(max_length=40)
    phase = models.CharField(max_length=8, choices=Phase)
    answers = models.JSONField(default=dict)
    """By item id. What was left out is not there."""
    named = models.JSONField(default=dict)
    """The client's own words for an item, by item id, where the measure lets them name it."""
    value = models.FloatField(null=True)
    band = models.CharField(max_length=60, blank=True)
    knowledge_version = models.CharField(max_length=64)
    on = models.DateField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """The staff member who asked aloud; None where the client answered."""

    class Meta:
        indexes = [models.Index(fields=["client", "measure", "on"], name="measured_by_client")]


class MotionMeasured(models.Model):
    """One movement of a joint, in degrees, on one side or on none."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="motion_measured")
    visit = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="motion_measured")
    movement = models.CharField(max_length=40)
    side = models.CharField(max_length=5, blank=True)
    """left, right, or nothing."""
    phase = models.CharField(max_length=8, choices=Phase)
    degrees = models.SmallIntegerField()
    measured_at = models.DateTimeField()
    measured_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["client", "movement", "measured_at"], name="motion_by_client")]


class Alarm(models.Model):
    """Something that somebody who treats must see: a worsening, a red answer, "this is not normal"."""

    class Kind(models.TextChoices):
        WORSE = "worse", "Worse than before"
        RED_ANSWER = "red_answer", "A red answer"
        NOT_NORMAL = "not_normal", "Not normal after a session"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="alarms")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="alarms")
    visit = models.ForeignKey(Appointment, null=True, on_delete=models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=40)
    """The measure, or the sign of the knowledge base."""
    urgency = models.CharField(max_length=12, default="none")
    source = models.CharField(max_length=60, unique=True)
    """What raised it, as in "measured:12": the same thing raises one alarm only."""
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    done = models.CharField(max_length=200, blank=True)
    """What was done about it, in the words of who saw it."""

    class Meta:
        indexes = [models.Index(fields=["practice", "seen_at", "raised_at"], name="alarm_unseen")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_at=None, seen_by=None, done="")
                | models.Q(seen_at__isnull=False, seen_by__isnull=False),
                name="seen_alarm_says_by_whom",
            )
        ]


class ReviewHeld(models.Model):
    """Somebody who treats looked whether it helped, and what followed. The next review counts from here."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="reviews_held")
    visit = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    dose = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10)
    """What was computed."""
    followed = models.CharField(max_length=10)
    """What whoever treats decided: the same, or another with the reason in words."""
    words = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    held_at = models.DateTimeField()
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit"], name="one_review_held_a_visit")]
