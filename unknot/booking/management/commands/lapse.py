"""Lets provisional visits lapse whose hour has come; run it every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from unknot.booking.actions import lapse_visits


class Command(BaseCommand):
    help = "Let provisional visits lapse that nothing has settled by the hour the practice sets."

    def handle(self, **_: Any) -> None:
        self.stdout.write(f"{len(lapse_visits(timezone.now()))} visits lapsed.")
