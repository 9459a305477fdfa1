"""The settings: each variable documented, none needed, the secret kept."""

import re
import stat
import threading
from pathlib import Path

import pytest
from django.core.signals import request_finished
from django.db import connection

from unknot.config.data_folder import data_folder, secret_key

ROOT = Path(__file__).resolve().parents[2]


def test_it_documents_every_variable_and_no_other() -> None:
    source = (ROOT / "unknot/config/settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text(), re.M))
    assert read == documented
    assert len(read) > 5


def test_it_makes_a_secret_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = data_folder(str(tmp_path / "data"))
    secret = secret_key(folder)
    assert len(secret) >= 50
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert secret_key(folder) == secret, "the second start reads the first one's"


def test_two_first_starts_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    found: list[str] = []
    starts = [threading.Thread(target=lambda: found.append(secret_key(tmp_path))) for _ in range(8)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"], "nothing half-made is left"


def test_it_keeps_sqlite_transactions_immediate() -> None:
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "WAL" in connection.settings_dict["OPTIONS"]["init_command"]


@pytest.mark.django_db(transaction=True)
def test_it_keeps_a_database_open_from_one_request_to_the_next() -> None:
    connection.ensure_connection()
    opened = connection.connection
    request_finished.send(sender=test_it_keeps_a_database_open_from_one_request_to_the_next)
    assert connection.connection is opened, "opening it anew took longer than most pages do"
