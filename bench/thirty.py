"""The client of thirty answers, on a day that stays: the letters and windows in them must not run out."""

from datetime import date
from pathlib import Path

from unknot.clinical.client_file import read_client
from unknot.clinical.facts import Client
from unknot.clinical.knowledge import Knowledge

ON = date(2026, 11, 26)
FILE = Path(__file__).resolve().with_name("thirty_answers.toml")


def thirty_answers(knowledge: Knowledge) -> Client:
    """The client, as read from the file."""
    client = read_client(FILE, knowledge=knowledge, on=ON)
    assert len(client.facts.statements) == 30
    return client
