"""Keeping secrets out of all files and output: one list of secrets, and one place that removes them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from automation.secrets import named_values
from automation.secrets.forms import Form, base64_of, forms_of

REMOVED = "[removed]"

_SHORTEST = 4
# A token is recognised by its long words, which no encoding changes. They are looked up rather than searched for, so
# thousands of tokens cost no more than one. Ordinary words are shorter or have no digits.
_SHORTEST_WORD, _LONG_WORD = 16, 32
_WORD = re.compile(rb"[A-Za-z0-9_-]{%d,}" % _SHORTEST_WORD)


class Secrets:
    """The secrets of one run: what a person knows or types, and the tokens that servers issue."""

    def __init__(self) -> None:
        self._forms: dict[str, list[Form]] = {}
        self._words: dict[bytes, set[bytes]] = defaultdict(set)  # by their first characters
        self._tokens: set[str] = set()
        self._mark = REMOVED.encode()

    def add(self, *secrets: str | None) -> None:
        """Add secrets that a person knows. Shorter ones than four characters are ignored: they occur everywhere."""
        for secret in secrets:
            if secret and len(secret.strip()) >= _SHORTEST and secret not in self._forms:
                self._forms[secret] = forms_of(secret)
                # Longest first, so that no part of a longer secret remains.
                self._forms = dict(sorted(self._forms.items(), key=lambda item: len(item[0]), reverse=True))
                if self._is_typed_in(REMOVED.encode()):
                    self._mark = "[…]".encode()

    def add_tokens(self, *tokens: str | None) -> None:
        """Add session cookies and form tokens, of which there can be thousands.

        Values without a long word are ignored: other cookies, such as the one for the language, are ordinary words.
        """
        for token in tokens:
            if not token or token in self._tokens:
                continue
            self._tokens.add(token)
            plain = unquote(token)
            if any(_is_random(word) for word in _long_words(plain)):
                words = {word for text in (token, plain, *base64_of(plain)) for word in _long_words(text)}
                for word in filter(_is_random, words):
                    self._words[word[:_SHORTEST_WORD]].add(word)

    def note_tokens(self, page: str) -> None:
        """Add the tokens in a page: those of its forms, however short, and the web app's."""
        for token in named_values.tokens_in(page):
            self.add_tokens(token) if len(token) >= _SHORTEST_WORD else self.add(token)

    def scrub(self, text: str, mark: str | None = None) -> str:
        """The text with a mark in place of every known secret, in whatever form it occurs."""
        return self.scrub_bytes(text.encode(errors="replace"), mark.encode() if mark else None).decode()

    def scrubbed(self, value: Any) -> Any:
        """The same for every text in a value that can be written as JSON, but not for the names in it."""
        if isinstance(value, str):
            return self.scrub(value)
        if isinstance(value, dict):
            return {key: self.scrubbed(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.scrubbed(item) for item in value]
        return value

    def scrub_bytes(self, data: bytes, mark: bytes | None = None) -> bytes:
        """The same for a file's content."""
        mark = mark or self._mark
        for forms in self._forms.values():
            for form in forms:
                data = form.removed_from(data, mark)
        return _WORD.sub(lambda found: self._without_words(found.group(), mark), data) if self._words else data

    def found_in(self, data: bytes, start: int = 0) -> bool:
        """Whether a known secret occurs in a file's content, from the byte `start` on."""
        if self._is_typed_in(data, start):
            return True
        long_words = _WORD.finditer(data, start) if self._words else ()
        return any(True for found in long_words for _ in self._known_in(found.group()))

    def _is_typed_in(self, data: bytes, start: int = 0) -> bool:
        return any(form.found_in(data, start) for forms in self._forms.values() for form in forms)

    def _known_in(self, text: bytes) -> Iterator[tuple[int, int]]:
        """The positions at which known words begin and end in a longer one."""
        known, end = self._words, 0
        for i in range(len(text) - _SHORTEST_WORD + 1):
            if text[i : i + _SHORTEST_WORD] in known and i >= end:
                words = known[text[i : i + _SHORTEST_WORD]]
                end = i + max((len(word) for word in words if text.startswith(word, i)), default=0)
                if end > i:
                    yield i, end

    def _without_words(self, text: bytes, mark: bytes) -> bytes:
        kept, done = [], 0
        for begin, end in self._known_in(text):
            kept += [text[done:begin], mark]
            done = end
        return b"".join([*kept, text[done:]])


def _long_words(text: str) -> list[bytes]:
    return _WORD.findall(text.encode(errors="replace"))


def _is_random(word: bytes) -> bool:
    return len(word) >= _LONG_WORD or any(48 <= byte <= 57 for byte in word)  # the digits of ASCII
