"""Pictures of the main pages, from the running product with its demo practice: `make shots` keeps them in docs.

The product runs on a folder of its own and on a morning of its own, so the same pictures come out whoever makes them.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import walking
from tests.journeys.conftest import FLAGS, MORNING, PHONE, TABLET, chromium

UPRIGHT = {"width": 1024, "height": 1180}
VEINS = "Bulging leg veins"
SWOLLEN = "One leg or arm newly swollen, sore, warm or red"
BREATHLESS = "Are you short of breath?"


@contextmanager
def product() -> Iterator[str]:
    """The address of the product, filled with the demo as of the morning of the journeys."""
    import django
    import time_machine

    with tempfile.TemporaryDirectory(prefix="unknot-shots-") as folder:
        os.environ |= {"UNKNOT_DATA": folder, "DJANGO_SETTINGS_MODULE": "unknot.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        with time_machine.travel(MORNING, tick=True):
            django.setup()
            with serving() as address:
                yield address


@contextmanager
def serving() -> Iterator[str]:
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    from unknot.config.demo.practice import fill

    call_command("migrate", verbosity=0, interactive=False)
    fill(now=MORNING)
    handler = type("Quiet", (WSGIRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadedWSGIServer(("127.0.0.1", 0), handler)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Album:
    """Opens pages and keeps their pictures in a folder."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder

    def open(self, size: dict[str, int]) -> Page:
        context = self.browser.new_context(
            viewport=size,
            base_url=self.address,
            locale="en-US",
            reduced_motion="reduce",
            device_scale_factor=1.5,
        )
        context.set_default_timeout(8_000)
        return context.new_page()

    def take(self, page: Page, name: str) -> None:
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=self.folder / f"{name}.png")
        print(self.folder / f"{name}.png")


def the_clients_way(album: Album) -> None:
    """Somebody with varicose veins in one leg: the answer, the plan, who may do it, when."""
    page = album.open(PHONE)
    page.goto("/")
    album.take(page, "welcome")
    walking.begin(page)
    person = walking.Person(goal="My neck has hurt for three months or more.", areas=(), yes=(VEINS,))
    walking.say_why_and_who(page, person)
    walking.answer_health(page, person)
    album.take(page, "answer")
    walking.follow(page, "See your plan")
    album.take(page, "plan")
    walking.follow(page, "Who may do this, and when")
    album.take(page, "therapists")
    page.locator(".therapist h3 a").first.click()
    page.locator("a.day").nth(1).click()
    album.take(page, "times")


def the_way_of_an_emergency(album: Album) -> None:
    page = album.open(PHONE)
    walking.to_the_answer(page, walking.Person(yes=(SWOLLEN,), signs=(BREATHLESS,)))
    album.take(page, "emergency")


def the_therapists_day(album: Album) -> None:
    page = album.open(TABLET)
    walking.sign_in(page, "maya@demo.example")
    album.take(page, "day")
    page.locator("a.agenda-visit", has=page.locator(".agenda-limits")).last.click()
    album.take(page, "visit")


def a_visit_that_has_begun() -> int:
    """Its number. Looked up before the browser starts: beside its loop Django reads nothing."""
    from tests.journeys.rooms import begun

    return begun().pk


def the_session_room(album: Album, visit: int) -> None:
    """A repeat visit that has begun: limits, last time's marks faintly, the note; then how the course goes."""
    page = album.open(UPRIGHT)
    walking.sign_in(page, "maya@demo.example")
    page.goto(f"/staff/visits/{visit}/room/", wait_until="networkidle")
    page.locator("#room-back-left_upper_back").click()
    sheet = page.get_by_role("dialog")
    for said in ("Tension", "6"):
        walking.choose(sheet.get_by_role("radio", name=said, exact=True))
    sheet.get_by_role("button", name="Done", exact=True).click()
    page.locator(".sign-tension:visible").first.wait_for()
    album.take(page, "room")
    page.goto("/staff/")
    page.locator("a.agenda-visit", has=page.locator(".agenda-limits")).last.click()
    walking.follow(page, "Did it help?")
    album.take(page, "progress")


def main(folder: Path) -> int:
    """Exit status 1 where there is no Chromium to look with."""
    if chromium() is None:
        print(
            "make shots: no Chromium was found on the PATH; Debian's package is called chromium",
            file=sys.stderr,
        )
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with product() as address:
        visit = a_visit_that_has_begun()
        with sync_playwright() as playwright:
            album = Album(playwright.chromium.launch(executable_path=chromium(), args=FLAGS), address, folder)
            the_clients_way(album)
            the_way_of_an_emergency(album)
            the_therapists_day(album)
            the_session_room(album, visit)
            album.browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
