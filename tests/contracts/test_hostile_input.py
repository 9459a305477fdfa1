"""What anybody may send to any address: never a fault of ours, never their markup in our page.

Generated like the stranger test: every field of every page is filled with every hostile value.
"""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client as Browser

from tests.contracts.addresses import ROWS, Row, every_address
from tests.contracts.scene import House
from tests.contracts.visitors import OPEN, Visitor, browser_of, visitors

ADDRESSES = {address.name: address for address in every_address()}
MARKUP = "<script>alert(7)</script>"
HOSTILE = [
    ("", "nothing"),
    (" ", "a blank"),
    (MARKUP, "markup"),
    ("\"'><img src=x onerror=alert(7)>", "markup that leaves an attribute"),
    ("{{ 7 }}{% load x %}", "a template"),
    ("\x00", "a NUL byte, which PostgreSQL refuses"),
    ("a\x00b", "a NUL byte inside"),
    ("\ud800".encode("utf-8", "surrogatepass"), "half of a surrogate pair"),
    ("\u202e\u0430\u200b", "letters that look like others, and invisible ones"),
    ("x" * 5000, "a long word"),
    ("-1", "a negative number"),
    ("9" * 400, "a number of 400 digits"),
    ("1e400", "a number beyond all"),
    ("NaN", "no number"),
    ("Infinity", "no number either"),
    ("[NaN]", "a list that no database keeps"),
    ('["a\\u0000b"]', "a list with a NUL byte"),
    ("[" * 50_000, "a list in a list in a list ..."),
    ('[{"x": [[1]]}]', "a list of something else"),
    ("0001-01-01", "the first day there is"),
    ("9999-12-31", "the last day there is"),
    ("0001-01-01T00:00:00+00:00", "the first moment"),
    ("9999-12-31T23:59:59-12:00", "a moment beyond the last"),
    ("2026-11-30T18:00:00.000001+00:00", "a moment between two"),
    ("2026-02-30", "a day that does not exist"),
    ("../../etc/passwd", "a path"),
    ("' OR 1=1 --", "an attempt at the database"),
    ("https://elsewhere.example/", "another site"),
    ("none", "a word of our own"),
]
PARTS_OF_ADDRESSES = (
    "near", "technique", "gender", "language", "latitude", "longitude", "part_of_day", "day", "at", "key", "as",
    "therapist", "next",
)  # fmt: skip


class Fields(HTMLParser):
    """The names that the forms of a page would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("name")
        if tag in ("input", "select", "textarea", "button") and name and name != "csrfmiddlewaretoken":
            self.names.add(name)


def one_who_may(row: Row, houses: tuple[House, House]) -> Visitor:
    found = visitors(row, ADDRESSES[row.name], *houses)
    return next(each for each in found if each.gets == OPEN and "desk" not in each.words)


def check(answer: Any, remark: str) -> None:
    assert answer.status_code < 500, remark
    assert MARKUP.encode() not in answer.content, remark
    assert b"<img src=x" not in answer.content, remark


@pytest.mark.parametrize("row", [row for row in ROWS if row.writes], ids=lambda row: row.name)
def test_a_form_filled_with_anything_gets_an_answer(row: Row, houses: tuple[House, House]) -> None:
    visitor = one_who_may(row, houses)
    browser = browser_of(visitor)
    names = Fields(browser.get(visitor.address).content.decode()).names | {"start", "as_typed"}
    for value, remark in HOSTILE:
        check(browser.post(visitor.address, dict.fromkeys(names, value)), remark)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_an_address_with_anything_behind_it_gets_an_answer(row: Row, houses: tuple[House, House]) -> None:
    visitor = one_who_may(row, houses)
    browser, address = browser_of(visitor), visitor.address.partition("?")[0]
    for value, remark in HOSTILE:
        if len(value) < 10_000:
            check(browser.get(address, dict.fromkeys(PARTS_OF_ADDRESSES, value)), remark)


BODIES: list[tuple[bytes, str, str]] = [
    (b"typed=" + b"x" * 1_100_000, "application/x-www-form-urlencoded", "more than a megabyte"),
    (b"&".join(b"f%d=1" % n for n in range(1500)), "application/x-www-form-urlencoded", "too many fields"),
    (b"yes=%ff%fe%00&unsure=%", "application/x-www-form-urlencoded", "broken escapes"),
    (b"--x\r\nbroken", "multipart/form-data; boundary=x", "a form in parts that ends too soon"),
    (b"rubbish", "multipart/form-data", "a form in parts without a boundary"),
    (b'{"yes": ["fever"]}', "application/json", "another language"),
    (b"", "text/plain; charset=klingon", "an alphabet that nobody knows"),
]


@pytest.mark.parametrize(("body", "kind", "remark"), BODIES, ids=[remark for *_, remark in BODIES])
@pytest.mark.parametrize("name", ["intake:begin", "intake:medicines", "booking:details", "visits:settle"])
def test_a_body_of_any_shape_gets_an_answer(
    name: str, body: bytes, kind: str, remark: str, houses: tuple[House, House]
) -> None:
    row = next(row for row in ROWS if row.name == name)
    visitor = one_who_may(row, houses)
    answer = browser_of(visitor).generic("POST", visitor.address, body, content_type=kind)
    assert answer.status_code < 500, remark


WAYS = [
    "/staff/visits/99999999999999999999999999/", "/staff/visits/0/", "/staff/day/0001-01-01/",
    "/staff/day/9999-12-31/", "/staff/day/9999-12-30/", "/staff/day/2026-02-30/", "/staff/day/%00/",
    "/staff/day/2026-W49-1/",
    "/therapists/99999999999999999999999/at/1/", "/therapists/nobody/", "/way/%00/", "/visit/%ff%fe/",
    "/visit/" + "x" * 5000 + "/", "/staff/visits/1/settle/0000000000000000/",
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_an_address_that_points_nowhere_gets_an_answer(way: str, houses: tuple[House, House]) -> None:
    browser = Browser(raise_request_exception=False)
    browser.force_login(houses[0].staff["owner"], backend="unknot.accounts.sign_in.DemoOnLoopbackOnly")
    assert browser.get(way).status_code in (200, 400, 404)
