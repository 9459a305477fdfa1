"""Sends messages that still wait, after a mail server was away. Run it every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from unknot.correspondence.actions import deliver_waiting


class Command(BaseCommand):
    help = "Send messages that still wait."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        self.stdout.write(f"{deliver_waiting()} sent")
