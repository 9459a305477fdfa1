"""Hands one message to the mail server. The only module that touches it."""

from django.conf import settings
from django.core.mail import EmailMessage

from unknot.correspondence.models import Message


def send(message: Message) -> None:
    """Send, or raise whatever the mail server's library raises."""
    mail = EmailMessage(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.to])
    if message.calendar:
        mail.attach("visit.ics", message.calendar, "text/calendar")
    mail.send()
