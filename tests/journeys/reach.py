"""Can everybody use this page? Nothing serious for those who see, move or read differently, nothing cut off.

A page met for the first time is looked at in every light and width; met again, as the person at hand sees it,
unless it is word for word the same.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakSet

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, ViewportSize

SCRIPTLESS: WeakSet[BrowserContext] = WeakSet()
"""Where scripts are switched off. axe is one, so there only the width is looked at; the pages are the same."""
PHONE: ViewportSize = {"width": 360, "height": 740}
TABLET: ViewportSize = {"width": 1024, "height": 768}
ENLARGED: ViewportSize = {"width": 320, "height": 640}
"""What is left of a small laptop's width, 640 pixels, at a zoom of 200 %; and the narrowest telephone."""
ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"]}
AXE = Axe()
TOKENS = re.compile(
    r'(?<=/way/)[^/"]+|(?<=/visit/)[^/"]+|(?<=/my/)[^/"]+|'
    r'(?<=csrfmiddlewaretoken" value=")[^"]+|(?<=csrftoken": ")[^"]+'
)
_met: set[str] = set()


def check_reach(page: Page) -> None:
    """Fail, naming the page and the parts of it, where axe finds something serious or the page is too wide."""
    if (looks := looks_of(page)) not in _met:
        _met.add(looks)
        check_as_it_is(page)
    if page.context not in SCRIPTLESS and (name := name_of(page)) not in _met:
        _met.add(name)
        check_otherwise(page)


def looks_of(page: Page) -> str:
    """The page word for word, less what differs each time it is asked for; and how wide it is."""
    words = re.sub(TOKENS, "-", page.content())
    return f"{page.viewport_size} {hash(words)} {page.context in SCRIPTLESS}"


def name_of(page: Page) -> str:
    """The page without the tokens and numbers of its address, but with its title: one template, many states."""
    address = re.sub(r"/(way|visit|my)/[^/]+/", r"/\1/-/", page.url.partition("?")[0])
    return f"{re.sub(r'/[0-9-]+/', '/0/', address)} {page.title()}"


def check_otherwise(page: Page) -> None:
    """In the dark, and on every other width."""
    with in_the_dark(page):
        check_as_it_is(page, "in the dark")
    for size in (PHONE, TABLET, ENLARGED):
        if size != page.viewport_size:
            with as_wide_as(page, size):
                check_as_it_is(page, f"at {size['width']} pixels")


def check_as_it_is(page: Page, how: str = "") -> None:
    if page.context not in SCRIPTLESS:
        check_with_axe(page, how)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} {how}: {wide} pixels wider than the screen"


def check_with_axe(page: Page, how: str) -> None:
    found = AXE.run(page, options=ONLY_WHAT_IS_WRONG)
    serious = [each for each in found.response["violations"] if each["impact"] in ("serious", "critical")]
    told = [(each["id"], [node["target"] for node in each["nodes"]]) for each in serious]
    assert not told, f"{page.url} {how}: {told}"


@contextmanager
def in_the_dark(page: Page) -> Iterator[None]:
    page.emulate_media(color_scheme="dark")
    yield
    page.emulate_media(color_scheme="light")


@contextmanager
def as_wide_as(page: Page, size: ViewportSize) -> Iterator[None]:
    before = page.viewport_size
    page.set_viewport_size(size)
    yield
    if before:
        page.set_viewport_size(before)
