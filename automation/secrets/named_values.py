"""Values whose names say that they are secret: form fields, headers, keys, cookies.

Tokens occur in HTML, in JSON, in addresses, and in any of these quoted inside another. Rails names its tokens
`authenticity_token` (a hidden field) and `csrf-token` (in the page's head). The web app's state contains its
`access_token` (captures of 4.0.2 and 4.6.5, `script#initial-state`).
"""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_plus

_TYPED = ("password", "passwd", "otp", "secret")
_SECRET = (
    *_TYPED, "token", "csrf", "xsrf", "credential", "cookie", "authorization", "authorisation", "session", "api-key",
    "api_key", "apikey",
)  # fmt: skip
_IS_TYPED = re.compile("|".join(_TYPED), re.IGNORECASE)
_IS_SECRET = re.compile("|".join(_SECRET), re.IGNORECASE)
_SECRET_BYTES = [name.encode() for name in _SECRET]

_QUOTE = r"""(?:\\*["']|&quot;|&\#34;)"""
_TAG = re.compile(r"<(?:input|meta)\b[^>]*>", re.IGNORECASE)
_NAME_OF_TAG = re.compile(rf"\sname={_QUOTE}(?P<name>[^\"'\\&]*)")
_VALUE_OF_TAG = re.compile(rf"(?P<before>\s(?:value|content)={_QUOTE})(?P<value>[^\"'\\&]+)")
_FORM_TOKENS = {"authenticity_token", "csrf-token"}
# Elsewhere such a name can come before anything: only a long word of letters and digits is a token.
_NAMED = re.compile(
    rf"""(?xi) (?P<before> (?:token|csrf|session)[\w-]{{0,40}} (?:{_QUOTE}\s*:\s*{_QUOTE} | \s*=\s*{_QUOTE}? | %3D) )
    (?P<value> (?=[A-Za-z_%+/=.-]*[0-9]) (?=[0-9_%+/=.-]*[A-Za-z]) [\w%+/=.-]{{16,}} )"""
)
_JSON = re.compile(rb'"(?P<name>[^"\\]*)"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')
_MULTIPART = re.compile(rb'name="(?P<name>[^"]*)"\r\n(?:[^\r\n]+\r\n)*\r\n(?P<value>.*?)(?=\r\n--)', re.DOTALL)
_FORM = re.compile(rb"(?:^|&)(?P<name>[^=&]*)=(?P<value>[^&]*)")


def is_secret(name: str) -> bool:
    """Whether a field, header or key with this name contains a secret."""
    return _IS_SECRET.search(name) is not None


def is_typed(name: str) -> bool:
    """Whether a person types the value: a password or a code."""
    return _IS_TYPED.search(name) is not None


def may_name_secrets(line: bytes) -> bool:
    """Whether a line contains any such name, perhaps only in a text. Faster than parsing the line."""
    lower = line.lower()
    return any(name in lower for name in _SECRET_BYTES)


def is_cookie(name: str) -> bool:
    """Whether a header with this name contains cookies, each with a name of its own."""
    return name.lower() in {"cookie", "set-cookie"}


def tokens_in(page: str) -> Iterator[str]:
    """The tokens in a text."""
    if not _names_something(page):
        return
    for tag in _TAG.finditer(page):
        name, value = _NAME_OF_TAG.search(tag.group()), _VALUE_OF_TAG.search(tag.group())
        if name and value and name["name"] in _FORM_TOKENS:
            yield value["value"]
    for found in _NAMED.finditer(page):
        yield found["value"]


def without_tokens(page: str, mark: str) -> str:
    """A text with a mark in place of every token."""
    if not _names_something(page):
        return page
    page = _TAG.sub(lambda tag: _without_value(tag.group(), mark), page)
    return _NAMED.sub(lambda found: found["before"] + mark, page)


def _names_something(text: str) -> bool:
    """Whether a text could contain a name with a value. Most texts in a trace are single words and need no search."""
    return "=" in text or ":" in text or "%3" in text


def _without_value(tag: str, mark: str) -> str:
    name = _NAME_OF_TAG.search(tag)
    if name is None or not is_secret(name["name"]):
        return tag
    return _VALUE_OF_TAG.sub(lambda found: found["before"] + mark, tag)


def fields_of_body(body: bytes) -> Iterator[tuple[str, str]]:
    """The secret fields in a request's body: a form, a form with files, or JSON."""
    pattern, plain = _kind(body)
    for found in pattern.finditer(body):
        if is_secret(name := plain(found["name"])):
            yield name, plain(found["value"])


def body_without_secrets(body: bytes, mark: str) -> bytes:
    """A request's body with a mark in place of every secret field's value."""
    pattern, plain = _kind(body)

    def marked(found: re.Match[bytes]) -> bytes:
        if not is_secret(plain(found["name"])):
            return found.group()
        start, end = (place - found.start() for place in found.span("value"))
        return found.group()[:start] + mark.encode() + found.group()[end:]

    return pattern.sub(marked, body)


def _kind(body: bytes) -> tuple[re.Pattern[bytes], Callable[[bytes], str]]:
    if body[:1] in {b"{", b"["}:
        return _JSON, _from_json
    if body[:2] == b"--":
        return _MULTIPART, lambda text: text.decode(errors="replace")
    return _FORM, lambda text: unquote_plus(text.decode(errors="replace"))


def _from_json(text: bytes) -> str:
    try:
        return str(json.loads(b'"' + text + b'"'))
    except ValueError:
        return text.decode(errors="replace")
