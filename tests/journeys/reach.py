"""Can everybody use this page? Nothing serious for those who see, move or read differently, nothing cut off."""

from weakref import WeakSet

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

SCRIPTLESS: WeakSet[BrowserContext] = WeakSet()
"""Where scripts are switched off. axe is one, so there only the width is looked at; the pages are the same."""


def check_reach(page: Page) -> None:
    """Fail, naming the page and the parts of it, where axe finds something serious or the page is too wide."""
    if page.context not in SCRIPTLESS:
        check_with_axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url}: {wide} pixels wider than the screen"


def check_with_axe(page: Page) -> None:
    found = Axe().run(page)
    serious = [each for each in found.response["violations"] if each["impact"] in ("serious", "critical")]
    told = [(each["id"], [node["target"] for node in each["nodes"]]) for each in serious]
    assert not told, f"{page.url}: {told}"
