"""The steps of the client's way as a person takes them: read the page, tap what it says, go on to the next."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.reach import check_reach

ADULT = "1988-03-14"
NAME = "Robin Vale"
MAIL = "robin.vale@people.example"
BOOK = "Book this visit"
END = re.compile("/way/[^/]+/(medicines|follow|answer)/$")
"""Where the lists of health questions lead."""


def see(page: Page, title: str | re.Pattern[str]) -> None:
    """Wait for the page of that title, and look whether everybody can use it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    check_reach(page)


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()


@dataclass(frozen=True)
class Person:
    """What somebody says on the way. `yes` and `unsure` are health questions as they stand in a list, `signs` the
    warning signs they then tick, `told` what they answer to further questions.
    """

    goal: str = "Something aches or feels tight."
    areas: tuple[tuple[str, str], ...] = (("Shoulders, chest and belly", "Left shoulder"),)
    born: str = ADULT
    sex: str = "Male"
    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    medicines: str = ""


def begin(page: Page, *, for_whom: str = "Me") -> None:
    """From the front door to the first question."""
    page.goto("/")
    see(page, "What hurts?")
    follow(page, "Begin with what hurts")
    see(page, "Let us find what is right for you")
    whom = page.get_by_role("radio", name=for_whom, exact=True)
    if not whom.is_checked():
        choose(whom)
    tap(page, "Begin")


def say_why_and_who(page: Page, person: Person) -> None:
    """What brings them, where, and who they are."""
    say_why_and_where(page, person)
    say_who(page, person)


def say_why_and_where(page: Page, person: Person) -> None:
    see(page, "What brings you?")
    choose(page.get_by_role("checkbox", name=person.goal))
    tap(page, "Next: where")
    see(page, re.compile("^Where "))
    for part, area in person.areas:
        list_of(page, part).locator("summary").click()
        choose(list_of(page, part).get_by_role("checkbox", name=area))
    choose(page.get_by_role("radio", name="4", exact=True))
    choose(page.get_by_role("radio", name="A few weeks"))
    page.get_by_role("button", name=re.compile("^Next: about ")).click()


def say_who(page: Page, person: Person) -> None:
    see(page, re.compile("^About "))
    page.get_by_label("Date of birth").fill(person.born)
    choose(page.get_by_role("radio", name=person.sex, exact=True))
    tap(page, "Next: health questions")


def list_of(page: Page, part: str) -> Locator:
    return page.locator("details.body-part").filter(has_text=part)


def choose(box: Locator) -> None:
    """Tap the row of a box or a round: the row is what a thumb meets."""
    box.check(force=True)
    expect(box).to_be_checked()


def answer_health(page: Page, person: Person) -> None:
    """Page by page: what applies, what one is not sure of, else "none of these"; then the medicines."""
    expect(page).to_have_url(re.compile("/health/|/groups/"))
    to_tell, asked = {*person.yes, *person.unsure}, set[str]()
    while not END.search(page.url):
        asked |= {words for words in to_tell if page.locator("label", has_text=words).count()}
        answer_page(page, person)
    assert asked == to_tell, f"nothing on the way asked {to_tell - asked}"
    if page.url.endswith("/medicines/"):
        type_medicines(page, person)
    if page.url.endswith("/follow/"):
        answer_page(page, person)


def answer_page(page: Page, person: Person) -> None:
    """One page of questions, and on to the next."""
    check_reach(page)
    asks_more = page.url.rsplit("/", 2)[-2] in ("more", "follow")
    onward = tell_more(page, person) if asks_more else tick_page(page, person)
    with page.expect_navigation():
        tap(page, onward)


def type_medicines(page: Page, person: Person) -> None:
    see(page, "Do you take any medicines?")
    if person.medicines:
        page.get_by_label("Medicines, one on each line").fill(person.medicines)
    else:
        choose(page.get_by_role("checkbox", name="I take none"))
    with page.expect_navigation():
        tap(page, "See your answer")


def tick_page(page: Page, person: Person) -> str:
    """One list of conditions, or of groups of them; the button that then leads on."""
    listed = page.locator("form fieldset").first
    ticked = [choose(box) for words in person.yes for box in listed.get_by_role("checkbox", name=words).all()]
    apart = page.locator("details.unsure")
    for words in person.unsure:
        if apart.locator("label").filter(has_text=words).count():
            apart.locator("summary").click()
            ticked.append(choose(apart.get_by_role("checkbox", name=words)))
    return "Next" if ticked else "None of these"


def tell_more(page: Page, person: Person) -> str:
    """What a yes asks further: the warning signs one has, or none of them; and what else one knows."""
    signs = page.get_by_role("group", name="Does any of these apply?")
    for group in signs.all():
        boxes = [box for words in person.signs for box in group.get_by_role("checkbox", name=words).all()]
        for box in boxes or [group.get_by_role("checkbox", name="None of these")]:
            choose(box)
    for question, answer in person.told:
        if page.get_by_label(question).count():
            page.get_by_label(question).fill(answer)
    return "Next"


def to_the_answer(page: Page, person: Person, *, for_whom: str = "Me") -> None:
    """From the front door to the answer."""
    begin(page, for_whom=for_whom)
    say_why_and_who(page, person)
    answer_health(page, person)


def say_who_is_there(page: Page, born: str = ADULT) -> None:
    """In a browser that does not know them yet."""
    see(page, "Who is there?")
    page.get_by_label("Date of birth").fill(born)
    tap(page, "Go on")


def choose_therapist(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    see(page, f"A time with {name}")


def choose_time(page: Page, *, days_ahead: int = 1, title: str = "Your details and consent") -> str:
    """The first free time of a later day, so that journeys do not meet; the words of the time."""
    choose_day(page, page.locator("a.day").nth(days_ahead))
    first = page.locator("button.time").first
    words = first.inner_text()
    first.click()
    see(page, title)
    return words


def choose_day(page: Page, day: Locator) -> None:
    address = day.get_attribute("href")
    day.click()
    expect(page.locator(f"a.day[href='{address}']")).to_have_attribute("aria-current", "date")


def give_details(page: Page, *, name: str = NAME, mail: str = MAIL) -> None:
    fill_details(page, name=name, mail=mail)
    tap(page, BOOK)


def fill_details(page: Page, *, name: str = NAME, mail: str = MAIL, signed: str = "") -> None:
    page.get_by_label("Full name of the person treated").fill(name)
    page.get_by_label("E-mail").fill(mail)
    choose(page.get_by_role("checkbox", name="I have read this and agree."))
    page.get_by_label("Type your full name").fill(signed or name)


def to_the_details(page: Page, *, therapist: str, days_ahead: int = 1) -> None:
    """From the plan to the last page before a visit exists."""
    follow(page, "Who may do this, and when")
    see(page, "Who may do this")
    choose_therapist(page, therapist)
    choose_time(page, days_ahead=days_ahead)


def book(page: Page, *, therapist: str, days_ahead: int = 1, name: str = NAME, mail: str = MAIL) -> None:
    """From the plan to the page of the visit."""
    to_the_details(page, therapist=therapist, days_ahead=days_ahead)
    give_details(page, name=name, mail=mail)


def therapists_shown(page: Page) -> list[str]:
    return page.locator(".therapist h3").all_inner_texts()


def sign_in(page: Page, email: str) -> None:
    page.goto("/")
    follow(page, "For staff")
    see(page, "Sign in to your practice")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill("unknot-demo")
    tap(page, "Sign in")
