"""How many times somebody touches the screen: each tap, and each field typed into, is one."""

from playwright.sync_api import Page

COUNT_TAPS = """
  const count = () => {
    try { sessionStorage.taps = Number(sessionStorage.taps || 0) + 1; } catch { /* an empty page keeps nothing */ }
  };
  addEventListener("pointerdown", (event) => event.isTrusted && count(), true);
  addEventListener("change", (event) => {
    if (event.target.matches("textarea, input:not([type=checkbox], [type=radio])")) count();
  }, true);
"""


def taps_so_far(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.taps || 0)"))
