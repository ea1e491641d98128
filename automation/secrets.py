"""Keeping secrets out of everything that is written: one list of them, one place that removes them."""

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

REMOVED = "[removed]"

# What the pages themselves carry: Rails' form tokens, in a hidden field and in the page's head.
_TOKENS = re.compile(
    r"""(?x) (?: name="(?:authenticity_token|csrf-token)" [^>]*? (?:value|content)="
             | (?:value|content)="(?=[^">]*"[^>]*name="(?:authenticity_token|csrf-token)") )
        ([^"]+)"""
)
_SHORTEST = 4


class Secrets:
    """The secrets of one run."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def add(self, *secrets: str | None) -> None:
        """Take note of secrets; those shorter than four characters would blank out ordinary words."""
        self._known.update(secret for secret in secrets if secret and len(secret) >= _SHORTEST)

    def note_tokens(self, page_html: str) -> None:
        """Take note of the form tokens in a page."""
        self.add(*(found.group(1) for found in _TOKENS.finditer(page_html)))

    def scrub(self, text: str) -> str:
        """The text without any known secret, in whatever form it stands there."""
        for form in self.forms():
            text = text.replace(form, REMOVED)
        return text

    def scrub_bytes(self, data: bytes) -> bytes:
        """The same for a file's content."""
        for form in self.forms():
            data = data.replace(form.encode(), REMOVED.encode())
        return data

    def found_in(self, data: bytes) -> bool:
        """Whether any known secret stands in a file's content."""
        return any(form.encode() in data for form in self.forms())

    def forms(self) -> list[str]:
        """Every form of every known secret, the longest first, so that none is left in part."""
        forms = {form for secret in self._known for form in _forms_of(secret)}
        return sorted(forms, key=len, reverse=True)


def _forms_of(secret: str) -> Iterator[str]:
    """A secret as it stands in a text, an address, a JSON string, an HTML page and a base64 header."""
    yield secret
    yield quote(secret)
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield html.escape(secret)
    yield html.escape(secret).replace("&#x27;", "&#39;")
    yield html.escape(secret, quote=False)
    for ascii_only in (True, False):
        yield from _json_forms(secret, ascii_only)
    yield from _base64_forms(secret.encode())


def _json_forms(secret: str, ascii_only: bool) -> Iterable[str]:
    once = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
    return once, json.dumps(once, ensure_ascii=ascii_only)[1:-1]


def _base64_forms(secret: bytes) -> Iterator[str]:
    """Base64 of the secret at each of the three offsets that it can have in a longer text, without the edges."""
    if len(secret) < 2 * _SHORTEST:
        return
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + secret).decode().rstrip("=")
        inner = encoded[(0, 2, 3)[offset] : len(encoded) - 1]
        yield inner
        yield inner.replace("+", "-").replace("/", "_")
