"""The only place that clicks: every click, fill and upload on any screen goes through an `Actor`.

An actor is bound to one browser page and to the origin that the user gave. To show or record actions, register a
`pages.browser.actions.ActionObserver`. Playwright's errors are raised as `pages.errors`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Response

from pages.browser import downloads
from pages.browser.actions import BoundControl
from pages.browser.documents import PendingDownload
from pages.browser.execution import Execution
from pages.browser.method_links import MethodLink
from pages.browser.obstacles import act_despite_obstacle
from pages.browser.visitor import Visitor
from pages.errors import ControlNotUsable


class Actor(Visitor):
    """A `Visitor` that also clicks, types, chooses and uploads, as a person does."""

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

    def click_and_await_response(self, control: BoundControl, path_part: str, *, reading: bool = False) -> Response:
        """Click a control that makes the web app send a request, and wait for the response, which is returned.

        Args:
            control: what to click.
            path_part: a part of the request's address.
            reading: whether the request only reads.

        Raises:
            ServerTrouble: the server did not answer, or refused the request.
            ControlNotUsable: the user has loaded another document.
        """
        with self._acting_in_place("click", control) as execution:
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

    def follow_method_link(self, control: BoundControl) -> None:
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
            ControlNotUsable: the user has loaded another document.
        """
        with self._acting_in_place("download", control) as execution:
            click = partial(execution.trigger, partial(self._press, control))
            return downloads.download(self.documents, click, self.origin)

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
            ControlNotUsable: the user has loaded another document.
        """
        with self._acting_in_place("fill", control) as execution:

            def type_and_enter() -> None:
                execution.change(control.locator, lambda: control.locator.fill(text), text)
                control.locator.press("Enter")

            self.documents.answered(type_and_enter, path_part, reading=True)

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
                act_despite_obstacle(control.locator, lambda ms: set_checked(on, timeout=ms), "Space", self.timeout_ms)

            execution.change(control.locator, act, str(on).lower())

    def upload(self, control: BoundControl, file: Path) -> None:
        """Choose a file in a file input, which may be hidden."""
        with self._acting(self._action_on("upload", control), state="attached") as execution:
            execution.change(control.locator, lambda: control.locator.set_input_files(file))

    # -- how an action is performed

    @contextmanager
    def _acting_in_place(self, kind: str, control: BoundControl) -> Iterator[Execution]:
        """As `_acting`, for a click whose result comes to the document that has the control.

        If the user has loaded another document, nobody can tell whether they clicked before, so nothing is done.
        """
        with self._acting(self._action_on(kind, control)) as execution:
            if execution.performer == "done":
                why = "another page was opened in the window meanwhile"
                raise ControlNotUsable(control.screen, self.page.url, control.name, why)
            yield execution

    def _press(self, control: BoundControl) -> None:
        click = control.locator.click
        act_despite_obstacle(
            control.locator, lambda ms: click(timeout=ms, no_wait_after=True), "Enter", self.timeout_ms
        )
