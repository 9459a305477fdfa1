"""The stranger test: every address, every visitor. Generated from the URL list, so no page can be forgotten."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client as Browser
from django.urls import path
from pypdf import PdfReader

from tests.contracts.addresses import ROWS, Row, every_address
from tests.contracts.kept import everything, is_only_screened
from tests.contracts.scene import NOTE, House
from tests.contracts.visitors import FORBIDDEN, NOT_FOUND, OPEN, SIGN_IN, Visitor, browser_of, visitors
from unknot.accounts.models import User
from unknot.audit.models import AuditEntry

ADDRESSES = {address.name: address for address in every_address()}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(ADDRESSES) == sorted(row.name for row in ROWS)
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_view_names_those_of_its_row(row: Row) -> None:
    assert ADDRESSES[row.name].view.open_to == row.who


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_it_opens_only_to_those_who_may_and_changes_nothing(row: Row, houses: tuple[House, House]) -> None:
    for visitor in visitors(row, ADDRESSES[row.name], *houses):
        browser, before, looks = browser_of(visitor), everything(), AuditEntry.objects.count()
        answer = browser.get(visitor.address)
        check_answer(visitor, answer, row=row)
        check_nothing_of_others(visitor, row, answer, houses)
        after = everything()
        assert is_only_screened(before, after), f"{visitor.words}: a look changes nothing"
        check_on_record(visitor, row, AuditEntry.objects.order_by("id")[looks:])
        if before != after:
            browser.get(visitor.address)
            assert everything() == after, f"{visitor.words}: a second look screens nothing again"


def check_answer(visitor: Visitor, answer: Any, *, row: Row, posted: bool = False) -> None:
    status, words = answer.status_code, f"{visitor.words} gets {answer.status_code}, not {visitor.gets}"
    if visitor.gets == SIGN_IN:
        assert status == 302, words
        assert answer["Location"].startswith("/staff/sign-in/?next="), words
    elif visitor.gets == FORBIDDEN:
        assert status == 403, words
    elif visitor.gets == NOT_FOUND:
        # What is only ever posted says so before it looks for whom.
        assert status == (405 if row.get == 405 and not posted else 404), words
    elif visitor.person is not None and row.name == "accounts:sign_in":
        assert status == (302 if "works nowhere" not in visitor.words else status), words
    else:
        assert status == (row.known if visitor.known else row.get), words


def check_on_record(visitor: Visitor, row: Row, entries: Iterable[AuditEntry]) -> None:
    """A look at a health record is on the record under the name of the one who looked; a refused one saw nothing."""
    seen = [entry for entry in entries if entry.action.startswith("saw_")]
    who = (visitor.person and str(visitor.person.pk)) or (seen[0].actor_id if seen else "")
    kind = "user" if visitor.person else "link"
    wanted = [(kind, who)] if row.record and is_shown(visitor, row) else []
    assert [(entry.actor_kind, entry.actor_id) for entry in seen] == wanted, visitor.words


def is_shown(visitor: Visitor, row: Row) -> bool:
    """Whether what is behind an address opens: the question who is there shows nothing of it."""
    return visitor.gets == OPEN and (visitor.known or not row.known)


def check_nothing_of_others(visitor: Visitor, row: Row, answer: Any, houses: tuple[House, House]) -> None:
    """No word of a client of a house that is not the visitor's own; of nobody, where nothing opens."""
    body = words_of(answer)
    for house in houses:
        if is_shown(visitor, row) and house is visitor.home:
            continue
        for secret in (house.client.name, house.client.email, f"{NOTE} {house.practice.name}"):
            assert secret not in body, f"{visitor.words} reads of {house.practice.name}"


def words_of(answer: Any) -> str:
    """What can be read in an answer, also where it is paper or comes piece by piece."""
    if answer.streaming:
        return repr(b"".join(answer.streaming_content))
    if answer.get("Content-Type") != "application/pdf":
        return str(answer.content.decode())
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_post_of_those_who_may_not_changes_nothing(row: Row, houses: tuple[House, House]) -> None:
    refused = [each for each in visitors(row, ADDRESSES[row.name], *houses) if each.gets != OPEN]
    for visitor in refused:
        browser, before = browser_of(visitor), everything()
        answer = browser.post(visitor.address, {"answer": "no", "why": "x", "agrees": "on"})
        check_answer(visitor, answer, row=row, posted=True)
        assert everything() == before, visitor.words


@pytest.mark.parametrize("row", [row for row in ROWS if row.writes], ids=lambda row: row.name)
def test_an_empty_post_of_those_who_may_gets_an_answer(row: Row, houses: tuple[House, House]) -> None:
    for visitor in visitors(row, ADDRESSES[row.name], *houses):
        if visitor.gets == OPEN:
            answer = browser_of(visitor).post(visitor.address)
            is_asked_first = (
                answer.status_code == 307 and "sent=yes" in answer["Location"] and not visitor.known
            )
            assert is_asked_first or answer.status_code in (200, 302, 400, 404, 409), visitor.words
            assert not answer.get("Location", "").startswith("/staff/sign-in/?next="), visitor.words


def unnamed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never seen")


urlpatterns = [path("unnamed/", unnamed)]


@pytest.mark.parametrize("who", [None, "owner", "desk", "treats"])
def test_a_view_that_names_nobody_is_refused(
    who: str | None, houses: tuple[House, House], settings: Any
) -> None:
    settings.ROOT_URLCONF = __name__
    browser = Browser()
    if who:
        browser.force_login(houses[0].staff[who], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    answer = browser.get("/unnamed/")
    assert answer.status_code == 403
    assert b"never seen" not in answer.content


@pytest.mark.django_db
def test_a_person_who_works_nowhere_is_not_sent_round_in_circles() -> None:
    browser = Browser()
    gone = User.objects.create_user("gone@former.example", "a long enough password", name="Gone")
    browser.force_login(gone, backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    assert browser.get("/staff/").status_code == 403
