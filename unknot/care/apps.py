"""Names this room to Django."""

from django.apps import AppConfig


class CareRoom(AppConfig):
    name = "unknot.care"
