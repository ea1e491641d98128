"""What a form's refusal means, recognised by Mastodon's own error messages in every language that it ships.

The messages are data (`refusals.json`), taken from Mastodon's translations of 4.0 and 4.6. They are never used to find
controls, only to read the answer of a page that refused something. Without a match the refusal is `OTHER`, and the
person sees the page's own words.
"""

import json
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pages.screen import Answer


class Refusal(StrEnum):
    """Why the alias form or the migration form said no."""

    NOT_AN_ALIAS = "not_an_alias"
    NOT_FOUND = "not_found"
    IS_CURRENT_ACCOUNT = "is_current_account"
    ALREADY_MOVED = "already_moved"
    ON_COOLDOWN = "on_cooldown"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 (a name, not a password)
    OTHER = "other"


_PASSWORD_FIELDS = ("account_migration_current_password", "account_migration_current_username")


def refusal(answer: Answer) -> Refusal:
    """Classify an answer. A wrong password is recognised by its field: the server checks it first, on its own."""
    if any(field in answer.errors for field in _PASSWORD_FIELDS):
        return Refusal.WRONG_PASSWORD
    meanings = [_sentences().get(_plain(text)) for text in [*answer.errors.values(), *answer.alerts]]
    return next((meaning for meaning in meanings if meaning), Refusal.OTHER)


@cache
def _sentences() -> dict[str, Refusal]:
    data: dict[str, list[str]] = json.loads(
        files("automation.migration").joinpath("refusals.json").read_text(encoding="utf-8")
    )
    return {_plain(sentence): Refusal(meaning) for meaning, sentences in data.items() for sentence in sentences}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
