"""Acting on a control that something is in the way of, and explaining why a control cannot be used."""

from collections.abc import Callable

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

# What Playwright's log says about a control that another element covers.
_COVERED = "intercepts pointer events"
# What it says once it has started to act on the control, whatever the result.
_STARTED = "performing "
# What it says about a control that it waited for and did not act on.
_WHY = {
    "element is not enabled": "it is disabled",
    "element is not stable": "it keeps moving",
    "element is outside of the viewport": "it is outside the window",
}
# If Escape removes what covers a control, it does so at once.
_FREE_WITHIN_MS = 1_500

# The topmost element at the centre of a control, unless one contains the other: its text, and whether it is a dialog.
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

# Keys go to the element with the focus, so a control that cannot take the focus must not be operated by keyboard.
_TAKES_FOCUS = "element => (element.focus(), document.activeElement === element)"


def act_despite_obstacle(locator: Locator, act: Callable[[float], object], key: str, within: float) -> None:
    """Act on a control. If something covers it, do what a person would do: close that, or use the keyboard.

    Playwright has already scrolled to the control. A dialog is only ever closed with Escape, never bypassed: it may ask
    a question that only the user can answer. The control is acted on once at most: unless Playwright's log proves
    that the mouse has not clicked, nothing else is tried.

    Args:
        locator: the control.
        act: uses the mouse, takes a timeout in milliseconds, and does not wait for the result.
        key: the key that does the same.
        within: how long all attempts may take, in milliseconds.

    Raises:
        PlaywrightTimeout: the control cannot be used.
    """
    try:
        act(within / 3)
    except PlaywrightTimeout as error:
        if _STARTED in error.message:
            raise
        if _COVERED not in error.message:
            if not any(said in error.message for said in _WHY):
                raise
            act(within / 3)  # it may be disabled or moving for a short time only
        elif _free_after_escape(locator):
            act(within / 3)
        elif _is_under_a_dialog(locator) or not locator.evaluate(_TAKES_FOCUS):
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


def why_not_usable(locator: Locator, error: PlaywrightError) -> str:
    """Why a control cannot be used, as a clause; empty if the error has another cause."""
    if _COVERED in error.message:
        cover = locator.evaluate(_COVER)
        return f"it is covered by “{cover['words']}”" if cover else "it is covered by something else"
    return next((why for said, why in _WHY.items() if said in error.message), "")
