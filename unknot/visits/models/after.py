"""What follows a session: the aftercare sheet as it was given, what was done at home, and how the client is."""

from django.db import models

from unknot.booking.models import Appointment
from unknot.clients.models import Client


class Aftercare(models.Model):
    """The aftercare sheet of one visit with its home programme, kept as the client was given it."""

    visit = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="aftercare")
    sheet = models.JSONField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    """When it was sent first. Sending again changes nothing of it."""


class DoneAtHome(models.Model):
    """A client did one item of the home programme on one day. Ticked off, and unticked by taking it away."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="done_at_home")
    item = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "item", "on"], name="done_once_a_day")]


class CheckIn(models.Model):
    """How somebody is a day or two after a session. Asked once; answered once, perhaps never."""

    visit = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="check_in")
    due_at = models.DateTimeField(db_index=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    soreness = models.PositiveSmallIntegerField(null=True)
    """0 to 10."""
    signs = models.JSONField(default=list)
    """Ids of the aftercare rows of kind "call" that the client ticked, or that their number is."""
    words = models.CharField(max_length=600, blank=True)
    review_asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(soreness__isnull=True) | models.Q(soreness__lte=10),
                name="soreness_is_0_to_10",
            )
        ]
