"""Every message that was sent or is to be sent: to whom, by which channel, when, and what became of it."""

from django.db import models

from unknot.accounts.models import Practice


class Message(models.Model):
    """One message. Bodies hold no health data: "Appointment at X", never what for."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    practice = models.ForeignKey(Practice, null=True, on_delete=models.CASCADE)
    client_id = models.BigIntegerField(null=True, db_index=True)
    channel = models.CharField(max_length=10, default="mail")
    kind = models.CharField(max_length=40)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
