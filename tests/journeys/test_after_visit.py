"""From the end of a visit to the client's own page: aftercare, how are you, a review, the next visit in one tap."""

import re
from pathlib import Path
from zipfile import ZipFile

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.ready import with_a_visit
from tests.journeys.taps import taps_so_far
from tests.journeys.walking import choose, follow, say_who_is_there, see, sign_in, tap
from unknot.audit.actions import SYSTEM
from unknot.booking.models import Appointment
from unknot.correspondence.models import Message
from unknot.visits.after.keeping import finish_and_follow

SORE = "How sore are you today?"


def test_from_the_end_of_a_visit_to_the_next(visitors: Visitors) -> None:
    phone, tablet = visitors.phone(), visitors.tablet()
    mail = "after.well@people.example"
    with_a_visit(phone, therapist="Jin Park", days_ahead=0, name="Una Well", mail=mail)
    visit = begun(mail)
    sign_in(tablet, "jin@demo.example")
    tablet.goto(f"/staff/visits/{visit.pk}/room/")
    tap(tablet, "Finish the visit")
    tablet.goto(f"/staff/visits/{visit.pk}/aftercare/")
    see(tablet, "Aftercare")
    tap(tablet, "Send again")
    expect(tablet.get_by_role("status")).to_contain_text("on its way")

    to_sheet, to_page = links_in(mail)
    phone.goto(to_sheet)
    see(phone, "Your aftercare")
    follow(phone, "How are you now?")
    see(phone, "How are you?")
    before = taps_so_far(phone)
    answer(phone, soreness="2", sign="None of these")
    see(phone, "Thank you")
    assert taps_so_far(phone) - before <= 3
    follow(phone, "Say how it was")
    see(phone, "How was your visit?")
    choose(phone.get_by_role("radio", name="Very good"))
    tap(phone, "Send")
    see(phone, "What you said")

    phone = visitors.phone()
    phone.goto(to_page)
    say_who_is_there(phone, "1988-03-15")
    expect(phone.get_by_role("alert").first).to_contain_text("not what we have")
    say_who_is_there(phone)
    expect(phone.get_by_text("Una Well")).to_be_visible()
    see(phone, "Your own page")
    phone.get_by_role("button", name=re.compile("^Done today")).first.click()
    expect(phone.locator("p", has_text="Done on 1 of the last 14 days")).to_be_visible()
    with phone.expect_download() as waited:
        follow(phone, "Download everything")
    check_file(waited.value.path())

    before = taps_so_far(phone)
    phone.locator(".next-times button").first.click()
    see(phone, "Your visit is confirmed")
    assert taps_so_far(phone) - before == 1
    assert Appointment.objects.filter(client=visit.client).count() == 2


def begun(mail: str) -> Appointment:
    """The visit that somebody booked, as if it had begun."""
    visit = Appointment.objects.get(client__email=mail)
    Appointment.objects.filter(pk=visit.pk).update(state="started", started_at=timezone.now())
    return Appointment.objects.get(pk=visit.pk)


def links_in(mail: str) -> list[str]:
    """The addresses in the newest mail after a visit: the sheet, and the own page."""
    message = Message.objects.filter(to=mail, kind="aftercare").order_by("-id")[0]
    return re.findall(r"https?://\S+", message.body)


def answer(page: Page, *, soreness: str, sign: str) -> None:
    choose(page.get_by_role("group", name=SORE).get_by_role("radio", name=soreness, exact=True))
    choose(page.get_by_role("checkbox", name=sign))
    tap(page, "Send")


def check_file(path: Path) -> None:
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        assert "Una Well" in archive.read("read-me.html").decode()


def test_without_scripts_what_is_not_normal_is_told_at_once_and_comes_before_a_next_visit(
    visitors: Visitors, product: str
) -> None:
    page, mail = visitors.phone_without_scripts(), "after.red@people.example"
    with_a_visit(page, therapist="Hannah Weiss", days_ahead=1, name="Ida Red", mail=mail)
    visit = finish_and_follow(begun(mail), site=product, by=SYSTEM, now=timezone.now())
    to_sheet, to_page = links_in(mail)
    page.goto(to_sheet)
    see(page, "Your aftercare")
    follow(page, "How are you now?")
    answer(page, soreness="3", sign="One leg or arm is swollen, hot or sore.")
    see(page, "Please read this now")
    expect(page.get_by_text("See a doctor today.")).to_be_visible()
    expect(page.get_by_role("link", name=f"Call {visit.location.emergency_number}")).to_be_visible()

    page = visitors.phone_without_scripts()
    page.goto(to_page)
    say_who_is_there(page)
    see(page, "Your own page")
    expect(page.get_by_text("talk to your doctor before you book again")).to_be_visible()
    expect(page.locator(".next-times")).to_have_count(0)

    tablet = visitors.tablet()
    sign_in(tablet, "hannah@demo.example")
    expect(tablet.get_by_role("link", name=re.compile("Look and answer.*Ida Red"))).to_be_visible()
