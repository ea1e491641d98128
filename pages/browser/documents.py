"""Loading documents: what the browser requested, what the server answered, and whether it arrived completely.

Every failure between browser and server is raised as a `ServerTrouble`, which says whether it is safe to ask again.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

from playwright.sync_api import Download, Page, Playwright, Request, Response
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.errors import ScreenNotRecognised, ServerTrouble

# Methods that change nothing on the server, so that a request can be repeated.
SAFE_METHODS = {"GET", "HEAD"}
# Resources that a page needs to render. Pictures may be missing.
_NEEDED_TO_RENDER = {"script", "xhr", "fetch"}

# The title and the first visible heading of an unknown page, shortened because they can have any length.
_TITLE_AND_HEADING = """() => {
  const short = text => (text || '').trim().replace(/\\s+/g, ' ').slice(0, 120);
  const headings = [...document.querySelectorAll('h1, h2, h3')].filter(heading => heading.offsetParent !== null);
  return [short(document.title), short(headings.map(heading => heading.innerText).find(text => text.trim()))];
}"""


@dataclass(frozen=True)
class PendingDownload:
    """A file that may still be downloading, and its size in bytes if the server has announced it."""

    download: Download
    size: int | None


# A selector engine instead of `page.wait_for_function`: that one runs in the page's main world and loads Playwright's
# whole script (340 kB) into it for every document. Selectors run in an isolated world, where the script is already.
# `document=parsed` matches once the document is parsed and its style sheets have loaded; before that, elements that
# they hide count as visible. `document=complete` matches once its scripts have run, too. A style sheet that fails to
# load has no `sheet`, but then the document becomes complete all the same.
_DOCUMENT_SELECTOR = """{
  queryAll(root, wanted) {
    const sheets = [...document.querySelectorAll('link[rel~=stylesheet]:not([disabled])')];
    const parsed = document.readyState === 'interactive' && sheets.every(link => link.sheet);
    const reached = document.readyState === 'complete' || (wanted === 'parsed' && parsed);
    return reached ? [document.documentElement] : [];
  },
  query(root, wanted) { return this.queryAll(root, wanted)[0]; }
}"""


def register_selectors(playwright: Playwright) -> None:
    """Register the selector engine that `Documents` waits with. Call this once, before a page is opened."""
    playwright.selectors.register("document", script=_DOCUMENT_SELECTOR, content_script=True)


class Documents:
    """The documents that one browser page loads, one after another."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # Calls its argument, and may call it again if the server fails and nothing was sent. By default, once.
        self.repeat: Callable[[Callable[[], None]], None] = lambda read: read()
        self._server_has_answered = False
        self._request: Request | None = None
        self._form_sent = False
        self._response: Response | None = None
        self._incomplete = False
        self._failure = ""
        self._failed_resource: Response | None = None
        self.not_found: set[str] = set()  # addresses of data that the document asked for, and that do not exist
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        page.on("requestfailed", self._on_request_failed)

    @property
    def status(self) -> int | None:
        """The HTTP status of the document that the browser shows."""
        return self._response.status if self._response else None

    def load(
        self,
        ask: Callable[[], object],
        again: Callable[[], object] | None = None,
        arrived: Callable[[], object] | None = None,
    ) -> None:
        """Load a document. If the server fails and nothing was sent, `repeat` may try again.

        Args:
            ask: makes the browser request the document, by an address or by a click.
            again: makes the request again, for a click that has not sent anything. By default, the address that failed
                is loaded.
            arrived: waits for the document; by default, until it is parsed.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        attempts = [ask]

        def attempt() -> None:
            try:
                self.load_once(attempts[-1], arrived)
            except ServerTrouble as trouble:
                if trouble.reading:
                    attempts.append(again if again and not self._form_sent else partial(self.go, trouble.address))
                raise

        self.repeat(attempt)

    def go(self, address: str) -> None:
        """Open an address, and return when the response starts."""
        self.page.goto(address, wait_until="commit")

    def fetch(self, address: str) -> str:
        """Open an address, and return the document's HTML once all of it has arrived. Raises what `load` raises."""
        texts: list[str] = []
        ask = partial(self.go, address)
        self.load(ask, ask, lambda: texts.append(self._text()))
        return texts[-1]

    def _text(self) -> str:
        try:
            return self._response.text() if self._response else ""
        except PlaywrightError as error:
            raise self._no_answer("The connection was lost before the page was complete.") from error

    def answered(self, act: Callable[[], object], path_part: str, *, reading: bool) -> Response:
        """Do something that makes the web app send a request, and wait for the response.

        Args:
            act: does it.
            path_part: a part of the request's address.
            reading: whether the request only reads.

        Raises:
            ServerTrouble: the server did not answer, or refused the request.
        """
        try:
            with self.page.expect_response(
                lambda one: path_part in one.url and (one.request.method == "GET") == reading
            ) as response:
                act()
        except PlaywrightTimeout as error:
            said = "The server did not answer in time."
            raise ServerTrouble(self.page.url, None, said, reading=reading, code="TIMED_OUT") from error
        if not response.value.ok:
            raise error_from(response.value, reading=reading)
        return response.value

    def read(self, address: str) -> None:
        """Open an address once, and wait until the document is parsed.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        self.go(address)
        self.parsed()
        self.check_answer()

    def load_once(self, ask: Callable[[], object], arrived: Callable[[], object] | None = None) -> None:
        """Request a document once, and wait until it is parsed. Network errors are raised as `ServerTrouble`.

        Args:
            ask: makes the browser request the document.
            arrived: waits for the document; by default, until it is parsed.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        self._request, self._incomplete, self._form_sent = None, False, False
        try:
            ask()
            (arrived or self.parsed)()
        except PlaywrightTimeout as error:
            if self._request is None:  # nothing was requested, so the control is at fault
                raise
            raise self._no_answer("The server did not answer in time.", "TIMED_OUT") from error
        except PlaywrightError as error:
            first_line = error.message.splitlines()[0]
            if "net::ERR_" not in first_line:
                raise
            said = first_line.split("net::", 1)[-1].split(" ", 1)[0]
            raise self._no_answer(f"{said}.", said.removeprefix("ERR_")) from error
        self.check_answer()

    def check_answer(self) -> None:
        """Check the document that the browser shows.

        Raises:
            ServerTrouble: its status is 429, or 500 or higher, or it did not arrive completely.
        """
        response = self._response
        if self.page.url.startswith("chrome-error:"):
            raise self._no_answer("The browser could not load the page.", self._failure)
        if response is not None and _is_server_error(response):
            raise error_from(response, reading=self._only_read())
        if self._incomplete:
            raise self._no_answer("The connection was lost before the page was complete.")

    def missing(self, screen: str, control: str) -> ScreenNotRecognised | ServerTrouble:
        """The error for a control that is not there: the server failed, or the page is a different one."""
        failed = self._failed_resource
        if failed is not None:
            return ServerTrouble(failed.url, failed.status, f'"{control}" did not appear.', _retry_time(failed))
        return ScreenNotRecognised(screen, self.page.url, control, self.seen())

    def seen(self) -> str:
        """A sentence about the page that the browser shows: its title, its first heading and its status."""
        try:
            title, heading = self.page.evaluate(_TITLE_AND_HEADING)
        except PlaywrightError:  # the page has been closed, or is navigating
            return ""
        words = [f"is titled “{title}”"] if title else []
        words += [f"begins with “{heading}”"] if heading and heading != title else []
        return f"The page {' and '.join(words) or 'has no title or heading'} (status {self.status or 'unknown'})."

    def navigation(self) -> AbstractContextManager[Any]:
        """A context manager that waits, on exit, until the response for a new document starts."""
        return self.page.expect_navigation(wait_until="commit")

    def complete(self) -> None:
        """Wait until the document's scripts have run. After a download, Playwright's own load state may never come.

        Raises:
            ServerTrouble: they did not load in time; loading the page again may help.
        """
        try:
            self.page.locator("document=complete").wait_for(state="attached")
        except PlaywrightTimeout as error:
            said = "The page's script did not load in time."
            raise ServerTrouble(self.page.url, None, said, reading=True) from error

    def parsed(self) -> None:
        """Wait until the document is parsed, so that no table is read incompletely, and its style sheets are loaded.

        Its scripts may not have run yet. They can take long, and only `data-method` links need them.
        """
        self.page.locator("document=parsed").wait_for(state="attached")

    def is_navigation(self, request: Request) -> bool:
        """Whether a request is for a document of the page's main frame."""
        return request.is_navigation_request() and request.frame == self.page.main_frame

    def ends_navigation(self, response: Response) -> bool:
        """Whether a response is a document of the page's main frame or a file, and not a redirect."""
        return self.is_navigation(response.request) and not 300 <= response.status < 400

    def _no_answer(self, said: str, code: str = "") -> ServerTrouble:
        address = self._request.url if self._request else self.page.url
        reached = self._server_has_answered
        return ServerTrouble(address, None, said, reading=self._only_read(), reached=reached, code=code)

    def _only_read(self) -> bool:
        """Whether the last request changed nothing on the server, so that it is safe to repeat."""
        return self._request is not None and self._request.method in SAFE_METHODS

    def _on_request(self, request: Request) -> None:
        if self.is_navigation(request):
            self._request, self._incomplete, self._failed_resource = request, False, None
            self.not_found.clear()
            self._form_sent = self._form_sent or request.method not in SAFE_METHODS

    def _on_response(self, response: Response) -> None:
        self._server_has_answered = True
        if self.is_navigation(response.request):
            self._response = response
        elif response.request.resource_type in _NEEDED_TO_RENDER and _is_server_error(response):
            self._failed_resource = response
        elif response.status == 404:
            self.not_found.add(response.url)

    def _on_request_failed(self, request: Request) -> None:
        # A download aborts its navigation. Any other failure leaves an incomplete document.
        if request == self._request and request.failure != "net::ERR_ABORTED":
            self._incomplete = True
            self._failure = (request.failure or "").removeprefix("net::ERR_")


def error_from(response: Response, *, reading: bool) -> ServerTrouble:
    """The error for a response with an error status.

    Args:
        response: the response.
        reading: whether the request changed nothing on the server.
    """
    return ServerTrouble(response.url, response.status, response.status_text, _retry_time(response), reading=reading)


def _is_server_error(response: Response) -> bool:
    return response.status == 429 or response.status >= 500


def _retry_time(response: Response) -> str | None:
    """When the server allows the next request: a time (ISO 8601), or a number of seconds from now."""
    return response.headers.get("x-ratelimit-reset") or response.headers.get("retry-after")
