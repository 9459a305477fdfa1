"""Names this room to Django."""

from django.apps import AppConfig


class ConfigRoom(AppConfig):
    name = "unknot.config"
    label = "config"
