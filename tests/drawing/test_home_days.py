"""The last days as squares: as many as there are days, filled where something was done, today marked."""

import re
from datetime import date, timedelta

from unknot.drawing.home_days import draw_home_days

TODAY = date(2026, 12, 2)
DAYS = [TODAY - timedelta(days=ago) for ago in reversed(range(14))]


def drawn(*done: date) -> str:
    return draw_home_days(DAYS, done, title="Neck <stretch>", prefix="days-neck")


def test_it_draws_a_square_a_day_and_marks_today() -> None:
    assert drawn().count("<rect") == 14
    assert re.findall(r'class="(home-day[^"]*)"', drawn())[-1] == "home-day is-today"


def test_what_was_done_is_told_by_colour_and_by_a_check_mark() -> None:
    picture = drawn(DAYS[0], TODAY)
    assert re.findall(r'class="(home-day is-done[^"]*)"', picture) == [
        "home-day is-done",
        "home-day is-done is-today",
    ]
    assert picture.count("home-day-check") == 2


def test_a_day_outside_is_not_drawn() -> None:
    assert "is-done" not in drawn(TODAY + timedelta(days=1))


def test_it_is_named_for_who_does_not_see_it() -> None:
    assert 'role="img" aria-labelledby="days-neck-title"' in drawn()
    assert "Neck &lt;stretch&gt;" in drawn()
