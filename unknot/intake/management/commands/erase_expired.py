"""Deletes answers that nobody claimed within thirty days. Run it every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from unknot.intake.actions import erase_expired


class Command(BaseCommand):
    help = "Delete unclaimed answers older than thirty days."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        self.stdout.write(f"{erase_expired(now=timezone.now())} deleted")
