"""Every address of the product and who may open it. An address without a row fails the contract, as does a row
without an address. What a row does not allow is refused, in the way of its kind (see `visitors.py`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ANYONE = frozenset({"anyone"})
DOSSIER = frozenset({"link:dossier"})
VISIT = frozenset({"link:visit"})
CLIENT = frozenset({"link:client"})
STAFF = frozenset({"owner", "desk", "therapist"})
TREATING = frozenset({"owner", "therapist"})
OWNING = frozenset({"owner"})


@dataclass(frozen=True)
class Row:
    """`get` is what those who may get for a GET; `record` says that the page shows what somebody told of
    their health, so that each look at it goes on the record; `writes` that a POST is meant."""

    name: str
    who: frozenset[str]
    get: int = 200
    writes: bool = False
    record: bool = False
    own: bool = False
    """Opens to the therapist whose it is and to nobody else: the owner finds nothing there either."""
    known: int = 0
    """Where a page opens only to the holder of a link who has shown who they are: what they get, and what is recorded
    is recorded for them; `get` is what others are given, who have seen nothing."""
    query: str = ""
    remark: str = ""


ROWS = [
    Row("directory:welcome", ANYONE),
    Row("booking:look", ANYONE, remark="prices and times before any health answer"),
    Row("booking:therapist", ANYONE),
    Row("booking:free_times", ANYONE, remark="a part of the therapist's page"),
    Row("library:index", ANYONE, query="?q=sleep", remark="a search among titles and names"),
    Row("library:page", ANYONE),
    Row("library:why", ANYONE, remark="the same by a code, for whoever comes from their own answers"),
    Row("intake:begin", ANYONE, writes=True),
    Row("intake:reason", DOSSIER, writes=True, record=True),
    Row("intake:areas", DOSSIER, writes=True, record=True),
    Row("intake:who", DOSSIER, writes=True, record=True),
    Row("intake:health", DOSSIER, record=True),
    Row("intake:gates", DOSSIER, writes=True, record=True, remark="groups that concern somebody are told"),
    Row("intake:emergencies", DOSSIER, get=302, writes=True, remark="here every sign has been asked about"),
    Row("intake:screen", DOSSIER, writes=True, record=True),
    Row("intake:more", DOSSIER, writes=True, record=True),
    Row("intake:medicines", DOSSIER, writes=True, record=True),
    Row("intake:keep", DOSSIER, writes=True, remark="the link itself, nothing that was said"),
    Row("care:onward", DOSSIER, get=302, remark="leads on to the next question, or to the answer"),
    Row("care:answer", DOSSIER, record=True),
    Row("care:follow", DOSSIER, get=302, writes=True, remark="here nothing is left to ask"),
    Row("care:letter", DOSSIER, record=True),
    Row("care:plan", DOSSIER, record=True),
    Row("care:at_home", DOSSIER, record=True, remark="what one may do alone, and what not"),
    Row("booking:therapists", DOSSIER),
    Row("booking:times", DOSSIER, writes=True),
    Row("booking:details", DOSSIER, writes=True, query="?at=20261130T1800&key=1"),
    Row("booking:booked", VISIT, record=True, remark="what is still open, only to whom is known"),
    Row("booking:changed", VISIT, writes=True, remark="what was told before, only to whom is known"),
    Row("booking:changed_more", VISIT, get=302, writes=True, known=302, remark="here nothing is left to ask"),
    Row("booking:after_change", VISIT, get=302, known=200, record=True),
    Row("booking:lesser", VISIT, get=405, writes=True),
    Row("booking:cancel", VISIT, writes=True),
    Row("booking:move", VISIT, writes=True),
    Row("booking:calendar_file", VISIT, remark="time and place only"),
    Row("accounts:sign_in", ANYONE, writes=True, remark="who is signed in goes on to their day"),
    Row("accounts:sign_out", ANYONE, get=405, writes=True, remark="a link in a mail must sign nobody out"),
    Row("accounts:locked_out", ANYONE, get=429),
    Row("accounts:change_practice", STAFF, get=405, writes=True, remark="only to where one works"),
    Row("visits:today", STAFF, record=True),
    Row("visits:day", STAFF, record=True),
    Row("visits:visit", TREATING, record=True),
    Row("visits:settle", TREATING, writes=True, record=True),
    Row("visits:settle_medicine", TREATING, get=302, writes=True, remark="here no medicine is open"),
    Row("visits:settle_note", TREATING, get=302, writes=True, remark="here nothing was written"),
    Row("visits:letter_seen", TREATING, writes=True, record=True),
    Row("visits:attest", TREATING, writes=True, record=True),
    Row("visits:lesser", STAFF, writes=True, record=True, remark="the desk reads what is sold, no finding"),
    Row(
        "visits:same_person",
        STAFF,
        writes=True,
        record=True,
        remark="names and birth dates, nothing of health",
    ),
    Row("visits:progress", TREATING, record=True),
    Row("visits:hold_review", TREATING, get=405, writes=True),
    Row("visits:ask_measures", TREATING, writes=True, record=True),
    Row("visits:motion", TREATING, writes=True, record=True),
    Row("visits:alarm_seen", TREATING, get=405, writes=True),
    Row("visits:room", TREATING, writes=True, record=True, remark="a post opens a sheet and changes nothing"),
    Row("visits:room_before", TREATING, record=True),
    Row("visits:room_changes", TREATING, get=405, writes=True),
    Row("visits:room_write", TREATING, get=405, writes=True),
    Row("visits:aftercare", TREATING, record=True),
    Row("visits:read_check_in", TREATING, get=405, writes=True),
    Row("visits:send_aftercare", TREATING, get=405, writes=True),
    Row("visits:start", TREATING, get=405, writes=True),
    Row("visits:finish", TREATING, get=405, writes=True),
    Row("notes:waiting", TREATING, record=True),
    Row("notes:note", TREATING, record=True),
    Row("notes:pdf", TREATING, record=True),
    Row("notes:history", TREATING, record=True),
    Row("notes:sign", TREATING, get=302, writes=True, own=True, remark="here the note is signed already"),
    Row("notes:asked", TREATING, get=405, writes=True, own=True),
    Row("notes:send_back", TREATING, get=405, writes=True, own=True),
    Row("notes:supervisor", TREATING, get=302, writes=True, remark="here the note is signed already"),
    Row("notes:amend", TREATING, writes=True, own=True, record=True),
    Row("notes:in_error", TREATING, writes=True, record=True),
    Row("notes:anew", TREATING, writes=True, own=True, record=True),
    Row("notes:readers", TREATING, writes=True, own=True, record=True),
    Row("notes:share", TREATING, get=405, writes=True, own=True),
    Row("notes:phrases", TREATING, writes=True, remark="words of one's own, about nobody"),
    Row("notes:change_phrase", TREATING, writes=True, own=True),
    Row("notes:move_phrase", TREATING, get=405, writes=True, own=True),
    Row("notes:remove_phrase", TREATING, get=405, writes=True, own=True),
    Row("visits:reviews", OWNING, record=True, remark="words may tell of health until they are declined"),
    Row("visits:decide_review", OWNING, get=405, writes=True),
    Row(
        "own:review", VISIT, get=302, known=200, writes=True, record=True, remark="here it is written already"
    ),
    Row("own:measures", VISIT, get=302, known=200, writes=True, record=True),
    Row("own:measured", VISIT, get=302, known=200, record=True),
    Row("own:aftercare", VISIT, get=302, known=200, record=True),
    Row("own:check_in", VISIT, writes=True, record=True, remark="asks, and shows nothing that was said"),
    Row("own:checked_in", VISIT, get=302, known=200, record=True),
    Row("own:next_visit", VISIT, get=302, known=200, writes=True, record=True),
    Row("own:to_page", VISIT, get=405, writes=True, remark="a link of its own, which asks who is there"),
    Row(
        "own:who_for_visit",
        VISIT,
        writes=True,
        known=302,
        remark="asks for the birth date, and shows nothing",
    ),
    Row("own:who_for_answers", DOSSIER, get=404, writes=True, remark="here the dossier continues nobody"),
    Row("own:page", CLIENT, writes=True, known=200, record=True, remark="asks for the birth date first"),
    Row("own:done", CLIENT, get=302, known=405, writes=True),
    Row("own:take_next", CLIENT, get=302, known=405, writes=True),
    Row("own:to_visit", CLIENT, get=302, known=405, writes=True),
    Row("own:again", CLIENT, get=302, known=405, writes=True),
    Row("own:sheet", CLIENT, get=302, known=404, remark="here no sheet was made"),
    Row("own:consent", CLIENT, get=302, known=200, record=True),
    Row("own:download", CLIENT, get=302, known=200, record=True),
]


@dataclass(frozen=True)
class Address:
    """An address as the URL list names it: its view and the parts that have to be filled in."""

    name: str
    view: Any
    parts: tuple[str, ...]


def every_address() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[Any], space: str, parts: tuple[str, ...]) -> Iterator[Address]:
    for each in patterns:
        inside = (*parts, *each.pattern.converters)
        if isinstance(each, URLResolver):
            yield from _walk(
                each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space, inside
            )
        else:
            assert isinstance(each, URLPattern)
            yield Address(f"{space}{each.name}", each.callback, inside)
