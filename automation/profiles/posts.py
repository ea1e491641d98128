"""The two posts: what they say, and how to know them again on a profile."""

import re

from automation.handles import Handle


def compose(template: str, old: Handle, new: Handle) -> str:
    """The post's text, `{old}` and `{new}` filled in with the handles as mentions."""
    return template.replace("{old}", old.mention).replace("{new}", new.mention)


def says(shown: str, text: str) -> bool:
    """Whether a post on a profile is the one with this text.

    A profile shows a mention with its server or without it, by release (`@alice@new.example` or `@alice`), and
    spaces as HTML has them.
    """
    return _pattern(text).fullmatch(" ".join(shown.split())) is not None


def _pattern(text: str) -> re.Pattern[str]:
    plain = " ".join(text.split())
    parts = re.split(r"(@\w+)(@[\w.-]*\w(?::\d+)?)", plain)
    pieces = [f"(?:{re.escape(piece)})?" if index % 3 == 2 else re.escape(piece) for index, piece in enumerate(parts)]
    return re.compile("".join(pieces), re.IGNORECASE)
