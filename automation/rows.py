"""A list in memory: its rows, what a row is about, and what it says of that (SCREENS.md, "Files")."""

import csv
import json
import sys
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from automation import lists
from automation.files import atomically
from automation.handles import address_key, domain_key
from automation.lists import ListKind

Row = tuple[str, ...]
Key = Hashable


@dataclass(frozen=True)
class Column:
    """What a row may say beyond what it is about: the heading, the place, and what is meant where it says nothing."""

    heading: str
    index: int
    default: str


COLUMNS = {
    "follows": (
        Column("Show boosts", 1, "true"),
        Column("Notify on new posts", 2, "false"),
        Column("Languages", 3, ""),
    ),
    "mutes": (Column("Hide notifications", 1, "true"),),
}


@dataclass(frozen=True)
class Table:
    """A list: its kind, its header where the file has one, and its rows.

    A row of filters is the title, and the whole filter as JSON.
    """

    kind: ListKind
    header: Row | None
    rows: Sequence[Row]

    def of(self, rows: Iterable[Row]) -> "Table":
        """The same list with other rows."""
        return Table(self.kind, self.header, list(rows))

    def columns(self) -> tuple[Column, ...]:
        """The columns that this file has, besides what its rows are about."""
        width = len(self.rows[0]) if self.rows else 0
        known = COLUMNS.get(self.kind.name, ())
        if self.header is None:
            return tuple(column for column in known if column.index < width)
        return tuple(column for column in known if column.heading in self.header)

    def place(self, column: Column) -> int:
        """Where a column stands in this file."""
        return self.header.index(column.heading) if self.header else column.index


def read(path: Path, kind: ListKind) -> Table:
    """Read a file.

    Raises:
        NotThatList: it is no such list, or not to be read to its end.
    """
    # Thousands of rows say "true" and "false", or the same list's name: one of each is enough in memory.
    share = sys.intern
    if kind.name == "lists":
        rows = [(share(row[0]), *row[1:]) for row in lists.rows(path, kind)]
    else:
        rows = [(row[0], *map(share, row[1:])) for row in lists.rows(path, kind)]
    header = lists.header(path, kind)
    return Table(kind, tuple(header) if header else None, rows)


def write(path: Path, table: Table) -> None:
    """Write a list as Mastodon writes it, whole or not at all."""
    with atomically(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        if table.kind.is_json:
            json.dump({"custom_filters": [json.loads(row[1]) for row in table.rows]}, file, ensure_ascii=False)
            return
        # The name of a list may hold a lone carriage return, which csv would not quote by itself.
        awkward = any("\r" in row[0] for row in table.rows)
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL if awkward else csv.QUOTE_MINIMAL)
        if header := _header(table):
            writer.writerow(header)
        writer.writerows(table.rows)


def _header(table: Table) -> Row | None:
    """The file's own header, else Mastodon's for a kind that has one always, as far as the rows have columns."""
    columns = COLUMNS.get(table.kind.name)
    if table.header or not columns or not table.kind.header:
        return table.header
    width = max((len(row) for row in table.rows), default=1)
    return (table.kind.header, *(column.heading for column in columns))[:width]


# -- what a row is about


def key_of(kind: ListKind) -> Callable[[Row], Key]:
    """What tells one row of a kind from another, whatever the way in which it is written."""
    return _KEYS.get(kind.name, lambda row: row)


def _uri_key(text: str) -> str:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return text.strip()
    return urlunsplit(parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()))


_KEYS: dict[str, Callable[[Row], Key]] = {
    "follows": lambda row: address_key(row[0]),
    "blocks": lambda row: address_key(row[0]),
    "mutes": lambda row: address_key(row[0]),
    "domain_blocks": lambda row: domain_key(row[0]),
    "bookmarks": lambda row: _uri_key(row[0]),
    "lists": lambda row: (row[0], address_key("".join(row[1:2]))),
    "custom_filters": lambda row: row[0],
}


# -- what a row says


def facts_of(table: Table, columns: Iterable[Column]) -> Callable[[Row], tuple[object, ...]]:
    """What a row of this file says in some columns, what is not said being meant as the default."""
    places = [(table.place(column), column) for column in columns]

    def facts(row: Row) -> tuple[object, ...]:
        return tuple(_fact(row, place, column) for place, column in places)

    return facts


def _fact(row: Row, place: int, column: Column) -> object:
    text = (row[place].strip() if place < len(row) else "").lower() or column.default
    if column.heading == "Languages":
        return frozenset(part.strip() for part in text.split(",") if part.strip())
    return {"0": "false", "1": "true"}.get(text, text)
