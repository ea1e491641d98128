"""Hiding the names of people in a report that is shared."""

import re
from collections.abc import Iterable
from pathlib import Path

HIDDEN = "•••"

# alice@old.example, with or without a leading @ or "acct:". In a web address the @ can be %40. E-mail addresses can
# contain more than letters, and two addresses joined in a folder's name match as one.
_LOCAL = r"[\w!\#$&'*+=?^`{|}~.-]"
_ADDRESS = re.compile(
    rf"""(?xi) (?:\b(?:acct|mailto):)? (?:@|%40)? (?<!{_LOCAL}) {_LOCAL}+
        (?: (?:@|%40) (?: [\w-]+ (?:\.[\w-]+)* | \[[\da-f:.]+\] ) (?: :\d+ )? )+"""
)
_MENTION = re.compile(r"(?i)(?:@|%40)\w[\w.-]*")
# An account's name in a web address without an @.
_PATH = re.compile(r"(?<=/users/)[\w.-]+")


class Masking:
    """Replaces all e-mail addresses and handles, and the given names, such as servers and folders.

    Args:
        names: Further texts that identify the user.
    """

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted({name for name in names if name}, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if longest_first else None

    def __call__(self, text: str) -> str:
        """The text without these names."""
        text = _ADDRESS.sub(f"{HIDDEN}@{HIDDEN}", text)
        text = _PATH.sub(HIDDEN, _MENTION.sub(f"@{HIDDEN}", text))
        return self._names.sub(HIDDEN, text) if self._names else text


def places(folder: Path) -> list[str]:
    """Paths to hide: the path of the move's folder can contain the user's name."""
    return [str(place) for place in (folder.resolve(), folder.resolve().parent, Path.home()) if place != place.parent]
