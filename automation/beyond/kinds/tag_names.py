"""Comparing hashtags as Mastodon does."""

import unicodedata


def tag_key(name: str) -> str:
    """A hashtag without its spelling: servers ignore case and accents, and keep one spelling for all."""
    decomposed = unicodedata.normalize("NFKD", name.removeprefix("#"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
