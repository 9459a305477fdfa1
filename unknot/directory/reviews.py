"""What people who were treated say of a therapist: only what their practice has published."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Avg, Count

from unknot.directory.models import PublishedReview


class Rating(NamedTuple):
    """The mean of the stars, 1.0 to 5.0, and how many reviews it rests on."""

    mean: float
    reviews: int


def ratings_of(therapists: Collection[int]) -> dict[int, Rating]:
    """The rating of each of these who has one: one statement, or none."""
    if not therapists:
        return {}
    rows = PublishedReview.objects.filter(therapist__in=therapists).order_by().values("therapist_id")
    told = rows.annotate(mean=Avg("stars"), count=Count("id")).values_list("therapist_id", "mean", "count")
    return {therapist: Rating(mean, count) for therapist, mean, count in told}
