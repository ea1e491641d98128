"""The only place that clicks: every click, fill and upload on any screen goes through an `Actor`.

An actor is bound to one browser page and to the origin that the user gave. To show or record actions, register a
`pages.browser.actions.ActionObserver`. Playwright's errors are raised as `pages.errors`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, Response
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.browser import downloads
from pages.browser.actions import Action, ActionObserver, BoundControl, WaitState
from pages.browser.documents import Documents, PendingDownload
from pages.browser.execution import Execution, Performer
from pages.browser.method_links import MethodLink
from pages.browser.obstacles import act_around
from pages.browser.playwright_errors import page_error
from pages.browser.whole_page import asked_by
from pages.errors import PersonTimedOut, WrongOrigin

_EMPTY_PAGE = "about:blank"


def origin_of(address: str) -> str:
    """Scheme, host and port of a web address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


class Actor:
    """Does what a person does on one browser page.

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
        self.ask_person_to_clear: Callable[[str], None] | None = None
        self.timeout_ms: float = 30_000
        self.person_timeout_ms: float = 600_000
        # How long the web app may take to render. If it does not, most screens can be opened by their address.
        self.render_timeout_ms: float = 15_000
        self.documents = Documents(page)

    # -- looking and opening

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
        """Let the page that is shown ask for a path of its server; returns what `asked_by` returns."""
        with self._acting(self._action("open", screen, path)):
            return asked_by(self.page, self.origin + path)

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

    # -- clicking

    def click(self, control: BoundControl, *, needs_script: bool = False) -> None:
        """Click a control that changes the page in place.

        Args:
            control: what to click.
            needs_script: wait for the page's scripts first, because the click has no effect without them.
        """
        if needs_script:
            self.documents.complete()
        with self._acting(self._action_on("click", control)) as execution:
            execution.click(control.locator, partial(self._press, control))

    def click_until_answered(self, control: BoundControl, path_part: str, *, reading: bool = False) -> Response:
        """Click a control that makes the web app send a request, and wait for the response, which is returned.

        Args:
            control: what to click.
            path_part: a part of the request's address.
            reading: whether the request only reads.

        Raises:
            ServerTrouble: the server did not answer, or refused the request.
        """
        with self._acting(self._action_on("click", control)) as execution:
            press = partial(execution.trigger, partial(self._press, control))
            return self.documents.answered(press, path_part, reading=reading)

    def follow(self, control: BoundControl) -> None:
        """Click a link or submit button that loads a new document, and wait for the document.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        with self._acting(self._action_on("click", control)) as execution:

            def click() -> None:
                with self.documents.navigation():
                    execution.trigger(partial(self._press, control))

            self.documents.load(execution.unless_done(click))

    def follow_method(self, control: BoundControl) -> None:
        """Click a `data-method` link and wait for the new document (see `pages.browser.method_links`).

        Raises:
            ServerTrouble: the server did not answer, or answered with an error, or the page's script did not run.
        """
        with self._acting(self._action_on("click", control)) as execution:
            link = MethodLink(self.documents, lambda: execution.trigger(partial(self._press, control)))
            self.documents.load(execution.unless_done(link.follow), link.follow_again)

    def download(self, control: BoundControl) -> PendingDownload:
        """Click a link that sends a file. The file may still be downloading when this returns.

        Raises:
            ServerTrouble: the server sent an error instead of the file, or the connection was not encrypted.
            SignedOut: the server sent its sign-in page instead of the file.
        """
        with self._acting(self._action_on("download", control)) as execution:
            click = partial(execution.trigger, partial(self._press, control))
            return downloads.download(self.documents, click, self.origin)

    def read_picture(self, address: str) -> tuple[bytes, str]:
        """Download a picture that the page shows.

        Returns:
            Its content and its media type.

        Raises:
            ServerTrouble: it could not be downloaded, or Mastodon does not accept its type.
        """
        downloads.expect_encrypted(address, self.origin)
        return downloads.picture(self.page, address)

    # -- forms

    def fill(self, control: BoundControl, text: str) -> None:
        """Type text that is not secret."""
        with self._acting(self._action_on("fill", control)) as execution:
            execution.change(control.locator, lambda: control.locator.fill(text), text)

    def search(self, control: BoundControl, text: str, path_part: str) -> None:
        """Type into a search field of the web app, press Enter, and wait for the response.

        Args:
            control: the field.
            text: what to look for.
            path_part: a part of the request's address.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        with self._acting(self._action_on("fill", control)) as execution:

            def type_and_enter() -> None:
                execution.change(control.locator, lambda: control.locator.fill(text), text)
                control.locator.press("Enter")

            self.documents.answered(type_and_enter, path_part, reading=True)

    def expect_own_origin(self) -> None:
        """Make sure that the page belongs to this server's origin.

        Raises:
            WrongOrigin: the page belongs to another server.
        """
        found = origin_of(self.page.url)
        if found != self.origin:
            raise WrongOrigin(self.origin, found)

    def fill_secret(self, control: BoundControl, secret: str) -> None:
        """Type a password or a code, but only into a page of this server's origin.

        Raises:
            WrongOrigin: the page belongs to another server; nothing was typed.
        """
        self.expect_own_origin()
        with self._acting(self._action_on("secret", control)) as execution:

            def type_secret() -> None:
                self.expect_own_origin()  # again: an observer may have waited, and the page may have changed
                control.locator.fill(secret)

            typed = execution.change(control.locator, type_secret)
            if execution.performer != "actor":
                self.on_secret_typed(typed)

    def choose(self, control: BoundControl, value: str) -> None:
        """Choose an option of a drop-down list by its value."""
        with self._acting(self._action_on("choose", control)) as execution:
            execution.change(control.locator, lambda: control.locator.select_option(value=value), value)

    def check(self, control: BoundControl, *, on: bool = True) -> None:
        """Check a checkbox or a radio button, or uncheck a checkbox."""
        set_checked = control.locator.set_checked
        with self._acting(self._action_on("check" if on else "uncheck", control)) as execution:

            def act() -> None:
                act_around(control.locator, lambda ms: set_checked(on, timeout=ms), "Space", self.timeout_ms)

            execution.change(control.locator, act, str(on).lower())

    def upload(self, control: BoundControl, file: Path) -> None:
        """Choose a file in a file input, which may be hidden."""
        with self._acting(self._action_on("upload", control), state="attached") as execution:
            execution.change(control.locator, lambda: control.locator.set_input_files(file))

    # -- how an action is performed

    def _press(self, control: BoundControl) -> None:
        click = control.locator.click
        act_around(control.locator, lambda ms: click(timeout=ms, no_wait_after=True), "Enter", self.timeout_ms)

    def _action(self, kind: str, screen: str, control: str, locator: Locator | None = None) -> Action:
        return Action(kind, screen, control, self.page, locator)

    def _action_on(self, kind: str, control: BoundControl) -> Action:
        return self._action(kind, control.screen, control.name, control.locator)

    @contextmanager
    def _acting(self, action: Action, state: WaitState = "visible") -> Iterator[Execution]:
        """Wait for the control, call the observers before and after the action, and translate Playwright's errors."""
        execution = Execution("actor", self.person_timeout_ms)
        try:
            if action.locator is not None:
                action.locator.wait_for(state=state)
            performers = [observer.before(action) for observer in self.observers]
            performer: Performer = next((performer for performer in performers if performer != "actor"), "actor")
            execution = replace(execution, performer=performer)
            if execution.performer == "person":
                self.page.set_default_timeout(self.person_timeout_ms)
            yield execution
            for observer in self.observers:
                observer.after(action)
        except PlaywrightError as error:
            if isinstance(error, PlaywrightTimeout) and execution.performer == "person":
                raise PersonTimedOut(self.person_timeout_ms / 1000) from error
            raise page_error(error, action, self.documents) from error
        finally:
            if execution.performer == "person":
                self.page.set_default_timeout(self.timeout_ms)
