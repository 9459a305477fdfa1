"""`unknot rescreen`: looks first, then settles; says which visits to call about, without a name; never by itself."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.booking.overlays import lay_over
from tests.booking.test_rescreen import ASKS_FIRST, NOW, TEN, House
from unknot.audit.models import AuditEntry
from unknot.config.chores import do_chores
from unknot.config.command import main
from unknot.config.rescreening import lines_at_start
from unknot.intake.models import Saying

pytestmark = pytest.mark.django_db
UP_TO_DATE = "Every upcoming visit rests on the rules of now."


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> Iterator[House]:
    settings.KNOWLEDGE_OVERLAY = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield House(tmp_path)


def told(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> list[str]:
    assert main(["rescreen", *words]) == status
    return capsys.readouterr().out.splitlines()


def line_about(house: House) -> str:
    return (
        f"visit {house.visit.pk}, Monday 30 November, 10:00, Elm Street, {house.therapist.name}: "
        "confirmed (modify) -> provisional (needs_medical_clearance, call)"
    )


def test_it_has_nothing_to_do_while_the_rules_are_the_same(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "--dry-run") == [UP_TO_DATE]
    assert told(capsys) == [UP_TO_DATE]


def test_a_dry_run_lists_what_would_change_and_changes_nothing(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.book(TEN + timedelta(days=1), "another")
    house.rules(ASKS_FIRST)
    lines = told(capsys, "--dry-run")
    assert lines[0] == line_about(house)
    assert len(lines) == 3
    assert lines[2] == (
        "2 upcoming visits rest on earlier rules: 2 to call about. "
        "Nothing was changed; without --dry-run they are settled."
    )
    assert house.now().state == "confirmed"
    assert told(capsys, "--dry-run") == lines


def test_it_settles_once(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.rules(ASKS_FIRST)
    assert told(capsys) == [
        line_about(house),
        "1 upcoming visit rests on earlier rules: 1 to call about. All are settled by the rules of now.",
    ]
    assert (house.now().state, house.now().call_first) == ("provisional", True)
    assert told(capsys) == [UP_TO_DATE]


def test_what_stays_as_it_was_is_counted_and_not_listed(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.rules(ASKS_FIRST.replace("osteoarthritis", "asthma"))
    assert told(capsys, "--dry-run") == [
        "1 upcoming visit rests on earlier rules: 1 as before. Nothing was changed."
    ]


def test_no_name_of_a_client_is_told(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.rules(ASKS_FIRST)
    assert house.client.name not in "\n".join(told(capsys))


def test_it_minds_one_practice_where_one_is_named(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = House(tmp_path)
    house.rules(ASKS_FIRST)
    other.rules(ASKS_FIRST)
    assert told(capsys, "--practice", other.practice.slug)[0].startswith(f"visit {other.visit.pk},")
    assert (house.now().state, other.now().state) == ("confirmed", "provisional")


def test_an_unknown_practice_is_told_with_those_there_are(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    slug = house.practice.slug
    assert main(["rescreen", "--practice", f"{slug}x"]) == 2
    assert capsys.readouterr().err == f"unknot: rescreen: --practice: found “{slug}x”; accepted: {slug}\n"


def spoil(house: House) -> None:
    """An answer as no version of the questions takes it."""
    Saying.objects.create(
        sheet=house.sheet, entry_id="osteoarthritis", statements=[{"answer": True, "weather": "damp"}],
        said_on=NOW.date(), said_at=NOW, said_by=Saying.By.CLIENT,
    )  # fmt: skip


def test_a_visit_that_cannot_be_judged_is_told_and_called_about(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    other = House(house.folder)
    spoil(house)
    for each in (house, other):
        each.rules(ASKS_FIRST)
    problem = f"visit {house.visit.pk}: its answers cannot be judged by these rules (ClientFileError): call"
    assert told(capsys, "--dry-run", status=1)[0] == problem
    assert house.now().state == "confirmed"
    assert told(capsys, status=1)[0] == problem
    assert (house.now().state, house.now().call_first) == ("provisional", True)
    assert other.now().call_first, "one that fails keeps no other waiting"


def test_an_overlay_that_cannot_be_read_is_named_and_nothing_settled(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.rules("this is no TOML")
    assert main(["rescreen"]) == 1
    assert "own.toml" in capsys.readouterr().err
    assert house.now().state == "confirmed"


def test_a_database_of_an_earlier_version_is_refused(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    MigrationRecorder(connection).record_unapplied("booking", "0003_refuse_visits_without_permit")
    assert main(["rescreen", "--dry-run"]) == 2
    assert "a database of an earlier version" in capsys.readouterr().err


def test_looking_and_settling_are_on_the_record(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.rules(ASKS_FIRST)
    told(capsys, "--dry-run")
    told(capsys)
    by_command = AuditEntry.objects.filter(actor_kind=AuditEntry.Actor.COMMAND).order_by("pk")
    actions = list(by_command.values_list("action", flat=True))
    assert actions[0] == "look_at_rules"
    assert actions[1] == "rescreen"
    assert "rescreen_visit" in actions


def test_chores_never_do_it(house: House) -> None:
    house.rules(ASKS_FIRST)
    do_chores(NOW)
    assert house.now().state == "confirmed"
    assert house.waiting() == [house.visit]


# ---- at the start of the server


def test_the_start_says_when_visits_rest_on_earlier_rules(house: House) -> None:
    assert lines_at_start(NOW) == []
    house.rules(ASKS_FIRST)
    assert lines_at_start(NOW) == [
        "The rules have changed: 1 upcoming visit rests on earlier ones. See `unknot rescreen --dry-run`."
    ]


def test_the_start_names_rules_that_cannot_be_read_and_counts_the_others(house: House) -> None:
    other = House(house.folder)
    house.rules(ASKS_FIRST)
    lay_over(house.folder, other.practice.slug, '[fever]\nquestion = "Warm?"\n')
    first, second = lines_at_start(NOW)
    assert first.startswith(
        f"The rules of “{other.practice.slug}” cannot be read, so nobody is screened there: "
    )
    assert "fever.question" in first
    assert second.startswith("The rules have changed: 1 upcoming visit rests")
