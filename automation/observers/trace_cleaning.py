"""Removing secrets from Playwright's traces before they are kept.

Playwright records what is typed, request bodies, cookies and headers, and does not redact them. A trace is a zip
archive. Its lines of JSON (`*.trace`, `*.network`, `*.stacks`) are cleaned by their structure, so that the trace still
opens in the viewer. Its `resources/` are texts of any kind, and pictures. The archive is read twice, one member at a
time: first to collect all tokens, then to remove them everywhere.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from automation.secrets import REMOVED, Secrets, final_scan, named_values
from automation.system.files import atomically

_LINES = {".trace", ".network", ".stacks"}
# Texts in which a name followed by a value is code, not data.
_CODE = {".js", ".css"}
_COMPRESSED = {".jpeg", ".jpg", ".png", ".webp", ".gif", ".woff", ".woff2"}
# The viewer needs the values of these keys. They are Playwright's own and are never changed; if one contains a secret,
# the last scan finds it.
_OWN_KEYS = """type class method callId parentId stepId pageId frameId pageref _frameref phase waitId file _file sha1
    _sha1 origin browserName platform sdkLanguage mimeType _resourceType httpVersion startedDateTime"""
_OWN = frozenset(_OWN_KEYS.split())
# The replacement in addresses has no brackets: the viewer parses addresses, and would not find the style sheets.
_ADDRESS, _IN_ADDRESS = re.compile(r"[a-z]+://"), "removed"
# Lists of names and values in which every value is secret.
_KEPT_BY_THE_BROWSER = {"cookies", "localStorage", "sessionStorage"}
_VALUES = {"value", "content", "__playwright_value_"}


def clean(raw: Path, target: Path, secrets: Secrets) -> bool:
    """Remove all secrets from a trace, and write the result to its place.

    Args:
        raw: The trace as Playwright wrote it, in a temporary folder. The cleaned trace is first written beside it.
        target: The path for the cleaned trace. Its folder must exist.
        secrets: The run's secrets. All tokens in the trace are added to them.

    Returns:
        Whether the trace was kept. If a known secret is still in it, nothing is written to `target`.
    """
    cleaned = raw.with_suffix(".cleaned.zip")
    with zipfile.ZipFile(raw) as archive:
        cleaner = _Cleaner(secrets)
        for name in sorted(
            archive.namelist(), key=lambda name: _kind(name) not in _LINES
        ):  # they say what the others are
            cleaner.note(archive, name)
        with zipfile.ZipFile(cleaned, "w") as new:
            for name in archive.namelist():
                cleaner.copy(archive, new, name)
    if final_scan.delete_if_secret(cleaned, secrets):
        return False
    with atomically(target) as temporary:
        shutil.copyfile(cleaned, temporary)
    cleaned.unlink()
    return True


class _Cleaner:
    """Reads an archive's members: first to collect their tokens, then to copy them without secrets."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        self._bodies: set[str] = set()  # resources that are request bodies

    def note(self, archive: zipfile.ZipFile, name: str) -> None:
        """Collect the tokens in a member."""
        if _kind(name) in _LINES:
            with archive.open(name) as lines:
                for line in filter(_is_telling, lines):
                    self._note(json.loads(line), "")
        elif name in self._bodies:
            self._note_body(archive.read(name))
        elif _kind(name) not in _CODE | _COMPRESSED:
            self._secrets.note_tokens(_text_of(archive.read(name)) or "")

    def copy(self, archive: zipfile.ZipFile, new: zipfile.ZipFile, name: str) -> None:
        """Copy a member without secrets. Compressed formats are copied unchanged and left to the last scan."""
        how = zipfile.ZIP_STORED if _kind(name) in _COMPRESSED else zipfile.ZIP_DEFLATED
        info = zipfile.ZipInfo(name, archive.getinfo(name).date_time)
        info.compress_type = how
        with new.open(info, "w") as copy:
            for piece in self._pieces(archive, name):
                copy.write(piece)

    def _pieces(self, archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
        if _kind(name) in _LINES:
            with archive.open(name) as lines:
                yield from map(self._line, lines)
        elif _kind(name) in _COMPRESSED:
            yield archive.read(name)
        else:
            yield self._resource(name, archive.read(name))

    def _line(self, line: bytes) -> bytes:
        """Remove values whose names say that they are secret, then known secrets that are still there."""
        if _is_telling(line):
            line = _written(self._without_named(json.loads(line), ""))
        if self._secrets.found_in(line):
            line = _written(self._scrubbed(json.loads(line), ""))
        return line

    def _resource(self, name: str, data: bytes) -> bytes:
        if name in self._bodies:
            data = named_values.body_without_secrets(data, REMOVED)
        elif _kind(name) not in _CODE:
            if (text := _text_of(data)) is None:
                return data
            data = named_values.without_tokens(text, REMOVED).encode()
        return self._secrets.scrub_bytes(data)

    # -- lines of JSON

    def _without_named(self, value: Any, key: str) -> Any:
        """A value without the parts whose names say that they are secret."""
        if isinstance(value, dict):
            return self._members(value, key)
        if isinstance(value, list):
            return [self._without_named(inner, key) for inner in value]
        return named_values.without_tokens(value, REMOVED) if isinstance(value, str) else value

    def _members(self, value: dict[str, Any], key: str) -> dict[str, Any]:
        if key == "postData":
            body = _body_of(value)
            value = value | {"text": named_values.body_without_secrets(body, REMOVED).decode()}
        secret = _secret_members(value, key)
        return {kind: REMOVED if kind in secret else self._without_named(inner, kind) for kind, inner in value.items()}

    def _scrubbed(self, value: Any, key: str, own: frozenset[str] = _OWN) -> Any:
        """A value without known secrets in any text, except Playwright's own texts."""
        if isinstance(value, dict):
            return {kind: self._scrubbed(inner, kind, own) for kind, inner in value.items()}
        if isinstance(value, list):
            return self._node(value) if key == "html" else [self._scrubbed(inner, key, own) for inner in value]
        if isinstance(value, str) and key not in own:
            return self._secrets.scrub(value, _IN_ADDRESS if _ADDRESS.match(value) else None)
        return value

    def _node(self, node: list[Any]) -> list[Any]:
        """A node in Playwright's snapshots: its name, attributes and children; or a reference."""
        return [
            part if isinstance(part, str) and i == 0
            else self._node(part) if isinstance(part, list)
            else self._scrubbed(part, "", frozenset())
            for i, part in enumerate(node)
        ]  # fmt: skip

    # -- noting

    def _note(self, value: Any, key: str) -> None:
        """Collect the values whose names say that they are secret."""
        if isinstance(value, dict):
            if key == "postData":
                self._bodies.add(value.get("_file", ""))
                self._note_body(_body_of(value))
            secret = _secret_members(value, key)
            for kind, inner in value.items():
                if kind in secret:
                    self._note_value(key, value.get("name", ""), inner)
                else:
                    self._note(inner, kind)
        elif isinstance(value, list):
            for inner in value:
                self._note(inner, key)
        elif isinstance(value, str):
            self._secrets.note_tokens(value)

    def _note_body(self, data: bytes) -> None:
        for field, value in named_values.fields_of_body(data):
            self._note_field(field, value)

    def _note_value(self, key: str, name: str, value: str) -> None:
        if key == "cookies":
            self._secrets.add_tokens(value)
        elif named_values.is_cookie(name):
            self._secrets.add_tokens(*(part.partition("=")[2] for part in value.split(";")))
        elif key == "params":
            self._note_field(name, value)
        elif key not in _KEPT_BY_THE_BROWSER:
            self._secrets.add_tokens(*value.split())

    def _note_field(self, name: str, value: str) -> None:
        """Collect a form field's value. What a person typed is secret however short it is."""
        if named_values.is_typed(name):
            self._secrets.add(value)
        else:
            self._secrets.add_tokens(value)


def _kind(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _is_telling(line: bytes) -> bool:
    """Whether a line may contain values whose names say that they are secret."""
    return b'"postData"' in line or named_values.may_name_secrets(line)


def _secret_members(value: dict[str, Any], key: str) -> set[str]:
    """The keys of an object's secret values, judged by its name or type."""
    name = value.get("name", "")
    holds_secret = (
        key in _KEPT_BY_THE_BROWSER
        or value.get("type") == "password"
        or (isinstance(name, str) and named_values.is_secret(name))
    )
    return {kind for kind in _VALUES if isinstance(value.get(kind), str)} if holds_secret else set()


def _body_of(sent: dict[str, Any]) -> bytes:
    return str(sent.get("text", "")).encode(errors="replace")


def _text_of(data: bytes) -> str | None:
    """A resource as text; None if it is not text."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace") + b"\n"
