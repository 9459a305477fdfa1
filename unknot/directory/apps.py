"""Names this room to Django."""

from django.apps import AppConfig


class DirectoryRoom(AppConfig):
    name = "unknot.directory"
