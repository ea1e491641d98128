"""Keeping secrets out of everything that is written: one list of them, one place that removes them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from automation import named_values
from automation.secret_forms import Form, base64_of, forms_of

REMOVED = "[removed]"

_SHORTEST = 4
# A token is found by its long words, which no encoding changes: they are looked up rather than searched for, so that
# thousands of tokens cost no more than one. So many characters at least are no other word.
_SHORTEST_WORD = 16
_WORD = re.compile(rb"[A-Za-z0-9_-]{%d,}" % _SHORTEST_WORD)


class Secrets:
    """The secrets of one run: what a person knows or types, and the tokens that servers hand out."""

    def __init__(self) -> None:
        self._forms: dict[str, list[Form]] = {}
        self._words: dict[bytes, set[bytes]] = defaultdict(set)  # by their beginnings
        self._tokens: set[str] = set()
        self._mark = REMOVED.encode()

    def add(self, *secrets: str | None) -> None:
        """Take note of what a person knows; what is shorter than four characters would blank out ordinary words."""
        for secret in secrets:
            if secret and len(secret) >= _SHORTEST and secret not in self._forms:
                self._forms[secret] = forms_of(secret)
                # The longest first, so that none is left in part.
                self._forms = dict(sorted(self._forms.items(), key=lambda item: len(item[0]), reverse=True))
                if self._is_typed_in(REMOVED.encode()):
                    self._mark = "[…]".encode()

    def add_tokens(self, *tokens: str | None) -> None:
        """Take note of what servers hand out, of which there can be thousands: session cookies, form tokens."""
        for token in tokens:
            if not token or token in self._tokens:
                continue
            self._tokens.add(token)
            plain = unquote(token)
            words = {word for text in (token, plain, *base64_of(plain)) for word in _WORD.findall(text.encode())}
            for word in words:
                self._words[word[:_SHORTEST_WORD]].add(word)
            if not _WORD.search(plain.encode()):
                self.add(plain)

    def note_tokens(self, page: str) -> None:
        """Take note of the tokens in a page: of its forms, and of the web app's state."""
        self.add_tokens(*named_values.tokens_in(page))

    def scrub(self, text: str) -> str:
        """The text without any known secret, in whatever form it stands there."""
        return self.scrub_bytes(text.encode(errors="replace")).decode()

    def scrub_bytes(self, data: bytes) -> bytes:
        """The same for a file's content."""
        for forms in self._forms.values():
            for form in forms:
                data = form.removed_from(data, self._mark)
        return _WORD.sub(self._without_words, data) if self._words else data

    def found_in(self, data: bytes, start: int = 0) -> bool:
        """Whether any known secret stands in a file's content, not before so many bytes."""
        if self._is_typed_in(data, start):
            return True
        long_words = _WORD.finditer(data, start) if self._words else ()
        return any(True for found in long_words for _ in self._known_in(found.group()))

    def _is_typed_in(self, data: bytes, start: int = 0) -> bool:
        return any(form.found_in(data, start) for forms in self._forms.values() for form in forms)

    def _known_in(self, text: bytes) -> Iterator[tuple[int, int]]:
        """Where known words begin and end in a long one."""
        known, end = self._words, 0
        for i in range(len(text) - _SHORTEST_WORD + 1):
            if text[i : i + _SHORTEST_WORD] in known and i >= end:
                words = known[text[i : i + _SHORTEST_WORD]]
                end = i + max((len(word) for word in words if text.startswith(word, i)), default=0)
                if end > i:
                    yield i, end

    def _without_words(self, found: re.Match[bytes]) -> bytes:
        text, kept, done = found.group(), [], 0
        for begin, end in self._known_in(text):
            kept += [text[done:begin], self._mark]
            done = end
        return b"".join([*kept, text[done:]])
