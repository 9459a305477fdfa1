"""A real browser before the running product, filled with the demo practice, on a Tuesday morning that never ends."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.reach import PHONE, SCRIPTLESS, TABLET
from tests.journeys.taps import COUNT_TAPS

MORNING = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
"""Ten o'clock in New York, nine in Chicago: the demo's places are open and have visits before and after."""
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
    """The address of the product with its demo practice; what is done there is kept until the run ends."""
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
        expect.set_options(timeout=8_000)
        yield running
        running.close()


class Visitors:
    """Gives each person a browser of their own. Any error on a page's console fails the journey."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.wrong: list[str] = []

    def phone(self, **wishes: Any) -> Page:
        return self._open(viewport=PHONE, **wishes)

    def phone_without_scripts(self) -> Page:
        page = self._open(viewport=PHONE, java_script_enabled=False)
        SCRIPTLESS.add(page.context)
        return page

    def tablet(self, **wishes: Any) -> Page:
        return self._open(viewport=TABLET, **wishes)

    def sized(self, width: int, height: int, **wishes: Any) -> Page:
        return self._open(viewport={"width": width, "height": height}, **wishes)

    def expect_answer(self, status: int) -> None:
        """The journey is about a page with this status, which a browser reports as an error: once."""
        reported = [words for words in self.wrong if f"status of {status} " in words]
        assert len(reported) == 1, self.wrong
        self.wrong.remove(reported[0])

    def _open(self, **wishes: Any) -> Page:
        context = self.browser.new_context(
            base_url=self.address, locale="en-US", reduced_motion="reduce", color_scheme="light", **wishes
        )
        context.set_default_timeout(8_000)
        context.add_init_script(COUNT_TAPS)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        return page


@pytest.fixture
def visitors(product: str, browser: Browser) -> Iterator[Visitors]:
    """People who have never been here."""
    those = Visitors(browser, product)
    yield those
    for context in those.contexts:
        context.close()
    assert not those.wrong, those.wrong


@pytest.fixture
def page(visitors: Visitors) -> Page:
    """The phone of one person."""
    return visitors.phone()
