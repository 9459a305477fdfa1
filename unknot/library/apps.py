"""Names this room to Django."""

from django.apps import AppConfig


class LibraryRoom(AppConfig):
    name = "unknot.library"
