"""The user's clicks on a control while the program asks about it.

Such a click is held back and counts as the answer "do it". The program then clicks, once, and waits for the result. If
the user's click reached the page, the program could not always tell: the web app loads no new document, and its
response may arrive before the program waits for it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import JSHandle

from pages.browser.actions import Action

_HELD = {"click", "download"}
# A short timeout in milliseconds: the control was on the page a moment ago.
_GLANCE = 2000

# The listener is the window's: it comes before those of the page, and sees clicks on what the control contains.
_HOLD = """element => {
  let clicked = false;
  const hold = event => {
    if (!event.isTrusted || !event.composedPath().includes(element)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clicked = true;
  };
  addEventListener('click', hold, true);
  return { clicked: () => clicked, release: () => removeEventListener('click', hold, true) };
}"""


@contextmanager
def held_clicks(action: Action) -> Iterator[Callable[[], bool]]:
    """Hold back the user's clicks on an action's control while the block runs.

    Args:
        action: What the user is asked about. Only clicks are held back: what the user types or chooses stays.

    Yields:
        Tells whether the user has clicked the control. False once the page has loaded another document.
    """
    handle: JSHandle | None = None
    if action.kind in _HELD and action.locator is not None:
        with suppress(PlaywrightError):
            handle = action.locator.evaluate_handle(_HOLD, timeout=_GLANCE)

    def clicked() -> bool:
        with suppress(PlaywrightError):
            return handle is not None and bool(handle.evaluate("held => held.clicked()"))
        return False

    try:
        yield clicked
    finally:
        if handle is not None:
            with suppress(PlaywrightError):
                handle.evaluate("held => held.release()")
