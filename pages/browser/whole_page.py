"""A document as the server sent it, read without the browser.

A page that is only read, one of hundreds, need not be drawn: the browser asks for it, and its text is parsed here.
"""

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

_END = "</html>"
# Asks for an address of the same server, within a time in milliseconds. A redirect is an error.
_ASK = """async ([address, within]) => {
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(within) });
  return answer.ok ? answer.text() : null;
}"""
_WITHIN_MS = 10_000


class WholePage:
    """A document that the browser has received.

    Args:
        text: its HTML.
    """

    def __init__(self, text: str) -> None:
        self._parsed = LexborHTMLParser(text)
        self.is_whole = _END in text  # something on the way may add a comment below it

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that match a CSS selector."""
        return [node.text().strip() for node in self._parsed.css(selector)]

    def has(self, selector: str) -> bool:
        """Whether an element matches a CSS selector."""
        return self._parsed.css_first(selector) is not None


def fetch_from_page(page: Page, address: str) -> str:
    """What the page that is shown receives when its script asks for an address of its server.

    This needs a quarter of the time and of the requests that opening the address needs.

    Returns:
        The text, which can be that of another page than was asked for; empty if there is no answer, or an error or a
        redirect. Opening the address then tells which.
    """
    try:
        return str(page.evaluate(_ASK, [address, _WITHIN_MS]) or "")
    except PlaywrightError:
        return ""
