"""Hours: wall time becomes cells of UTC, through spring gaps and autumn folds."""

from datetime import UTC, date, datetime, time

import pytest

from unknot.booking.hours import WeeklyHours, day_begins, hours_bits, local_day, wall_instant
from unknot.booking.weeks import cell_from, instant_of, week_of

NEW_YORK, PARIS, ADELAIDE, KOLKATA = "America/New_York", "Europe/Paris", "Australia/Adelaide", "Asia/Kolkata"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


WALL = [
    (NEW_YORK, "2026-12-01", "09:00", "2026-12-01T14:00", "winter"),
    (NEW_YORK, "2026-07-01", "09:00", "2026-07-01T13:00", "summer"),
    (NEW_YORK, "2027-03-14", "01:55", "2027-03-14T06:55", "the last cell before the gap"),
    (NEW_YORK, "2027-03-14", "02:00", "2027-03-14T07:00", "the gap begins"),
    (NEW_YORK, "2027-03-14", "02:30", "2027-03-14T07:00", "within the gap"),
    (NEW_YORK, "2027-03-14", "03:00", "2027-03-14T07:00", "the gap ends"),
    (NEW_YORK, "2026-11-01", "01:30", "2026-11-01T05:30", "the first of two"),
    (NEW_YORK, "2026-11-01", "02:00", "2026-11-01T07:00", "after both"),
    (PARIS, "2027-03-28", "02:15", "2027-03-28T01:00", "within the gap"),
    (PARIS, "2027-03-28", "14:00", "2027-03-28T12:00", "the afternoon of a spring day"),
    (PARIS, "2026-10-25", "02:30", "2026-10-25T00:30", "the first of two"),
    (PARIS, "2026-10-25", "14:00", "2026-10-25T13:00", "the afternoon of an autumn day"),
    (ADELAIDE, "2026-12-01", "09:00", "2026-11-30T22:30", "summer, ten and a half hours ahead"),
    (ADELAIDE, "2026-10-04", "02:30", "2026-10-03T16:30", "within the gap"),
    (ADELAIDE, "2027-04-04", "02:30", "2027-04-03T16:00", "the first of two"),
    (ADELAIDE, "2027-04-04", "14:00", "2027-04-04T04:30", "the afternoon of an autumn day"),
    (KOLKATA, "2026-12-01", "09:00", "2026-12-01T03:30", "five and a half hours, never changing"),
    ("Asia/Kathmandu", "2026-12-01", "09:00", "2026-12-01T03:15", "a quarter hour"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30", "a gap of half an hour"),
    ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00", "a midnight that is skipped"),
]


@pytest.mark.parametrize(("zone", "day", "at", "instant", "remark"), WALL)
def test_it_turns_wall_time_into_an_instant(zone: str, day: str, at: str, instant: str, remark: str) -> None:
    assert wall_instant(date.fromisoformat(day), time.fromisoformat(at), zone) == utc(instant)


SPANS = [
    (NEW_YORK, "2026-12-01", "09:00", "17:00", "2026-12-01T14:00", 8, "an ordinary day"),
    (NEW_YORK, "2027-03-14", "01:00", "05:00", "2027-03-14T06:00", 3, "hours across the gap shrink"),
    (NEW_YORK, "2027-03-14", "02:00", "03:00", "2027-03-14T07:00", 0, "hours within the gap vanish"),
    (NEW_YORK, "2027-03-14", "02:30", "04:00", "2027-03-14T07:00", 1, "hours that begin in the gap"),
    (NEW_YORK, "2027-03-14", "01:00", "02:30", "2027-03-14T06:00", 1, "hours that end in the gap"),
    (NEW_YORK, "2027-03-14", "12:00", "18:00", "2027-03-14T16:00", 6, "an afternoon start in spring"),
    (NEW_YORK, "2026-11-01", "00:00", "04:00", "2026-11-01T04:00", 5, "hours across the fold grow"),
    (
        NEW_YORK,
        "2026-11-01",
        "01:00",
        "01:30",
        "2026-11-01T05:00",
        0.5,
        "hours within the fold are worked once",
    ),
    (NEW_YORK, "2026-11-01", "13:00", "18:00", "2026-11-01T18:00", 5, "an afternoon start in autumn"),
    (PARIS, "2027-03-28", "01:00", "05:00", "2027-03-28T00:00", 3, "02:15 does not exist"),
    (PARIS, "2026-10-25", "01:00", "05:00", "2026-10-24T23:00", 5, "02:15 exists twice"),
    (ADELAIDE, "2026-10-04", "01:00", "05:00", "2026-10-03T15:30", 3, "spring comes in October"),
    (ADELAIDE, "2027-04-04", "01:00", "05:00", "2027-04-03T14:30", 5, "autumn comes in April"),
    (KOLKATA, "2027-03-28", "01:00", "05:00", "2027-03-27T19:30", 4, "no change of clocks"),
]


@pytest.mark.parametrize(("zone", "day", "begins", "ends", "first", "hours", "remark"), SPANS)
def test_hours_become_cells(
    zone: str, day: str, begins: str, ends: str, first: str, hours: float, remark: str
) -> None:
    on = date.fromisoformat(day)
    week = [WeeklyHours(on.weekday(), time.fromisoformat(begins), time.fromisoformat(ends))]
    cells = hours_bits(week, zone, from_day=on, until_day=on)
    assert cells.bit_count() == hours * 12
    if hours:
        low = (cells & -cells).bit_length() - 1
        assert instant_of(low) == utc(first)
        assert cells >> low == (1 << cells.bit_count()) - 1, "one unbroken span"


def test_a_local_sunday_spans_two_weeks_of_utc() -> None:
    sunday = date(2026, 12, 6)
    hours = [WeeklyHours(6, time(17), time(22))]
    cells = hours_bits(hours, NEW_YORK, from_day=sunday, until_day=sunday)
    low, high = (cells & -cells).bit_length() - 1, cells.bit_length() - 1
    assert week_of(high) == week_of(low) + 1
    assert cells.bit_count() == 60


@pytest.mark.parametrize(
    ("first", "last", "days", "remark"),
    [
        (date.min, date.max, 4, "always"),
        (date(2026, 12, 8), date.max, 3, "from a day on, that day too"),
        (date.min, date(2026, 12, 14), 2, "until a day"),
        (date(2026, 12, 9), date(2026, 12, 14), 0, "between two of its weekdays"),
    ],
)
def test_hours_hold_between_their_dates(first: date, last: date, days: int, remark: str) -> None:
    tuesdays = [WeeklyHours(1, time(9), time(10), first, last)]
    cells = hours_bits(tuesdays, PARIS, from_day=date(2026, 12, 1), until_day=date(2026, 12, 28))
    assert cells.bit_count() == days * 12


def test_hours_that_do_not_fall_on_a_cell_shrink_to_whole_ones() -> None:
    odd = [WeeklyHours(1, time(9, 3), time(9, 14))]
    tuesday = date(2026, 12, 1)
    cells = hours_bits(odd, KOLKATA, from_day=tuesday, until_day=tuesday)
    assert cells.bit_count() == 1
    assert instant_of(cells.bit_length() - 1) == utc("2026-12-01T03:35")


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (NEW_YORK, "2027-03-14", 23),
        (NEW_YORK, "2026-11-01", 25),
        (ADELAIDE, "2026-10-04", 23),
        (KOLKATA, "2026-11-01", 24),
    ],
)
def test_a_day_lasts_until_the_next_begins(zone: str, day: str, hours: int) -> None:
    on = date.fromisoformat(day)
    following = date.fromordinal(on.toordinal() + 1)
    assert day_begins(zone, following) - day_begins(zone, on) == hours * 12


def test_the_day_is_the_one_on_the_calendar_of_the_place() -> None:
    instant = utc("2026-12-01T03:00")
    assert local_day(instant, NEW_YORK) == date(2026, 11, 30)
    assert local_day(instant, ADELAIDE) == date(2026, 12, 1)
    assert instant_of(cell_from(instant)) == instant
