"""The two posts: their texts, and how to recognise them on a profile."""

import re

from automation.handles import Handle


def compose(template: str, old: Handle, new: Handle) -> str:
    """The post's text, with `{old}` and `{new}` replaced by mentions."""
    return template.replace("{old}", old.mention).replace("{new}", new.mention)


def says(shown: str, text: str) -> bool:
    """Whether a post on a profile has this text.

    Depending on the release, a profile shows mentions with or without the server (`@alice@new.example` or `@alice`).
    White space is compared as HTML collapses it.
    """
    return _pattern(text).fullmatch(" ".join(shown.split())) is not None


def _pattern(text: str) -> re.Pattern[str]:
    plain = " ".join(text.split())
    parts = re.split(r"(@\w+)(@[\w.-]*\w(?::\d+)?)", plain)
    pieces = [f"(?:{re.escape(piece)})?" if index % 3 == 2 else re.escape(piece) for index, piece in enumerate(parts)]
    return re.compile("".join(pieces), re.IGNORECASE)
