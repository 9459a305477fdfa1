"""Mails about a visit, and its calendar file. Time and place only: never what for."""

from datetime import datetime

from icalendar import Calendar, Event

from unknot.booking.models import Appointment
from unknot.correspondence.actions import write_message
from unknot.directory.saying_times import moment_words, money_words, zone_words

WORDS = {
    Appointment.State.CONFIRMED: "Your appointment is confirmed.",
    Appointment.State.PROVISIONAL: "Your appointment is held for you. Something is still open: use the link below.",
    Appointment.State.CANCELLED: "Your appointment is cancelled.",
    Appointment.State.LAPSED: "Something stayed open too long, so this time was given away. You can book again.",
}
GIVEN_BACK = (Appointment.State.CANCELLED, Appointment.State.LAPSED)


def tell_booked(visit: Appointment, *, address: str, now: datetime) -> None:
    """Write the confirmation with its calendar file, where there is an address to write to."""
    words = WORDS.get(Appointment.State(visit.state), "")
    _write(visit, kind="booked", words=words, address=address, now=now)


def tell_lesser(visit: Appointment, *, price_before: int, address: str, now: datetime) -> None:
    """Say that a visit has changed. How long it is and what it costs is told; what changed in it, its link shows."""
    words = f"Your appointment has changed. {WORDS[Appointment.State(visit.state)]}"
    words = f"{words}\n{price_words(visit.price_cents, price_before, visit.currency)}"
    _write(visit, kind="changed", words=words, address=address, now=now)


def tell_cancelled(visit: Appointment, *, now: datetime) -> None:
    _write(visit, kind="cancelled", words=WORDS[Appointment.State.CANCELLED], address="", now=now)


def tell_lapsed(visit: Appointment, *, now: datetime) -> None:
    _write(visit, kind="lapsed", words=WORDS[Appointment.State.LAPSED], address="", now=now)


def _write(visit: Appointment, *, kind: str, words: str, address: str, now: datetime) -> None:
    if not visit.client.email:
        return
    location = visit.location
    when = f"{moment_words(visit.starts_at, location)} ({zone_words(visit.starts_at, location)})"
    lines = [words, "", when, f"{visit.minutes} minutes with {visit.therapist.name}", location.name,
             f"{location.address}, {location.town}"]  # fmt: skip
    if location.phone:
        lines.append(f"Telephone {location.phone}")
    if address:
        lines += ["", "See it, move it, cancel it, or tell us that something has changed:", address]
    write_message(
        practice=visit.practice, client_id=visit.client_id, to=visit.client.email, kind=kind,
        subject=f"Appointment at {location.name}", body="\n".join(lines) + "\n",
        calendar=calendar_file(visit, now=now), now=now,
    )  # fmt: skip


def price_words(cents: int, before: int, currency: str) -> str:
    """The price of a visit that changed.

    >>> price_words(6000, 8050, "USD")
    'The price is 60 USD instead of 80.50 USD.'
    """
    if cents == before:
        return f"The price stays {money_words(cents)} {currency}."
    return f"The price is {money_words(cents)} {currency} instead of {money_words(before)} {currency}."


def calendar_file(visit: Appointment, *, now: datetime) -> str:
    """The visit as iCalendar: its time and place, and nothing about why."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Unknot//visits//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"visit-{visit.pk}@unknot")
    event.add("dtstamp", now)
    event.add("dtstart", visit.starts_at)
    event.add("dtend", visit.ends_at)
    event.add("summary", f"Appointment at {visit.location.name}")
    event.add("location", f"{visit.location.address}, {visit.location.town}")
    event.add("status", "CANCELLED" if visit.state in GIVEN_BACK else "CONFIRMED")
    event.add("sequence", visit.changes)
    calendar.add_component(event)
    return str(calendar.to_ical().decode())
