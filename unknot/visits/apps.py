"""Names this room to Django."""

from django.apps import AppConfig


class VisitsRoom(AppConfig):
    name = "unknot.visits"
