"""Notes of sessions: drafts that change with every stroke, and what was signed, which never changes again."""

from django.db import models

from unknot.accounts.models import User
from unknot.booking.models import Appointment


class Note(models.Model):
    """The note of one visit. Once signed the database refuses to change what was signed, or to delete it.

    `content` is by path: see `notes.content`. `hash` proves it, and stands in the audit trail too.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        WAITING = "waiting", "Waiting for the supervisor"
        SIGNED = "signed", "Signed"

    class Privacy(models.TextChoices):
        TREATING = "treating", "All who treat this client"
        NAMED = "named", "Only me and the people I name"

    visit = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notes")
    supervisor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Who signs too, because the author was still in training when the note was begun."""
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    privacy = models.CharField(max_length=8, choices=Privacy, default=Privacy.TREATING)
    readers = models.ManyToManyField(User, related_name="+")
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    """How often the draft changed."""
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    author_signed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64, blank=True)
    in_error_at = models.DateTimeField(null=True)
    in_error_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    in_error_because = models.CharField(max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="written_anew_as"
    )
    """The note that was entered in error, perhaps for another client, and is written anew here."""
    shared_at = models.DateTimeField(null=True)
    """Since when the client may read it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=models.Q(in_error_at__isnull=True), name="one_note_a_visit"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed")
                | models.Q(signed_at__isnull=False, signed_by__isnull=False, hash__gt=""),
                name="signed_note_has_signature",
            ),
        ]


class Amendment(models.Model):
    """What was added to a signed note later. Its hash covers what stood before it, so none can be taken out."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="amendments")
    words = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)


class Phrase(models.Model):
    """Words that a therapist writes often, for one section of a note."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="phrases")
    section = models.CharField(max_length=10)
    words = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "section", "words"], name="a_phrase_stands_once")
        ]
