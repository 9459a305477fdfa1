"""Names this room to Django."""

from django.apps import AppConfig


class AuditRoom(AppConfig):
    name = "unknot.audit"
