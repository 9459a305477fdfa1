"""Names this room to Django."""

from django.apps import AppConfig


class ClientsRoom(AppConfig):
    name = "unknot.clients"
