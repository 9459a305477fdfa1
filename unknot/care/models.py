"""What was decided, kept as decided: screenings, and the permits that alone let a visit be confirmed."""

from django.db import models

from unknot.accounts.models import Practice
from unknot.clients.models import Client
from unknot.intake.models import Sheet


class Screening(models.Model):
    """One computed screening of one sheet for one day, with the whole result as it was shown."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="screenings")
    practice = models.ForeignKey(Practice, null=True, on_delete=models.CASCADE)
    on = models.DateField()
    made_at = models.DateTimeField()
    last_saying_id = models.BigIntegerField(default=0)
    last_reason_id = models.BigIntegerField(default=0)
    born_on = models.DateField(null=True)
    """The birth date that was judged, and below the sex: they stand on the sheet, not among what was said."""
    sex = models.CharField(max_length=8, blank=True)
    knowledge_version = models.CharField(max_length=64)
    decision = models.CharField(max_length=24)
    urgency = models.CharField(max_length=12)
    complete = models.BooleanField()
    result = models.JSONField()


class Permit(models.Model):
    """Leave for one client to be treated: from when until when, how long, how, and by whom.

    The database refuses a confirmed or started visit that no unrevoked permit covers, and refuses to revoke
    or narrow a permit while such a visit leans on it.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="permits")
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="permits")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    most_minutes = models.PositiveSmallIntegerField()
    exclude_techniques = models.JSONField(default=list)
    regional_exclude_techniques = models.JSONField(default=dict)
    qualifications = models.JSONField(default=list)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["client", "revoked_at"], name="permit_by_client")]
