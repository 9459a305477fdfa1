"""Time that is taken, and what took it. Claims are the only truth; busy weeks are rebuilt from them."""

from django.db import models

from unknot.accounts.models import Practice, User
from unknot.care.models import Permit, Screening
from unknot.clients.models import Client
from unknot.directory.models import Location, Resource, Room, Therapist


class Appointment(models.Model):
    """One visit of one client, from the moment its time is taken."""

    class State(models.TextChoices):
        PROVISIONAL = "provisional", "Provisional"
        CONFIRMED = "confirmed", "Confirmed"
        STARTED = "started", "Started"
        FINISHED = "finished", "Finished"
        CANCELLED = "cancelled", "Cancelled"
        LAPSED = "lapsed", "Lapsed"
        MISSED = "missed", "Did not come"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="appointments")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="appointments")
    therapist = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="appointments")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="appointments")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="appointments")
    state = models.CharField(max_length=12, choices=State)
    technique = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    shape = models.JSONField(default=dict)
    """What is planned: [{"technique", "regions", "pressure", "minutes", "position"}], lubricant"""
    hands_on_minutes = models.PositiveSmallIntegerField(default=0)
    weighted_minutes = models.PositiveSmallIntegerField(default=0)
    price_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    permit = models.ForeignKey(Permit, null=True, on_delete=models.PROTECT, related_name="appointments")
    screening = models.ForeignKey(Screening, null=True, on_delete=models.SET_NULL, related_name="+")
    request_key = models.CharField(max_length=64, unique=True)
    """The idempotency key of the submit that made this visit: the same submit twice is one visit."""
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lapses_at = models.DateTimeField(null=True)
    attested_on = models.DateField(null=True)
    """The place's local day on which "has anything changed?" was last answered for this visit."""
    attested_by = models.CharField(max_length=60, blank=True)
    call_first = models.BooleanField(default=False)
    """New answers stand against this visit: somebody must call before the client travels."""
    note_to_therapist = models.TextField(blank=True)
    changes = models.PositiveSmallIntegerField(default=0)
    """How often its time or state changed since it was booked: the sequence of its calendar file."""
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["therapist", "starts_at"], name="visit_by_therapist"),
            models.Index(fields=["practice", "starts_at"], name="visit_by_practice"),
            models.Index(fields=["client", "starts_at"], name="visit_by_client"),
            models.Index(fields=["state", "lapses_at"], name="visit_to_lapse"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="visit_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["confirmed", "started"]) | models.Q(permit__isnull=False),
                name="confirmed_or_started_has_permit",
            ),
        ]


class Claim(models.Model):
    """A resource is taken from one instant until another, half open. The database refuses overlaps."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="claims")
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.CASCADE, related_name="claims")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    why = models.CharField(max_length=20, default="visit")
    """visit, time_off or blocked."""

    class Meta:
        indexes = [models.Index(fields=["resource", "from_at", "until_at"], name="claim_by_resource")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("from_at")), name="claim_ends_after_start"
            ),
        ]


class Hold(models.Model):
    """A time kept for ten minutes while somebody fills in their details. Never in the bitmaps."""

    key = models.CharField(max_length=64, db_index=True)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="holds")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["resource", "expires_at"], name="hold_by_resource")]


class BusyWeek(models.Model):
    """One resource's ISO week in UTC: 2,016 cells of five minutes, one bit each, set when taken."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="busy_weeks")
    week = models.IntegerField()
    """Whole weeks since Monday 5 January 1970, 00:00 UTC."""
    bits = models.BinaryField(max_length=252)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "week"], name="one_row_a_resource_and_week")
        ]
