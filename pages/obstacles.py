"""What is in the way of a control that is there: how a person gets around it, and what to say where nobody can."""

from collections.abc import Callable

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

# What Playwright's log says of a control that it could not act on.
_COVERED = "intercepts pointer events"
# And of one that it has begun to act on, whatever came of that.
_BEGUN = "performing "
_WHY = {
    "element is not enabled": "it is disabled",
    "element is not stable": "it keeps moving",
    "element is outside of the viewport": "it is out of the window's reach",
}
# After something was done about it, a control is free at once, or not at all.
_FREE_WITHIN_MS = 1_500

# The uppermost thing at the middle of an element, if it is neither within it nor around it: its words, and whether it
# is a dialog, which asks for an answer before anything else.
_COVER = """element => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  if (!top || element.contains(top) || top.contains(element)) return null;
  const dialog = top.closest('dialog, [role=dialog], [role=alertdialog], [aria-modal=true]');
  let whole = dialog || top;
  while (!dialog && !whole.innerText.trim() && whole.parentElement !== document.body) whole = whole.parentElement;
  const words = whole.innerText.trim().replace(/\\s+/g, ' ').slice(0, 120);
  return {words: words || `<${whole.tagName.toLowerCase()} class="${whole.className}">`, dialog: dialog !== null};
}"""

# Keys go to whatever has the focus: a control that cannot have it must not be pressed with them.
_TAKES_KEYS = "element => (element.focus(), document.activeElement === element)"


def act_around(locator: Locator, act: Callable[[float], object], key: str, within: float) -> None:
    """Act on a control; where something covers it, do what a person would: close that, or use the keyboard.

    Playwright has scrolled already. A dialog is closed with Escape, and never worked around: it may ask what nobody but
    the person can answer. Whatever is done, the control is acted on once: where the mouse may have clicked, nothing
    more is tried.

    Args:
        locator: the control.
        act: does it with the mouse, within so many milliseconds, and does not wait for what comes of it.
        key: does the same with the keyboard.
        within: milliseconds that all of it may take.

    Raises:
        PlaywrightTimeout: the control cannot be used.
    """
    try:
        act(within / 3)
    except PlaywrightTimeout as error:
        if _BEGUN in error.message:
            raise
        if _COVERED not in error.message:
            act(within / 3)  # what is disabled or moves may do so for a while
        elif _free_after_escape(locator):
            act(within / 3)
        elif _is_under_a_dialog(locator) or not locator.evaluate(_TAKES_KEYS):
            raise
        else:
            locator.press(key, no_wait_after=True)


def _free_after_escape(locator: Locator) -> bool:
    locator.page.keyboard.press("Escape")
    try:
        locator.click(trial=True, timeout=_FREE_WITHIN_MS)
    except PlaywrightTimeout:
        return False
    return True


def _is_under_a_dialog(locator: Locator) -> bool:
    cover = locator.evaluate(_COVER)
    return bool(cover and cover["dialog"])


def why_not(locator: Locator, error: PlaywrightError) -> str:
    """Why a control that is there cannot be used; empty where that is not what went wrong."""
    if _COVERED in error.message:
        cover = locator.evaluate(_COVER)
        return f"it is covered by “{cover['words']}”" if cover else "it is covered by something else"
    return next((why for said, why in _WHY.items() if said in error.message), "")
