"""The one place that clicks: every click, fill and upload on any screen goes through an `Actor`.

An actor is bound to one browser page and to the origin that the person named. What shows or records actions registers
a `pages.actions.ActionObserver`; what Playwright reports is raised as one of `pages.errors`.
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

from pages.actions import Action, ActionObserver, BoundControl, WaitState
from pages.documents import READING, Documents, PendingDownload, addresses_passed, announced_size, is_file, trouble_of
from pages.errors import ControlNotUsable, LeftUndone, ScreenNotRecognised, ServerTrouble, SignedOut, WrongOrigin
from pages.execution import Execution
from pages.obstacles import act_around, why_not

# What Mastodon takes as a picture, and what such a file is called.
PICTURE_TYPES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}

# Where one is while nothing is asked of a server.
_EMPTY_PAGE = "about:blank"

# A data-method link that was followed before the page's script had started is tried this often in all.
_SCRIPT_TRIES = 5


def origin_of(address: str) -> str:
    """Scheme, host and port of a web address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


class Actor:
    """Does what a person does with one browser page.

    Args:
        page: the browser page.
        origin: the server's origin that the person named; secrets are typed into pages of this origin only.
    """

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.observers: list[ActionObserver] = []
        self.confirm_password: Callable[[], None] | None = None
        # Whom to tell of a secret that the person has typed; None where it could not be read any more.
        self.typed_by_the_person: Callable[[str | None], None] = lambda secret: None
        # Whom to ask to clear a page out of the way, in the window; None where nobody watches.
        self.ask_to_clear: Callable[[str], None] | None = None
        self.timeout_ms: float = 30_000
        self.person_within_ms: float = 600_000
        # How long the web app may take to draw itself; without it most things have an address, too.
        self.drawn_within_ms: float = 15_000
        self.documents = Documents(page)

    # -- looking and opening

    def open(self, path: str, screen: str) -> None:
        """Open an address of this server, as by typing it into the address bar.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        with self._acting(self._action("open", screen, path)):
            self.documents.load(partial(self.documents.go, self.origin + path))

    def reload(self, screen: str) -> None:
        """Read the page's address again. The browser's own reload would send a form once more."""
        with self._acting(self._action("reload", screen, urlsplit(self.page.url).path)):
            self.documents.load(partial(self.documents.go, self.page.url))

    def leave(self) -> None:
        """Leave the server for an empty page, as by closing the tab: the web app asks nothing of it any more."""
        with self._acting(self._action("leave", "Empty page", _EMPTY_PAGE)):
            self.documents.go(_EMPTY_PAGE)

    def look(self, control: BoundControl) -> None:
        """Scroll to a control and look at it; nothing is clicked."""
        with self._acting(self._action_on("look", control)):
            control.locator.scroll_into_view_if_needed()

    def wait_for(self, control: BoundControl, state: WaitState = "visible") -> None:
        """Wait for a control to come into view, or to go away.

        Raises:
            ScreenNotRecognised: it did not, within the timeout.
        """
        try:
            control.locator.wait_for(state=state)
        except PlaywrightTimeout as error:
            raise self.documents.missing(control.screen, control.name) from error

    # -- clicking

    def click(self, control: BoundControl, *, needs_script: bool = False) -> None:
        """Click something that changes the page in place; where only the page's script does so, once it has run."""
        if needs_script:
            self.documents.complete()
        with self._acting(self._action_on("click", control)) as execution:
            execution.click(control.locator, partial(self._press, control))

    def click_until_answered(self, control: BoundControl, path_part: str) -> None:
        """Click something that makes the web app tell its server, and wait for the server's answer to that.

        Raises:
            ServerTrouble: the server did not answer, or refused it.
        """
        with self._acting(self._action_on("click", control)) as execution:
            try:
                with self.page.expect_response(lambda r: path_part in r.url and r.request.method != "GET") as answer:
                    execution.click_for(partial(self._press, control))
            except PlaywrightTimeout as error:
                raise ServerTrouble(
                    self.page.url, None, "The server did not answer in time.", code="TIMED_OUT"
                ) from error
            if not answer.value.ok:
                raise trouble_of(answer.value, reading=False)

    def follow(self, control: BoundControl) -> None:
        """Click a link or a form's button that loads a new document, and wait for that document.

        Raises:
            ServerTrouble: the server answered with an error, or not at all.
        """
        with self._acting(self._action_on("click", control)) as execution:

            def click() -> None:
                with self.documents.navigation():
                    execution.click_for(partial(self._press, control))

            self.documents.load(execution.asked_for(click))

    def follow_method(self, control: BoundControl) -> None:
        """Click a `data-method` link, which the page's script turns into a form.

        Before that script has started the link is a plain GET, which changes nothing; that is noticed, and the
        link is clicked again (SCREENS.md, "Settings, left panel").

        Raises:
            ServerTrouble: the server answered with an error, or the script never came.
        """
        address, documents = self.page.url, self.documents
        with self._acting(self._action_on("click", control)) as execution:

            def click() -> None:
                for _ in range(_SCRIPT_TRIES):
                    documents.complete()
                    with documents.navigation(), self.page.expect_request(documents.is_navigation) as request:
                        execution.click_for(partial(self._press, control))
                    if request.value.method not in READING:
                        return
                    documents.go(address)
                said = "The page's script did not run, which this link needs."
                raise ServerTrouble(address, None, said, reading=True)

            def click_again() -> None:
                documents.read(address)
                click()

            documents.load(execution.asked_for(click), click_again)

    def download(self, control: BoundControl) -> PendingDownload:
        """Click a link that sends a file, and return the download (which may still be under way).

        A download that begins while the page is loading ends the loading, its script's too: so that comes first.

        Raises:
            ServerTrouble: an error came in place of the file, or it came by a way that is not encrypted.
            SignedOut: the sign-in page came.
        """
        address, found = self.page.url, list[PendingDownload]()
        with self._acting(self._action_on("download", control)) as execution:

            def click() -> None:
                if self.page.url != address:
                    self.documents.read(address)
                self.documents.complete()
                with self.page.expect_download() as download:
                    with self.page.expect_response(self.documents.ends_a_navigation) as answer:
                        execution.click_for(partial(self._press, control))
                    if not is_file(answer.value):
                        raise self._no_file(answer.value)
                found.append(PendingDownload(download.value, announced_size(answer.value)))
                for passed in addresses_passed(answer.value):
                    self.expect_encrypted(passed)

            self.documents.repeat(lambda: self.documents.watch(click))
        return found[-1]

    def expect_encrypted(self, address: str) -> None:
        """Make sure that a file's address is one of https (or as the named origin, which may be this very machine).

        Raises:
            ServerTrouble: it is not.
        """
        if urlsplit(address).scheme not in {"https", urlsplit(self.origin).scheme}:
            raise ServerTrouble(address, None, "The file's address is not an encrypted one.", reached=False)

    def _no_file(self, answer: Response) -> Exception:
        self.documents.parsed()
        if urlsplit(answer.url).path == "/auth/sign_in":
            return SignedOut(answer.url)
        return trouble_of(answer, reading=True)

    def read_picture(self, address: str) -> tuple[bytes, str]:
        """Save a picture that the page shows: its content and its media type.

        Raises:
            ServerTrouble: it is not to be had, or is no picture of a kind that Mastodon takes.
        """
        self.expect_encrypted(address)
        try:
            answer = self.page.context.request.get(address, max_redirects=3)
            media_type = answer.headers.get("content-type", "").partition(";")[0]
            if not answer.ok or media_type not in PICTURE_TYPES:
                raise ServerTrouble(address, answer.status, f"This is no picture: {media_type or 'unknown'}.")
            return answer.body(), media_type
        except PlaywrightError as error:
            raise ServerTrouble(address, None, error.message.splitlines()[0]) from error

    # -- forms

    def fill(self, control: BoundControl, text: str) -> None:
        """Type a text that is no secret."""
        with self._acting(self._action_on("fill", control)) as execution:
            execution.change(control.locator, lambda: control.locator.fill(text), text)

    def expect_own_origin(self) -> None:
        """Make sure that the page is one of the origin that the person named.

        Raises:
            WrongOrigin: it is another server's.
        """
        found = origin_of(self.page.url)
        if found != self.origin:
            raise WrongOrigin(self.origin, found)

    def fill_secret(self, control: BoundControl, secret: str) -> None:
        """Type a password or a code, into a page of the named origin only.

        Raises:
            WrongOrigin: the page is another server's; nothing was typed.
        """
        self.expect_own_origin()
        with self._acting(self._action_on("secret", control)) as execution:

            def type_it() -> None:
                self.expect_own_origin()  # until somebody gave leave to type, the page may have moved on
                control.locator.fill(secret)

            typed = execution.change(control.locator, type_it)
            if execution.performer != "actor":
                self.typed_by_the_person(typed)

    def choose(self, control: BoundControl, value: str) -> None:
        """Choose an option of a drop-down list by its value."""
        with self._acting(self._action_on("choose", control)) as execution:
            execution.change(control.locator, lambda: control.locator.select_option(value=value), value)

    def check(self, control: BoundControl) -> None:
        """Check a radio button or a box."""
        check = control.locator.check
        with self._acting(self._action_on("check", control)) as execution:

            def act() -> None:
                act_around(control.locator, lambda ms: check(timeout=ms), "Space", self.timeout_ms)

            execution.change(control.locator, act, "true")

    def upload(self, control: BoundControl, file: Path) -> None:
        """Pick a file in a file field, hidden or not."""
        with self._acting(self._action_on("upload", control), state="attached") as execution:
            execution.change(control.locator, lambda: control.locator.set_input_files(file))

    # -- mechanism

    def _press(self, control: BoundControl) -> None:
        click = control.locator.click
        act_around(control.locator, lambda ms: click(timeout=ms, no_wait_after=True), "Enter", self.timeout_ms)

    def _action(self, kind: str, screen: str, control: str, locator: Locator | None = None) -> Action:
        return Action(kind, screen, control, self.page, locator)

    def _action_on(self, kind: str, control: BoundControl) -> Action:
        return self._action(kind, control.screen, control.name, control.locator)

    @contextmanager
    def _acting(self, action: Action, state: WaitState = "visible") -> Iterator[Execution]:
        execution = Execution("actor", self.person_within_ms)
        try:
            if action.locator is not None:
                action.locator.wait_for(state=state)
            performers = [observer.before(action) for observer in self.observers]
            execution = replace(
                execution, performer=next((performer for performer in performers if performer != "actor"), "actor")
            )
            if execution.performer == "person":
                self.page.set_default_timeout(self.person_within_ms)
            yield execution
            for observer in self.observers:
                observer.after(action)
        except PlaywrightTimeout as error:
            if execution.performer == "person":
                raise LeftUndone(self.person_within_ms / 1000) from error
            raise self._not_done(error, action) from error
        except PlaywrightError as error:
            raise self._explained(error, action) from error
        finally:
            if execution.performer == "person":
                self.page.set_default_timeout(self.timeout_ms)

    def _not_done(self, error: PlaywrightTimeout, action: Action) -> Exception:
        """Why nothing came of an action in time: the control is not there, or it is and cannot be used."""
        if action.locator is not None and (why := why_not(action.locator, error)):
            return ControlNotUsable(action.screen, self.page.url, action.control, why)
        return self.documents.missing(action.screen, action.control)

    def _explained(self, error: PlaywrightError, action: Action) -> Exception:
        first_line = error.message.splitlines()[0]
        if "has been closed" in first_line or self.page.is_closed():
            return error
        more = "more than one" if "strict mode violation" in first_line else first_line
        return ScreenNotRecognised(action.screen, self.page.url, f"{action.control} ({more})")
