"""Compares the busy weeks with the claims they are derived from, and with --rebuild puts them right."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from unknot.booking.busy import rebuild_busy_weeks, wrong_weeks
from unknot.directory.models import Resource


class Command(BaseCommand):
    help = "Compare the busy weeks of every therapist and room with their claims."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="make the wrong ones anew from the claims")

    def handle(self, *, rebuild: bool, **_: Any) -> None:
        wrong = list(wrong_weeks(Resource.objects.order_by("pk").values_list("pk", flat=True)))
        if wrong and rebuild:
            for resource in Resource.objects.filter(pk__in={resource for resource, _ in wrong}):
                rebuild_busy_weeks(resource)
        self.stdout.write(
            f"{len(wrong)} busy weeks {'were' if rebuild else 'are'} not what their claims say."
        )
        if wrong and not rebuild:
            raise CommandError("Run it again with --rebuild.")
