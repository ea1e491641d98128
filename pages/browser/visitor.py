"""What a person does on a browser page without changing anything: opening, looking and reading.

This is also where every action is announced to the observers, and where Playwright's errors become `pages.errors`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.browser import downloads
from pages.browser.actions import Action, ActionObserver, BoundControl, WaitState
from pages.browser.documents import Documents
from pages.browser.execution import Execution, Performer
from pages.browser.playwright_errors import page_error
from pages.browser.whole_page import fetch_from_page
from pages.errors import UserTimedOut, WrongOrigin

_EMPTY_PAGE = "about:blank"


def origin_of(address: str) -> str:
    """Scheme, host and port of a web address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


class Visitor:
    """Opens, looks at and reads the pages of one server. It never clicks: `pages.browser.actor` does.

    Args:
        page: the browser page.
        origin: the server's origin, as the user gave it. Secrets are typed only into pages of this origin.
    """

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.observers: list[ActionObserver] = []
        self.confirm_password: Callable[[], None] | None = None
        # Called with a secret that the user has typed, or with None if it could no longer be read.
        self.on_secret_typed: Callable[[str | None], None] = lambda secret: None
        # Asks the user to clear an obstacle in the window; None if nobody is watching.
        self.ask_user_to_clear: Callable[[str], None] | None = None
        self.timeout_ms: float = 30_000
        self.user_timeout_ms: float = 600_000
        # How long the web app may take to render. If it does not, most screens can be opened by their address.
        self.render_timeout_ms: float = 15_000
        self.documents = Documents(page)

    def open(self, path: str, screen: str) -> None:
        """Open a path of this server, as if typed into the address bar.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        with self._acting(self._action("open", screen, path)):
            self.documents.load(partial(self.documents.go, self.origin + path))

    def read(self, path: str, screen: str) -> str:
        """Open a path of this server, and return its HTML. Raises what `open` raises."""
        with self._acting(self._action("open", screen, path)):
            return self.documents.fetch(self.origin + path)

    def ask(self, path: str, screen: str) -> str:
        """Let the page that is shown ask for a path of its server; returns what `fetch_from_page` returns."""
        with self._acting(self._action("open", screen, path)):
            return fetch_from_page(self.page, self.origin + path)

    def reload(self, screen: str) -> None:
        """Load the page's address again. The browser's own reload would submit a form a second time.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        with self._acting(self._action("reload", screen, urlsplit(self.page.url).path)):
            self.documents.load(partial(self.documents.go, self.page.url))

    def leave(self) -> None:
        """Leave the server for an empty page, so that the web app stops sending requests."""
        with self._acting(self._action("leave", "Empty page", _EMPTY_PAGE)):
            self.documents.go(_EMPTY_PAGE)

    def look(self, control: BoundControl) -> None:
        """Scroll to a control without clicking it."""
        with self._acting(self._action_on("look", control)):
            control.locator.scroll_into_view_if_needed()

    def wait_for(self, control: BoundControl, state: WaitState = "visible") -> None:
        """Wait until a control has reached a state.

        Raises:
            ScreenNotRecognised: it did not reach the state within the timeout.
            ServerTrouble: the server failed to deliver what the page needs to show it.
        """
        try:
            control.locator.wait_for(state=state)
        except PlaywrightTimeout as error:
            raise self.documents.missing(control.screen, control.name) from error

    def read_picture(self, address: str) -> tuple[bytes, str]:
        """Download a picture that the page shows.

        Returns:
            Its content and its media type.

        Raises:
            ServerTrouble: it could not be downloaded, or Mastodon does not accept its type.
        """
        downloads.expect_encrypted(address, self.origin)
        return downloads.picture(self.page, address)

    def expect_own_origin(self) -> None:
        """Make sure that the page belongs to this server's origin.

        Raises:
            WrongOrigin: the page belongs to another server.
        """
        found = origin_of(self.page.url)
        if found != self.origin:
            raise WrongOrigin(self.origin, found)

    # -- how an action is performed

    def _action(self, kind: str, screen: str, control: str) -> Action:
        return Action(kind, screen, control, self.page)

    def _action_on(self, kind: str, control: BoundControl) -> Action:
        return Action(kind, control.screen, control.name, self.page, control.locator, control.irreversible)

    @contextmanager
    def _acting(self, action: Action, state: WaitState = "visible") -> Iterator[Execution]:
        """Wait for the control, call the observers before and after the action, and translate Playwright's errors."""
        execution = Execution("actor", self.user_timeout_ms)
        try:
            if action.locator is not None:
                action.locator.wait_for(state=state)
            performers = [observer.before(action) for observer in self.observers]
            performer: Performer = next((performer for performer in performers if performer != "actor"), "actor")
            execution = replace(execution, performer=performer)
            if execution.performer == "person":
                self.page.set_default_timeout(self.user_timeout_ms)
            yield execution
            for observer in self.observers:
                observer.after(action)
        except PlaywrightError as error:
            if isinstance(error, PlaywrightTimeout) and execution.performer == "person":
                raise UserTimedOut(self.user_timeout_ms / 1000) from error
            raise page_error(error, action, self.documents) from error
        finally:
            if execution.performer == "person":
                self.page.set_default_timeout(self.timeout_ms)
