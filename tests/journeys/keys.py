"""The steps of somebody who has a keyboard only. At each stop the focus has to be seen."""

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 120
# Within a field for a date the last stop is the browser's own calendar button, on which the browser draws its own ring.
FOCUS_IS_SEEN = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return true;
  const ringed = (part) => {
    const style = part && getComputedStyle(part);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  if (focused.type === "date" && !focused.matches(":focus-visible")) return true;
  const drawn = focused.querySelector("path");
  if (drawn && focused.closest("svg")) return parseFloat(getComputedStyle(drawn).strokeWidth) >= 3;
  const shown = ringed(focused) ? focused : focused.closest("label");
  const place = shown && shown.getBoundingClientRect();
  return ringed(shown) && place.width > 0 && place.bottom > 0 && place.top < innerHeight;
}"""
IS_THERE = "part => part === document.activeElement"
IS_ITS_GROUP = "part => part.type === 'radio' && part.name && part.name === document.activeElement.name"


def go_to(page: Page, target: Locator) -> None:
    """Tab on to a part of the page; within a group of rounds, on with the arrows."""
    goal = target.first
    expect(goal).to_be_attached()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        check_focus(page)
        if goal.evaluate(IS_THERE):
            return
        if goal.evaluate(IS_ITS_GROUP):
            arrow_to(page, goal)
            return
    raise AssertionError(f"{page.url}: {target} is not reached by Tab")


def arrow_to(page: Page, goal: Locator) -> None:
    for _ in range(MOST_STOPS):
        page.keyboard.press("ArrowDown")
        check_focus(page)
        if goal.evaluate(IS_THERE):
            return
    raise AssertionError(f"{page.url}: {goal} is not reached by the arrows")


def check_focus(page: Page) -> None:
    words = "document.activeElement.outerHTML.slice(0, 200)"
    assert page.evaluate(FOCUS_IS_SEEN), f"{page.url}: the focus is not seen on {page.evaluate(words)}"


def enter(page: Page, target: Locator) -> None:
    go_to(page, target)
    page.keyboard.press("Enter")


def choose_by_keys(page: Page, box: Locator) -> None:
    go_to(page, box)
    if not box.first.is_checked():
        page.keyboard.press("Space")
    expect(box.first).to_be_checked()


def write(page: Page, field: Locator, words: str) -> None:
    go_to(page, field)
    page.keyboard.type(words)
