"""Reading the numbers that Mastodon's pages show, in any language and with any digit grouping."""

import re
import unicodedata
from dataclasses import dataclass

# A number with more digits is no count of anything, and Python refuses to convert one with thousands of digits.
_LONGEST = 15


@dataclass(frozen=True)
class Count:
    """A number that a page shows.

    Args:
        text: the number as written in the page.
        exact: its value, or None if the page abbreviates it, as in "1.2K" (SCREENS.md, "The web app").
    """

    text: str
    exact: int | None

    @classmethod
    def read(cls, text: str) -> "Count":
        """Read a number with any separators, in the digits of any script. Letters mean that it is abbreviated."""
        text = " ".join(text.split())
        digits = "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
        abbreviated = any(unicodedata.category(c).startswith("L") for c in text)
        exact = 0 < len(digits) <= _LONGEST and not abbreviated
        return cls(text, int(digits) if exact else None)

    def __str__(self) -> str:
        """The exact value if known, otherwise the text of the page."""
        return str(self.exact) if self.exact is not None else self.text


def numbers_in(text: str) -> list[int]:
    """All whole numbers in a text, with any digit grouping."""
    grouped = r"\d+(?:[.,'’\u00a0\u202f\u066c ]\d{2,3}(?!\d))*"
    return [n for n in (Count.read(found).exact for found in re.findall(grouped, text)) if n is not None]
