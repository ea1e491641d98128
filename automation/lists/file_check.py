"""Checking a file before it is uploaded: is it this kind of list, and can its rows be imported?"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from automation.handles import Handle
from automation.lists import rows
from automation.lists.headings import ADDRESS, LANGUAGES
from automation.lists.kinds import ListKind, NotThatList
from automation.lists.rows import Row, Table

_ADDRESSES = {"follows", "blocks", "mutes", "lists"}
_HOLDS = {"follows": "address", "blocks": "address", "mutes": "address", "domain_blocks": "domain", "bookmarks": "link"}


@dataclass(frozen=True)
class Impossible:
    """A row that no server can import."""

    row: Row
    why: str


@dataclass(frozen=True)
class Checked:
    """A list that was checked: the rows that can be imported, and those that cannot.

    Args:
        table: The rows that can be imported.
        impossible: The other rows.
        oneself: Whether the file contained the importing account itself, which has been removed.
        languages: Follows whose languages were removed, each with its languages.
    """

    table: Table
    impossible: list[Impossible]
    oneself: bool = False
    languages: tuple[str, ...] = ()

    def without(self, oneself: Handle) -> "Checked":
        """The same list without the importing account."""
        if ADDRESS not in self.table.keys:
            return self
        place = self.table.keys.index(ADDRESS)
        others = [row for row in self.table.rows if not oneself.same_as(row[place])]
        return replace(self, table=self.table.of(others), oneself=len(others) < len(self.table.rows))

    def without_languages(self) -> "Checked":
        """The same list for servers up to 4.1, which silently drop follows with languages (SCREENS.md, "Import")."""
        column = next((column for column in self.table.columns if column.heading == LANGUAGES), None)
        if column is None:
            return self
        place = self.table.place(column)
        named = tuple(f"{row[0]} ({row[place]})" for row in self.table.rows if row[place])
        return replace(self, table=self.table.without(LANGUAGES), languages=named)


def check(path: Path, kind: ListKind) -> Checked:
    """Read a file, and separate the rows that can be imported from those that cannot.

    Raises:
        NotThatList: The file is not text, not CSV, or another list; the message says which.
    """
    table = rows.read(path, kind)
    impossible = [Impossible(row, why) for row in table.rows if (why := _why_not(kind, row))]
    if impossible and (len(impossible) == len(table.rows) or _mostly_another_kind(table)):
        raise NotThatList(
            f"{path.name} does not contain {kind.noun}: {impossible[0].why}. It looks like {_other(table)}."
        )
    left = [row for row in table.rows if not _why_not(kind, row)] if impossible else table.rows
    return Checked(table.of(left), impossible)


def _other(table: Table) -> str:
    """Which list the file looks like, judged by most of its rows."""
    looks = Counter(look for row in table.rows if (look := _looks_like(row[0])))
    most = looks.most_common(1)[0][0] if looks else ""
    return {"domain": "a list of domains", "link": "a list of bookmarks", "address": "a list of accounts"}.get(
        most if most != _HOLDS.get(table.kind.name) else "", "another list"
    )


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
    """Why a row cannot be imported; empty if it can."""
    if kind.name == "lists" and not row[1]:
        return f'"{row[0]}" names a list but no account'
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
    """A part of a domain in ASCII. Labels that the IDNA standard forbids, such as emoji, exist and are accepted."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def _no_web_address(text: str) -> str:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return f'"{text}" is not a web address'
    return "" if parts.scheme in {"http", "https"} and parts.hostname else f'"{text}" is not a web address'
