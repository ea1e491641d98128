"""A document as the server sent it, read without the browser.

A page that is only read, one of hundreds, need not be drawn: the browser asks for it, and its text is parsed here.
"""

from selectolax.lexbor import LexborHTMLParser

_END = "</html>"


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
