"""Text that comes from a server, made safe to show on a terminal."""

import unicodedata


def printable(text: str) -> str:
    """The text without control characters, which could move the cursor, colour the screen or hide what follows."""
    return "".join("\ufffd" if _moves_things(c) else c for c in text)


def _moves_things(c: str) -> bool:
    """Control and format characters, but for line ends, tabs, and the joiner that families of emoji are made with."""
    return c not in "\n\t\u200d" and unicodedata.category(c) in {"Cc", "Cf"}
