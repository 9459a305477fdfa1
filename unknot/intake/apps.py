"""Names this room to Django."""

from django.apps import AppConfig


class IntakeRoom(AppConfig):
    name = "unknot.intake"
