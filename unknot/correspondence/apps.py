"""Names this room to Django."""

from django.apps import AppConfig


class CorrespondenceRoom(AppConfig):
    name = "unknot.correspondence"
