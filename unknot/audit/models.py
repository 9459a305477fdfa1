"""One row for each thing done or seen. Rows hold ids only: never a name, never health text, and no foreign
keys, so that they outlive what they speak of."""

from typing import Any, NoReturn

from django.db import models

from unknot.audit.errors import NeverChanged


class Appended(models.QuerySet["AuditEntry"]):
    """Rows that are read and added to, never changed."""

    def update(self, **fields: Any) -> NoReturn:
        raise NeverChanged(f"an audit entry is never changed; found an update of {', '.join(fields)}")

    def delete(self) -> NoReturn:
        raise NeverChanged("an audit entry is never deleted")


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

    objects = Appended.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["practice_id", "client_id", "at"], name="audit_by_client"),
            models.Index(fields=["practice_id", "at"], name="audit_by_practice"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("an audit entry is never changed; append another")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        raise NeverChanged("an audit entry is never deleted")
