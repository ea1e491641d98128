"""Finding a secret in every form in which software writes it: one pattern per secret, built character by character.

ASCII letters and digits are never encoded. URLs, JSON, HTML, YAML and quoted strings write the other characters in
different ways, and are often nested. So the pattern accepts every form of each such character, in any combination, and
no list of nested encodings has to be complete. Base64 has patterns of its own.
"""

import base64
import html.entities
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

# Base64 of fewer bytes could occur in any picture by chance.
_SHORTEST_BASE64 = 6
# Each of these may itself be escaped or encoded, any number of times. All begin with a plain character: then Python's
# `re` jumps from one place to the next at which a pattern could begin.
_PERCENT = rb"%(?:25)*"
_SEMICOLON = rb"(?:;|%(?:25)*3[Bb])"
_NUMBER_SIGN = rb"(?:#|%(?:25)*23)"
_AMP = b"(?:amp" + _SEMICOLON + b")*"
_BACKSLASH_CALLED = _AMP + b"(?:" + _NUMBER_SIGN + b"(?:0*92|[xX]0*5[Cc])|bsol)" + _SEMICOLON
_PLAIN_AMPERSANDS = [b"&", _PERCENT + b"26"]
_BACKSLASHES = [rb"\\", _PERCENT + b"5[Cc]", *(way + _BACKSLASH_CALLED for way in _PLAIN_AMPERSANDS)]
_ANY_BACKSLASHES = b"(?:" + b"|".join(_BACKSLASHES) + b")*"
_ESCAPED_AMPERSANDS = [backslash + _ANY_BACKSLASHES + b"u0026" for backslash in _BACKSLASHES]
_AMPERSANDS = [way + _AMP for way in (*_PLAIN_AMPERSANDS, *_ESCAPED_AMPERSANDS)]
_WRITTEN_BACKSLASH = b"|".join([*_BACKSLASHES, *(way + _BACKSLASH_CALLED for way in _ESCAPED_AMPERSANDS)])
_CONTROLS = {"\n": b"n", "\r": b"r", "\t": b"t", "\b": b"b", "\f": b"f"}
# What Playwright leaves out of the texts in its aria snapshots.
_INVISIBLE = "\u200b\u00ad"
# A code of digits must not match part of a longer number (such as a time) or a hash, but can follow an escape, which
# may end in digits and letters.
_NUMBER = (
    rb"(?:(?<![0-9])|(?<=%%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4})|(?<=\\x[0-9A-Fa-f]{2}))"
    rb"(?<![0-9]\.)(?<![0-9a-f]{8})%b(?!\.?[0-9])(?![0-9a-f]{8})"
)


@dataclass(frozen=True)
class Form:
    """A pattern, and a text that occurs unchanged in everything it matches, which is faster to search for.

    Python takes a tenth of a second to compile such a pattern, so that waits until the text has been found.
    """

    written: bytes
    anchor: bytes

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """The compiled pattern."""
        return re.compile(self.written)

    def found_in(self, data: bytes, start: int = 0) -> bool:
        """Whether it occurs in a file's content, from the byte `start` on."""
        return self.anchor in data and self.pattern.search(data, start) is not None

    def removed_from(self, data: bytes, mark: bytes) -> bytes:
        """The content with a mark in place of every match."""
        return self.pattern.sub(lambda _: mark, data) if self.anchor in data else data


def forms_of(secret: str) -> list[Form]:
    """All forms of a secret.

    In Unicode, letters with accents can be composed or not. Aria snapshots trim texts and collapse spaces.
    """
    ways = dict.fromkeys(
        unicodedata.normalize(way, text) for text in (secret, secret.strip()) for way in ("NFC", "NFD")
    )
    ways |= dict.fromkeys((secret, secret.strip()))
    written = {_in_any_writing(way): _anchor(way) for way in ways if way}
    written |= {_base64_pattern(inner): _anchor(inner) for way in ways for inner in base64_of(way)}
    return [Form(pattern, anchor) for pattern, anchor in written.items()]


def base64_of(text: str) -> Iterator[str]:
    """Base64 of a text at each of its three possible offsets in a longer text, without characters that depend on it."""
    data = text.encode(errors="replace")
    if len(data) < _SHORTEST_BASE64:
        return
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data).decode()
        last_is_whole = (offset + len(data)) % 3 == 0
        yield encoded[(0, 2, 3)[offset] :] if last_is_whole else encoded[(0, 2, 3)[offset] : encoded.index("=") - 1]


def _anchor(text: str) -> bytes:
    return max(re.findall(r"[A-Za-z0-9]+", text), key=len, default="").encode()


def _in_any_writing(text: str) -> bytes:
    if text.isascii() and text.isdigit():
        return _NUMBER % text.encode()
    runs = re.findall(rf"[\s{_INVISIBLE}]+|\\+|.", text, re.DOTALL)
    return b"".join(_run(run) for run in runs)


def _run(run: str) -> bytes:
    if run[0].isspace() or run[0] in _INVISIBLE:
        space, times = (" ", b"+") if run.strip(_INVISIBLE) else ("", b"*")
        return b"(?:" + b"|".join(_ways(character) for character in dict.fromkeys(run + space)) + b")" + times
    if run[0] == "\\":  # quoting doubles backslashes, so only their minimum number is known
        return b"(?:(?:%b)(?:(?:u00|x)5[Cc])?){%d,}" % (_WRITTEN_BACKSLASH, len(run))
    return b"(?:" + _ways(run) + b")" + (b"{1,2}" if run == "'" else b"")  # YAML doubles it


@cache
def _ways(character: str) -> bytes:
    """All forms of a character, as alternatives of a pattern."""
    if character.isascii() and character.isalnum():
        return character.encode()
    data, code = character.encode(errors="replace"), ord(character)
    plain = [re.escape(data), b"".join(_PERCENT + _hex(f"{byte:02x}") for byte in data), *_references(character)]
    plain += [b"%" + _hex(f"{code:02x}" if code < 256 else f"u{code:04x}")]
    plain += [rb"\+", _PERCENT + _hex("2b")] if character == " " else []
    # After a backslash: the character itself, or its escape in JSON, JavaScript and YAML.
    units = character.encode("utf-16-be", errors="surrogatepass").hex()
    escaped = [_ANY_BACKSLASHES.join(b"u" + _hex(units[i : i + 4]) for i in range(0, len(units), 4))]
    escaped += [rb"u\{0*%b\}" % _hex(f"{code:x}"), b"x" + _hex(f"{code:02x}")]
    escaped += [_CONTROLS[character]] if character in _CONTROLS else []
    escaped += plain if character.isascii() else []
    after = _ANY_BACKSLASHES + b"(?:" + b"|".join(escaped) + b")"
    return b"|".join([*plain, *(backslash + after for backslash in _BACKSLASHES)])


def _references(character: str) -> Iterator[bytes]:
    """The HTML references to a character, by number and by name."""
    code = ord(character)
    end = b"(?:" + _SEMICOLON + b"|(?![0-9A-Fa-f]))"
    calls = [_NUMBER_SIGN + (rb"(?:0*%d|[xX]0*%b)" % (code, _hex(f"{code:x}"))) + end]
    calls += [name.encode() + _SEMICOLON for name in _names()[character]]
    return (ampersand + b"(?:" + b"|".join(calls) + b")" for ampersand in _AMPERSANDS)


@cache
def _names() -> dict[str, list[str]]:
    """HTML's names of each character."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, text in html.entities.html5.items():
        if name.endswith(";"):
            names[text].append(name[:-1])
    return names


def _hex(digits: str) -> bytes:
    return b"(?i:" + digits.encode() + b")"


def _base64_pattern(encoded: str) -> bytes:
    other = {"+": "-", "/": "_"}  # in the alphabet for URLs
    return b"".join(
        b"(?:" + _ways(character) + b"|" + other[character].encode() + b")" if character in other else _ways(character)
        for character in encoded
    )
