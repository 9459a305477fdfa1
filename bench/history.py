"""A practice of a hundred therapists in ten places, and the same with more than ten times the visits behind it."""

from django.db import connection, transaction
from django.utils import timezone

from unknot.booking.weeks import CELLS_A_WEEK, cell_holding, instant_of, week_of
from unknot.config.demo.town import Size, fill_town

SIZE = Size(towns=1, practices_a_town=1, places_a_practice=10)
COPIES = 10
APART = 9
"""Weeks from one copy of the past to the next. The demo's past reaches eight back, so no two copies touch."""

_VISITS = """
INSERT INTO booking_appointment (practice_id, client_id, therapist_id, room_id, location_id, state, technique, minutes,
       shape, hands_on_minutes, weighted_minutes, price_cents, currency, attested_by, call_first, note_to_therapist,
       changes, ended_because, starts_at, ends_at, booked_at, request_key)
SELECT practice_id, client_id, therapist_id, room_id, location_id, state, technique, minutes,
       shape, hands_on_minutes, weighted_minutes, price_cents, currency, attested_by, call_first, note_to_therapist,
       changes, ended_because, {starts_at}, {ends_at}, {booked_at}, request_key || '-{copy}'
  FROM booking_appointment WHERE starts_at < '{before}' AND id <= {last}
"""
_CLAIMS = """
INSERT INTO booking_claim (resource_id, appointment_id, why, from_at, until_at)
SELECT claim.resource_id, twin.id, claim.why, {from_at}, {until_at}
  FROM booking_claim AS claim
  JOIN booking_appointment AS visit ON visit.id = claim.appointment_id AND visit.id <= {last}
  JOIN booking_appointment AS twin ON twin.request_key = visit.request_key || '-{copy}'
"""
_WEEKS = """
INSERT INTO booking_busyweek (resource_id, week, bits)
SELECT resource_id, week - {weeks}, bits
  FROM booking_busyweek WHERE week < {this_week} AND week >= {this_week} - {apart}
"""


def fill_once() -> None:
    """The town demo, with a hundred therapists of it."""
    fill_town(SIZE, now=timezone.now(), written=lambda _count: None)


@transaction.atomic
def deepen() -> None:
    """Copy the visits of the whole weeks behind, ten times further back; their claims and busy weeks with them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM booking_appointment")
        (last,) = cursor.fetchone()
        for copy in range(1, COPIES + 1):
            for statement in (_VISITS, _CLAIMS, _WEEKS):
                cursor.execute(statement.format(copy=copy, last=last, **_moved(copy)))


def _moved(copy: int) -> dict[str, object]:
    weeks, this_week = copy * APART, week_of(cell_holding(timezone.now()))
    columns = ("starts_at", "ends_at", "booked_at", "from_at", "until_at")
    moved = {each: f"strftime('%Y-%m-%d %H:%M:%S', {each}, '-{weeks * 7} days')" for each in columns}
    monday = instant_of(this_week * CELLS_A_WEEK)
    return moved | {"weeks": weeks, "this_week": this_week, "apart": APART, "before": f"{monday:%Y-%m-%d}"}
