"""The library in the product: open to anybody, by name, and by a code that tells of nobody."""

import io
import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from tests.contracts.scene import NOW, WAITS_FOR_A_LETTER, answered_dossier
from tests.library.test_manual import KNOWLEDGE, manual
from unknot.library.views import LONGEST_SEARCH

pytestmark = pytest.mark.django_db
PAGES = [page for page in manual().pages.values() if page.ref != "index"]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def body_of(address: str) -> str:
    answer = Browser().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def address_of(ref: str) -> str:
    return reverse("library:page", args=ref.split("/"))


class Links(HTMLParser):
    def __init__(self, body: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.ids: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self.to.append(values["href"] or "")
        if "id" in values:
            self.ids.append(values["id"] or "")


def test_every_page_opens_and_says_its_title_and_its_words() -> None:
    for page in PAGES:
        body = body_of(address_of(page.ref))
        assert body.count("<h1>") == 1, page.ref
        for section in page.sections:
            assert not section.title or f'<h2 id="{section.id}">' in body, page.ref


def test_every_link_of_every_page_leads_to_a_page_and_to_what_stands_on_it() -> None:
    ids = {address_of(page.ref): Links(body_of(address_of(page.ref))).ids for page in PAGES}
    for page in PAGES:
        here = address_of(page.ref)
        assert len(ids[here]) == len(set(ids[here])), page.ref
        for link in Links(body_of(here)).to:
            path, _, anchor = link.partition("#")
            if path.startswith("/library/") and path != reverse("library:index"):
                assert path in ids, f"{page.ref}: {link}"
                assert not anchor or anchor in ids[path], f"{page.ref}: {link}"
            elif not path:
                assert anchor in ids[here], f"{page.ref}: {link}"


def test_a_source_is_reached_from_the_number_beside_a_statement() -> None:
    body = body_of(address_of("questions/sleep"))
    assert re.search(r'class="cite" href="#source-1" aria-label="Source 1: Tuina"', body)
    assert 'id="source-1"' in body
    assert 'href="https://doi.org/10.3389/fneur.2024.1273194"' in body


@pytest.mark.parametrize(
    ("address", "remark"),
    [
        ("/library/conditions/no_such_thing/", "an id nobody uses"),
        ("/library/techniques/fever/", "an id of another kind"),
        ("/library/secrets/fever/", "a kind there is none of"),
        ("/library/why/0123456789abcdef/", "a code that stands for nothing"),
        ("/library/why/conditions/", "a code that is none"),
    ],
)
def test_what_is_not_there_is_not_found(address: str, remark: str) -> None:
    assert Browser().get(address).status_code == 404, remark


def test_a_search_works_without_scripts_and_keeps_what_was_typed() -> None:
    body = body_of(f"{reverse('library:index')}?q=blood+thinner")
    assert 'value="blood thinner"' in body
    assert address_of("conditions/anticoagulant") in body.split('id="found"')[1].split("</section>")[0]


def test_a_search_for_nothing_known_says_so_and_shows_the_rest() -> None:
    body = body_of(f"{reverse('library:index')}?q=xqzzvw")
    assert "Nothing of that name" in body
    assert address_of("techniques/swedish") in body


def test_a_long_search_is_cut() -> None:
    answer = Browser().get(reverse("library:index"), {"q": "a" * 5000})
    assert len(answer.context["typed"]) == LONGEST_SEARCH


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """All that would be written to the log, were everything logged."""
    root, written = logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(written), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


def test_what_was_searched_for_is_not_logged(lines: io.StringIO) -> None:
    browser = Browser()
    browser.get(reverse("library:index"), {"q": "chlamydia"})
    browser.get("/library/conditions/no_such_thing/", {"q": "chlamydia"})
    assert "no_such_thing" in lines.getvalue()
    assert "chlamydia" not in lines.getvalue()


def way_on(name: str) -> list[str]:
    """Where the library's links on a page of somebody's own answers lead."""
    _, token = answered_dossier(
        anticoagulant=False, **({WAITS_FOR_A_LETTER: False} if name == "plan" else {})
    )
    body = body_of(reverse(f"care:{name}", args=[token]))
    return [each for each in Links(body).to if each.startswith("/library/")]


@pytest.mark.parametrize("name", ["answer", "plan"])
def test_links_from_ones_own_answers_name_no_condition(name: str) -> None:
    ways = way_on(name)
    assert [each for each in ways if each.startswith("/library/why/")]
    named = {*KNOWLEDGE.entries, *KNOWLEDGE.catalogue.techniques}
    assert [each for each in ways if named.intersection(each.split("/"))] == []


def test_such_a_link_opens_the_page_of_the_finding_under_a_title_that_names_nothing() -> None:
    bodies = [body_of(each) for each in way_on("answer") if "/why/" in each]
    title = KNOWLEDGE.entries[WAITS_FOR_A_LETTER].title
    about = [body for body in bodies if f"<h1>{title}</h1>" in body]
    assert len(about) == 1
    assert "<title>Why we ask, and what follows</title>" in about[0]


@pytest.mark.parametrize(
    "ref",
    [
        f"conditions/{WAITS_FOR_A_LETTER}",
        "techniques/prenatal",
        "goals/fibromyalgia",
        "evidence/pregnancy_2021",
    ],
)
def test_a_page_reached_by_a_code_leads_on_by_codes_only(ref: str) -> None:
    tells = re.compile(r"/library/(conditions|systems|techniques|goals|questions|evidence|measures)/")
    ways = Links(body_of(reverse("library:why", args=[ref]))).to
    assert ways
    assert [each for each in ways if tells.match(each)] == []


def test_every_page_shows_the_way_to_the_library() -> None:
    for address in ("/", "/therapists/", "/staff/sign-in/", "/begin/", "/no-such-page/"):
        assert f'href="{reverse("library:index")}"' in Browser().get(address).content.decode(), address
