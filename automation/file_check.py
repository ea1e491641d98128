"""Looking at a file before it is uploaded: is it this list, and can its rows be?"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from automation import lists, rows
from automation.handles import Handle
from automation.lists import ListKind, NotThatList
from automation.rows import Row, Table

_ADDRESSES = {"follows", "blocks", "mutes", "lists"}
_HOLDS = {"follows": "address", "blocks": "address", "mutes": "address", "domain_blocks": "domain", "bookmarks": "link"}


@dataclass(frozen=True)
class Impossible:
    """A row that no server can import."""

    row: Row
    why: str


@dataclass(frozen=True)
class Checked:
    """A file that can be uploaded: its possible rows, and those that are not."""

    table: Table
    impossible: list[Impossible]


def check(path: Path, kind: ListKind) -> Checked:
    """Read a file and tell the rows that can be from those that cannot.

    Raises:
        NotThatList: it is no text, no CSV, or another list; in a sentence.
    """
    table = rows.read(path, kind)
    _check_header(path, table)
    impossible = [Impossible(row, why) for row in table.rows if (why := _why_not(kind, row))]
    if impossible and (len(impossible) == len(table.rows) or _mostly_another_kind(table)):
        raise NotThatList(
            f"the rows of {path.name} cannot be {kind.noun}: {impossible[0].why}. It looks like another list."
        )
    left = [row for row in table.rows if not _why_not(kind, row)] if impossible else table.rows
    return Checked(table.of(left), impossible)


def _check_header(path: Path, table: Table) -> None:
    """A header tells which list a file is, so the header of another list is a file given for the wrong one."""
    first = table.header or (table.rows[0] if table.rows else ())
    if any("@" in cell for cell in first):
        return  # a row like any other: a list may be named "Languages"
    headed = {column.heading: name for name, columns in rows.COLUMNS.items() for column in columns}
    headed |= {kind.header: kind.name for kind in lists.KINDS if kind.header and kind.header.startswith("#")}
    kinds = {headed[cell.strip()] for cell in first if cell.strip() in headed}
    if kinds and table.kind.name not in kinds:
        raise NotThatList(f"{path.name} is a list of {lists.BY_NAME[kinds.pop()].noun}, not of {table.kind.noun}.")


def _mostly_another_kind(table: Table) -> bool:
    """Whether most rows are addresses, domains or links where something else is needed."""
    if table.kind.name not in _HOLDS:
        return False
    looks = [_looks_like(row[0]) for row in table.rows]
    others = sum(look not in {None, _HOLDS[table.kind.name]} for look in looks)
    return others * 2 > len(looks)


def _looks_like(text: str) -> str | None:
    if "://" in text:
        return "link"
    if "@" in text:
        return "address"
    return "domain" if "." in text.strip() and " " not in text.strip() else None


def _why_not(kind: ListKind, row: Row) -> str:
    """Why a row cannot be; empty where it can."""
    if kind.name == "lists" and len(row) < 2:
        return f'"{row[0]}" names a list and no account'
    if kind.name in _ADDRESSES:
        return _no_address(row[1] if kind.name == "lists" else row[0])
    if kind.name == "domain_blocks":
        return _no_address(f"a@{row[0].strip()}") and f'"{row[0]}" cannot be a domain'
    if kind.name == "bookmarks":
        return _no_web_address(row[0])
    return ""


def _no_address(text: str) -> str:
    user, at, domain = text.strip().rpartition("@")
    try:
        Handle.parse(user + at + ".".join(_ascii(label) for label in domain.split(".")))
    except ValueError as error:
        return str(error).removesuffix(".")
    return ""


def _ascii(label: str) -> str:
    """A part of a domain as the network writes it; an emoji, say, is none that the standard knows, and exists."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def _no_web_address(text: str) -> str:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return f'"{text}" is no web address'
    return "" if parts.scheme in {"http", "https"} and parts.hostname else f'"{text}" is no web address'
