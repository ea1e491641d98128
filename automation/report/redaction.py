"""Texts without the names of people, for a report that one shows to others."""

import re
from collections.abc import Iterable
from pathlib import Path

HIDDEN = "•••"

# alice@old.example, with or without an @ or "acct:" before it; in a web address the @ may be %40. More than letters
# may stand in an e-mail address, and two that a folder's name joins become one.
_LOCAL = r"[\w!\#$&'*+=?^`{|}~.-]"
_ADDRESS = re.compile(
    rf"""(?xi) (?:\b(?:acct|mailto):)? (?:@|%40)? (?<!{_LOCAL}) {_LOCAL}+
        (?: (?:@|%40) (?: [\w-]+ (?:\.[\w-]+)* | \[[\da-f:.]+\] ) (?: :\d+ )? )+"""
)
_MENTION = re.compile(r"(?i)(?:@|%40)\w[\w.-]*")
# Where an account's name stands in an address without an @.
_PATH = re.compile(r"(?<=/users/)[\w.-]+")


class Masking:
    """Replaces e-mail addresses and handles, of anybody, and names that are given: servers, folders.

    Args:
        names: texts that tell who this is, too.
    """

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted({name for name in names if name}, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if longest_first else None

    def __call__(self, text: str) -> str:
        """The text without them."""
        text = _ADDRESS.sub(f"{HIDDEN}@{HIDDEN}", text)
        text = _PATH.sub(HIDDEN, _MENTION.sub(f"@{HIDDEN}", text))
        return self._names.sub(HIDDEN, text) if self._names else text


def places(folder: Path) -> list[str]:
    """Where the move's folder lies: its path can contain the name of the machine's owner."""
    return [str(place) for place in (folder.resolve(), folder.resolve().parent, Path.home()) if place != place.parent]
