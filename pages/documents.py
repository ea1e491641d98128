"""Loading documents: what was asked for, what the server answered, and whether it came to its end.

Whatever goes wrong between browser and server comes out as a `ServerTrouble`, which says whether asking again is safe.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

from playwright.sync_api import Download, Page, Playwright, Request, Response
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.errors import ScreenNotRecognised, ServerTrouble

READING = {"GET", "HEAD"}
# What a page's script needs to draw the page; pictures may be missing.
_DRAWING = {"script", "xhr", "fetch"}
# What the browser shows in its window, unless the server says that it is an attachment.
_SHOWN = {"text/html", "text/plain", "text/xml", "application/xhtml+xml", "application/xml", "application/json"}

# Words of a page that is not known: a server may send any number of them.
_TITLE_AND_HEADING = """() => {
  const short = text => (text || '').trim().replace(/\\s+/g, ' ').slice(0, 120);
  const headings = [...document.querySelectorAll('h1, h2, h3')].filter(heading => heading.offsetParent !== null);
  return [short(document.title), short(headings.map(heading => heading.innerText).find(text => text.trim()))];
}"""


@dataclass(frozen=True)
class PendingDownload:
    """A file that may still be under way, and how many bytes the server has announced, where it has."""

    download: Download
    size: int | None


# `page.wait_for_function` waits in the page's own world and loads all of Playwright's script (340 kB) into it, once for
# every document. Locators have theirs in a world apart, so a selector asks there. `document=parsed` finds the document
# once it is there to its end and styled, `document=complete` once its scripts have run, too. Before its style sheets
# are there, what they hide counts as visible; one that fails has no `sheet`, but the document completes all the same.
_STATES = """{
  queryAll(root, wanted) {
    const sheets = [...document.querySelectorAll('link[rel~=stylesheet]:not([disabled])')];
    const parsed = document.readyState === 'interactive' && sheets.every(link => link.sheet);
    const reached = document.readyState === 'complete' || (wanted === 'parsed' && parsed);
    return reached ? [document.documentElement] : [];
  },
  query(root, wanted) { return this.queryAll(root, wanted)[0]; }
}"""


def teach_selectors(playwright: Playwright) -> None:
    """Add the selector that `Documents` waits with; once, before a page is opened."""
    playwright.selectors.register("document", script=_STATES, content_script=True)


class Documents:
    """The documents that one browser page loads, one after the other."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # Repeats what was only read while the server fails; by default it is asked for once.
        self.repeat: Callable[[Callable[[], None]], None] = lambda read: read()
        self._was_answered = False
        self._asked: Request | None = None
        self._sent = False
        self._answer: Response | None = None
        self._broke_off = False
        self._failure = ""
        self._failed_behind: Response | None = None
        page.on("request", self._note_asked)
        page.on("response", self._note_answer)
        page.on("requestfailed", self._note_failed)

    @property
    def status(self) -> int | None:
        """The HTTP status of the document that the browser shows."""
        return self._answer.status if self._answer else None

    def load(self, ask: Callable[[], object], again: Callable[[], object] | None = None) -> None:
        """Load a document. Where the server fails on one that was only read, `repeat` may read it again.

        Args:
            ask: makes the browser ask for it: by an address, or by a click.
            again: the same once more, for a click that has sent nothing yet; else the address that failed is read.

        Raises:
            ServerTrouble: it did not come, or is an error.
        """
        asks = [ask]

        def once() -> None:
            try:
                self.watch(asks[-1])
            except ServerTrouble as trouble:
                if trouble.reading:
                    asks.append(again if again and not self._sent else partial(self.go, trouble.address))
                raise

        self.repeat(once)

    def go(self, address: str) -> None:
        """Ask for an address, and return when its answer begins."""
        self.page.goto(address, wait_until="commit")

    def read(self, address: str) -> None:
        """Read an address to its end, once.

        Raises:
            ServerTrouble: it did not come, or is an error.
        """
        self.go(address)
        self.parsed()
        self.check_answer()

    def watch(self, ask: Callable[[], object]) -> None:
        """Ask for a document and have it to its end; what goes wrong on the network becomes a `ServerTrouble`."""
        self._asked, self._broke_off, self._sent = None, False, False
        try:
            ask()
            self.parsed()
        except PlaywrightTimeout as error:
            if self._asked is None:  # nothing was asked for: it is a control that did not work
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
        """Raise if the document that the browser shows is a server's error, or broke off.

        Raises:
            ServerTrouble: status 429 or 500 and above, or no whole document.
        """
        answer = self._answer
        if self.page.url.startswith("chrome-error:"):
            raise self._no_answer("The browser could not load the page.", self._failure)
        if answer is not None and (answer.status == 429 or answer.status >= 500):
            raise trouble_of(answer, reading=self._only_read())
        if self._broke_off:
            raise self._no_answer("The page broke off.")

    def missing(self, screen: str, control: str) -> ScreenNotRecognised | ServerTrouble:
        """Why a control is not there: the server failed the page's script behind it, or the screen is another one."""
        failed = self._failed_behind
        if failed is not None:
            return ServerTrouble(failed.url, failed.status, f'"{control}" did not come up.', _again_at(failed))
        return ScreenNotRecognised(screen, self.page.url, control, self.seen())

    def seen(self) -> str:
        """The page that is there, in a sentence: its title, its first heading, its status."""
        try:
            title, heading = self.page.evaluate(_TITLE_AND_HEADING)
        except PlaywrightError:  # the page has gone, or is going
            return ""
        words = [f"is titled “{title}”"] if title else []
        words += [f"begins with “{heading}”"] if heading and heading != title else []
        return f"The page {' and '.join(words) or 'has no words'} (status {self.status or 'unknown'})."

    def navigation(self) -> AbstractContextManager[Any]:
        """Wait, on leaving, until a new document's answer begins."""
        return self.page.expect_navigation(wait_until="commit")

    def complete(self) -> None:
        """Wait until the document's scripts have run. Playwright's load state may never come after a download.

        Raises:
            ServerTrouble: they do not come; reading the page again may bring them.
        """
        try:
            self.page.locator("document=complete").wait_for(state="attached")
        except PlaywrightTimeout as error:
            said = "The page's script did not come in time."
            raise ServerTrouble(self.page.url, None, said, reading=True) from error

    def parsed(self) -> None:
        """Wait until the document is there to its end, so that no table is read in half, and its style sheets are.

        That is before its scripts have run, which may be long in coming and which only `data-method` links need.
        """
        self.page.locator("document=parsed").wait_for(state="attached")

    def is_navigation(self, request: Request) -> bool:
        """Whether a request is for a document of the page itself."""
        return request.is_navigation_request() and request.frame == self.page.main_frame

    def ends_a_navigation(self, response: Response) -> bool:
        """Whether an answer is a document of the page itself, or a file, rather than on the way to one."""
        return self.is_navigation(response.request) and not 300 <= response.status < 400

    def _no_answer(self, said: str, code: str = "") -> ServerTrouble:
        address = self._asked.url if self._asked else self.page.url
        return ServerTrouble(address, None, said, reading=self._only_read(), reached=self._was_answered, code=code)

    def _only_read(self) -> bool:
        """Whether the last document was merely asked for, so that asking again changes nothing."""
        return self._asked is not None and self._asked.method in READING

    def _note_asked(self, request: Request) -> None:
        if self.is_navigation(request):
            self._asked, self._broke_off, self._failed_behind = request, False, None
            self._sent = self._sent or request.method not in READING

    def _note_answer(self, response: Response) -> None:
        self._was_answered = True
        if self.is_navigation(response.request):
            self._answer = response
        elif response.request.resource_type in _DRAWING and (response.status == 429 or response.status >= 500):
            self._failed_behind = response

    def _note_failed(self, request: Request) -> None:
        # A download ends its navigation by being aborted; everything else is a document that is not whole.
        if request == self._asked and request.failure != "net::ERR_ABORTED":
            self._broke_off = True
            self._failure = (request.failure or "").removeprefix("net::ERR_")


def is_file(answer: Response) -> bool:
    """Whether an answer is a file to keep, rather than a page to show. A store of files does not say "attachment"."""
    if answer.status >= 400:
        return False
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return answer.headers.get("content-disposition", "").startswith("attachment") or media_type not in _SHOWN


def addresses_passed(answer: Response) -> Iterator[str]:
    """The addresses that led to an answer, the last first."""
    request: Request | None = answer.request
    while request is not None:
        yield request.url
        request = request.redirected_from


def announced_size(answer: Response) -> int | None:
    """How many bytes the file has, where the server says so: what is compressed on its way has another length there."""
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdigit() and "content-encoding" not in answer.headers else None


def trouble_of(answer: Response, *, reading: bool) -> ServerTrouble:
    """The trouble that an error's answer tells of."""
    return ServerTrouble(answer.url, answer.status, answer.status_text, _again_at(answer), reading=reading)


def _again_at(answer: Response) -> str | None:
    """When the server wants to be asked again: the moment (ISO 8601), or so many seconds from now."""
    return answer.headers.get("x-ratelimit-reset") or answer.headers.get("retry-after")
