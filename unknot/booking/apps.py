"""Names this room to Django."""

from django.apps import AppConfig


class BookingRoom(AppConfig):
    name = "unknot.booking"
