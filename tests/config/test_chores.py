"""Chores: what waits for its hour is done, and one that fails keeps no other waiting."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from tests.booking import scene
from unknot.booking.claims import claim_time
from unknot.booking.models import Appointment, Claim
from unknot.config import chores
from unknot.config.chores import do_chores
from unknot.config.command import main
from unknot.correspondence.models import Message
from unknot.intake.actions import new_dossier
from unknot.intake.models import Sheet

NOW = scene.NOW
NOTHING = dict.fromkeys(chores.CHORES, 0)
ASKS = """
import os, subprocess, sys
words = ["chores", "--every", "1", "--as-long-as", str(os.getpid())]
print(subprocess.Popen([sys.executable, "-m", "unknot", *words], stdout=-3, stderr=-3).pid)
"""


def open_visit() -> Appointment:
    """A provisional visit whose hour came a minute ago."""
    location = scene.make_location()
    therapist = scene.make_working_therapist(location)
    visit = scene.appointment_of(
        scene.make_client(location.practice), therapist, location,
        starts_at=NOW + timedelta(days=1), lapses_at=NOW - timedelta(minutes=1),
    )  # fmt: skip
    visit.save()
    claim_time(visit, [therapist.resource_id, visit.room.resource_id])
    return visit


@pytest.mark.django_db
def test_it_does_what_is_due_and_nothing_else() -> None:
    visit = open_visit()
    Message.objects.create(to="ada@example.org", kind="booked", subject="Visit", body="9:40", made_at=NOW)
    new_dossier(for_whom="self", now=NOW - timedelta(days=31))
    young, _ = new_dossier(for_whom="self", now=NOW)
    assert do_chores(NOW) == NOTHING | {"visits lapsed": 1, "messages sent": 1, "unclaimed answers erased": 1}
    visit.refresh_from_db()
    assert visit.state == Appointment.State.LAPSED
    assert not Claim.objects.exists(), "its time is free again"
    assert list(Sheet.objects.all()) == [young]
    assert do_chores(NOW) == NOTHING


@pytest.mark.django_db
def test_one_that_fails_is_logged_without_its_words_and_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> int:
        raise RuntimeError("ada@example.org has a fever")

    monkeypatch.setitem(chores.CHORES, "visits lapsed", fail)
    with caplog.at_level(logging.ERROR):
        assert list(do_chores(NOW)) == [each for each in chores.CHORES if each != "visits lapsed"]
    assert caplog.messages == ["chore failed: visits lapsed: RuntimeError"]


@pytest.mark.django_db
def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chores"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"0 {each}" for each in chores.CHORES]


def test_they_end_with_whoever_asked_for_them() -> None:
    told = subprocess.run(
        [sys.executable, "-c", ASKS], capture_output=True, text=True, check=True, timeout=30
    )
    pid = int(told.stdout)
    try:
        assert ends_within(pid, seconds=30)
    finally:
        if is_running(pid):
            os.kill(pid, signal.SIGKILL)


def ends_within(pid: int, *, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not is_running(pid):
            return True
        time.sleep(0.1)
    return False


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
