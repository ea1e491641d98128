"""Numbers as Mastodon's pages write them, in any language's way of grouping digits."""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """A number that a page shows.

    `exact` is None where the page abbreviates it ("1.2K"): SCREENS.md, "The web app".
    """

    text: str
    exact: int | None

    @classmethod
    def read(cls, text: str) -> "Count":
        """Read a number with any separators and any script's digits; letters in it mean an abbreviation."""
        text = " ".join(text.split())
        digits = "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
        abbreviated = any(unicodedata.category(c).startswith("L") for c in text)
        return cls(text, int(digits) if digits and not abbreviated else None)

    def __str__(self) -> str:
        """The number in full where it is known, else as the page writes it."""
        return str(self.exact) if self.exact is not None else self.text


def numbers_in(text: str) -> list[int]:
    """All whole numbers in a text, whatever groups their digits."""
    grouped = r"\d+(?:[.,'’\u00a0\u202f\u066c ]\d{2,3}(?!\d))*"
    return [n for n in (Count.read(found).exact for found in re.findall(grouped, text)) if n is not None]
