"""Times and money in templates, said in one way everywhere."""

from datetime import date, datetime

from django import template

from unknot.directory import saying_times
from unknot.directory.models import Location

register = template.Library()


@register.filter
def clock(moment: datetime) -> str:
    return saying_times.clock_words(moment)


@register.filter
def day_words(day: date) -> str:
    return saying_times.day_words(day)


@register.filter
def at_place(moment: datetime, location: Location) -> str:
    return saying_times.moment_words(moment, location)


@register.filter
def dated_at(moment: datetime, location: Location) -> str:
    return saying_times.dated_words(moment, location)


@register.filter
def zone_at(moment: datetime, location: Location) -> str:
    return saying_times.zone_words(moment, location)


@register.filter
def miles(km: float) -> str:
    return f"{km / 1.609344:.1f} miles"


@register.filter
def money(cents: int) -> str:
    return saying_times.money_words(cents)
