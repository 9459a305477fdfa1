"""One row for each thing done or seen. Rows hold ids only: never a name, never health text, and no foreign
keys, so that they outlive what they speak of."""

from django.db import models


class AuditEntry(models.Model):
    """Who (a user, a link, the system or the command line) did or saw what, when, in which practice."""

    class Actor(models.TextChoices):
        USER = "user"
        LINK = "link"
        SYSTEM = "system"
        COMMAND = "command"

    at = models.DateTimeField(db_index=True)
    practice_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=10, choices=Actor)
    actor_id = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    client_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["practice_id", "client_id", "at"], name="audit_by_client"),
            models.Index(fields=["practice_id", "at"], name="audit_by_practice"),
        ]
