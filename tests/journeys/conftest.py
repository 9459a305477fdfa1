"""A real browser before the running product, filled with the demo practice, on a Tuesday morning that never ends."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

MORNING = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
"""Ten o'clock in New York, nine in Chicago: the demo's places are open and have visits before and after."""
PHONE = {"width": 360, "height": 740}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason=f"no Chromium was found: {item.name} was not tried"))


@pytest.fixture(scope="session")
def product(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the product with its demo practice."""
    from pytest_django.live_server_helper import LiveServer

    from unknot.config.demo.practice import fill

    # The browser's driver runs an event loop in this thread; nothing here is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock(), time_machine.travel(MORNING, tick=True):
        fill(now=MORNING)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture(scope="session")
def browser(product: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(product: str, browser: Browser) -> Iterator[Page]:
    """A phone of a person who has never been here. Any error on the page's console fails the journey."""
    context = browser.new_context(viewport=PHONE, base_url=product, locale="en-US", reduced_motion="reduce")
    context.set_default_timeout(8_000)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield tab
    context.close()
    assert not wrong, wrong


def check_reach(page: Page) -> None:
    """Nothing serious for those who see, move or read differently, and nothing wider than the phone."""
    found = Axe().run(page)
    serious = [each for each in found.response["violations"] if each["impact"] in ("serious", "critical")]
    told = [(each["id"], [node["target"] for node in each["nodes"]]) for each in serious]
    assert not told, f"{page.url}: {told}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url}: {wide} pixels wider than the phone"
