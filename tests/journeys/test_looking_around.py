"""Before any health answer: who is near, what they do, when they are free, and who cannot be booked."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.walking import follow, see, tap, therapists_shown


def test_it_shows_who_is_near_before_any_health_answer(page: Page) -> None:
    page.goto("/")
    follow(page, "Look around first")
    see(page, "Therapists")
    page.get_by_label("Near").fill("11215")
    tap(page, "Show")
    see(page, re.compile("Therapists near .*11215|Therapists near .*Brooklyn"))
    assert therapists_shown(page)[0] in PARK_SLOPE
    expect(page.locator(".therapist").first).to_contain_text("miles")
    expect(page.locator(".therapist").first.locator(".price")).to_have_text(re.compile(r"\$?\d+"))

    page.get_by_text("More wishes").click()
    page.get_by_label("Speaks").select_option(label="German")
    tap(page, "Show")
    see(page, re.compile("Therapists near"))
    assert therapists_shown(page) == ["Hannah Weiss"]

    follow(page, "Hannah Weiss")
    see(page, "Hannah Weiss")
    expect(page.get_by_role("table")).to_contain_text("Swedish")
    expect(page.locator("a.day").first).to_be_visible()
    follow(page, "Begin with what hurts")
    see(page, "Let us find what is right for you")


def test_it_shows_another_days_times_on_the_same_page_and_keeps_the_focus_there(page: Page) -> None:
    page.goto("/look/?near=11215")
    follow(page, "Maya Okafor")
    expect(page.locator("a.time")).to_have_count(0)
    day = page.locator("a.day").nth(2)
    number = day.locator(".day-count").inner_text().split()[0]
    day.click()
    expect(page.locator("a.time")).to_have_count(int(number))
    expect(page.locator("a.day").nth(2)).to_have_attribute("aria-current", "date")
    expect(page.locator("a.day").nth(2)).to_be_focused()
    assert "day=" not in page.url
    page.locator("a.time").first.click()
    see(page, "Let us find what is right for you")


PARK_SLOPE = {"Maya Okafor", "Tomás Rivera", "Hannah Weiss", "Jin Park", "Amina Haddad"}


def test_it_offers_no_time_with_an_expired_licence(page: Page) -> None:
    page.goto("/")
    follow(page, "Look around first")
    card = page.locator(".therapist", has_text="Peter Novák")
    expect(card).to_contain_text("no valid licence")
    expect(card.locator(".time")).to_have_count(0)
    follow(page, "Peter Novák")
    see(page, "Peter Novák")
    expect(page.get_by_text("Cannot be booked at present")).to_be_visible()
    expect(page.locator("main .day")).to_have_count(0)


def test_it_says_what_it_accepts_where_a_place_is_not_known(page: Page) -> None:
    page.goto("/look/")
    page.get_by_label("Near").fill("99999999")
    tap(page, "Show")
    see(page, "Therapists")
    expect(page.get_by_label("Near")).to_have_value("99999999")
    expect(page.locator(".field-error")).to_be_visible()
