"""The texts of the two posts and of the line in the bio, and how to recognise a post on a profile."""

import re

from pydantic import BaseModel, ConfigDict

from automation.handles import Handle


class Posts(BaseModel):
    """The texts about the move. `{old}` and `{new}` stand for the handles."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    arrival: str = "Hello! I am moving here from {old}. If you follow me there, your follow moves here automatically."
    """The post that Part 4 writes on the new account. `{old}` and `{new}` stand for the handles."""
    bio: str = "I am moving to {new}."
    """The line that `bio` adds to the old account's bio. `{old}` and `{new}` stand for the handles."""
    farewell: str = "I am moving to {new}. If you follow me, your follow moves there automatically. See you!"
    """The post that Part 5 writes on the old account. `{old}` and `{new}` stand for the handles."""


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
