"""Names this room to Django."""

from django.apps import AppConfig


class AccountsRoom(AppConfig):
    name = "unknot.accounts"
