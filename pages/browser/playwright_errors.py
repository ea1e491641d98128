"""Playwright's errors, translated into the errors of `pages.errors`."""

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.browser.actions import Action
from pages.browser.documents import Documents
from pages.browser.obstacles import why_not_usable
from pages.errors import ControlNotUsable, ScreenNotRecognised


def page_error(error: PlaywrightError, action: Action, documents: Documents) -> Exception:
    """The error to raise instead of the one that Playwright raised during an action.

    If the browser page has been closed, this is Playwright's own error.
    """
    if isinstance(error, PlaywrightTimeout):
        if action.locator is not None and (why := why_not_usable(action.locator, error)):
            return ControlNotUsable(action.screen, action.page.url, action.control, why)
        return documents.missing(action.screen, action.control)
    first_line = error.message.splitlines()[0]
    if "has been closed" in first_line or action.page.is_closed():
        return error
    detail = "more than one match" if "strict mode violation" in first_line else first_line
    return ScreenNotRecognised(action.screen, action.page.url, f"{action.control} ({detail})")
