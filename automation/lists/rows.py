"""A list in memory: its rows, the cells that identify a row, and the settings in the others (SCREENS.md, "Files")."""

import csv
import json
import sys
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from automation.handles import address_key, domain_key
from automation.lists import cells, headings, kinds, values
from automation.lists.headings import ADDRESS, BOOSTS, DOMAIN, HIDE, LANGUAGES, LINK, LIST, NOTIFY
from automation.lists.kinds import ListKind
from automation.system.files import atomically

Row = tuple[str, ...]
Key = Hashable


@dataclass(frozen=True)
class Column:
    """A column with a setting: its heading, the default for an empty cell, and how to read a cell."""

    heading: str
    default: str
    read: Callable[[str], str | None]


COLUMNS = {
    "follows": (
        Column(BOOSTS, "true", values.truth),
        Column(NOTIFY, "false", values.truth),
        Column(LANGUAGES, "", values.languages),
    ),
    "mutes": (Column(HIDE, "true", values.truth),),
}
_READ_KEY: dict[str, Callable[[str], str]] = {
    ADDRESS: values.address,
    DOMAIN: values.domain,
    LINK: values.link,
    LIST: sys.intern,
}


@dataclass(frozen=True)
class Table:
    """A list: its kind, its columns with settings, and its rows, all in Mastodon's own format.

    A row has the cells that identify it, then one for each of `columns`. A row of filters is the title and the whole
    filter as JSON. `unclear` names values that were not understood and were replaced by Mastodon's defaults.
    """

    kind: ListKind
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    unclear: tuple[str, ...] = ()

    def of(self, rows: Iterable[Row]) -> "Table":
        """The same list with other rows."""
        return replace(self, rows=list(rows))

    def without(self, heading: str) -> "Table":
        """The same list without one of its columns."""
        kept = tuple(column for column in self.columns if column.heading != heading)
        if kept == self.columns:
            return self
        width = len(self.keys)
        places = [*range(width), *(width + self.columns.index(column) for column in kept)]
        return Table(self.kind, kept, [tuple(row[place] for place in places) for row in self.rows], self.unclear)

    @property
    def keys(self) -> tuple[str, ...]:
        """The headings of the cells that identify a row."""
        return _keys(self.kind)

    def place(self, column: Column) -> int:
        """The index of a column in a row."""
        return len(self.keys) + self.columns.index(column)


def empty(kind: ListKind) -> Table:
    """A list without rows, with all the columns of its kind."""
    return Table(kind, COLUMNS.get(kind.name, ()), [])


def read(path: Path, kind: ListKind) -> Table:
    """Read a file written by Mastodon, other software or a spreadsheet.

    Raises:
        NotThatList: The file is not such a list, or it is not complete.
    """
    if kind.is_json:
        return Table(kind, (), [tuple(row) for row in kinds.filters(path)])
    found = cells.read(path, lambda row: _fits(row, kind))
    if kind.name not in headings.KEYS:  # known only to a fork or a later release: kept, but never uploaded
        return Table(kind, (), [tuple(row) for row in found if row])
    numbered = [(number, row) for number, row in enumerate(found, start=1) if row]
    places = headings.places(numbered[0][1], kind, path.name) if numbered else None
    return _table(kind, places, numbered[1:] if places else numbered)


def _fits(row: cells.Cells, kind: ListKind) -> bool:
    """Whether a row is a header, or has the cells that identify a row of its kind."""
    looks = {ADDRESS: _is_address, DOMAIN: _is_domain, LINK: _is_link}
    needed = [looks[heading] for heading in headings.KEYS.get(kind.name, ()) if heading in looks]
    headed = sum(headings.meaning(cell, kind) is not None for cell in row) >= len(row) > 0
    return headed or all(any(look(cell) for cell in row) for look in needed)


def _is_address(text: str) -> bool:
    return "@" in values.address(text) and not any(mark in text for mark in ",;\t")


def _is_domain(text: str) -> bool:
    return "." in text and not any(mark in text for mark in ",;\t")


def _is_link(text: str) -> bool:
    return "://" in text


def _table(kind: ListKind, places: dict[str, int] | None, numbered: Sequence[tuple[int, cells.Cells]]) -> Table:
    keys = _keys(kind)
    known = COLUMNS.get(kind.name, ())
    if places is None:  # no header: assume Mastodon's order of columns
        width = max((len(row) for _, row in numbered), default=0)
        places = {heading: place for place, heading in enumerate([*keys, *(c.heading for c in known)]) if place < width}
        places = {key: place for place, key in enumerate(keys)} | places
        known = tuple(column for column in known if _is_said(column, places, numbered))
    columns = tuple(column for column in known if column.heading in places)
    readers = [(places[key], _READ_KEY.get(key, str)) for key in keys]
    rest = [(places[column.heading], column) for column in columns]
    unclear: list[str] = []
    rows = [
        (*(_key(row, place, reader) for place, reader in readers), *(_said(row, at, number, unclear) for at in rest))
        for number, row in numbered
    ]
    return Table(kind, columns, rows, tuple(unclear))


def _is_said(column: Column, places: dict[str, int], numbered: Sequence[tuple[int, cells.Cells]]) -> bool:
    """Whether a column without a heading can be Mastodon's: other software may have something else in its place."""
    place = places.get(column.heading)
    if place is None:
        return False
    texts = [row[place] for _, row in numbered if place < len(row) and row[place].strip()]
    return not texts or any(column.read(text) is not None for text in texts)


def _key(row: cells.Cells, place: int, reader: Callable[[str], str]) -> str:
    return reader(row[place]) if place < len(row) else ""


def _said(row: cells.Cells, at: tuple[int, Column], number: int, unclear: list[str]) -> str:
    place, column = at
    text = row[place] if place < len(row) else ""
    if not text or text.isspace():
        return column.default
    said = column.read(text)
    if said is None:
        unclear.append(f'row {number}, "{column.heading}": "{text.strip()}"')
        return column.default
    return said


def write(path: Path, table: Table) -> None:
    """Write a list atomically and in Mastodon's own format, with defaults for columns that it does not have."""
    with atomically(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        if table.kind.is_json:
            json.dump({"custom_filters": [json.loads(row[1]) for row in table.rows]}, file, ensure_ascii=False)
            return
        # The name of a list may contain a carriage return alone, which csv would not quote.
        awkward = any("\r" in row[0] for row in table.rows)
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL if awkward else csv.QUOTE_MINIMAL)
        # Mastodon's own files of follows and mutes always have a second column.
        first = COLUMNS.get(table.kind.name, ())[:1]
        added = first if first and not table.columns else ()
        if first or _mistaken_for_a_header(table):
            writer.writerow([*table.keys, *(column.heading for column in (*table.columns, *added))])
        writer.writerows((*row, *(column.default for column in added)) for row in table.rows)


def _mistaken_for_a_header(table: Table) -> bool:
    """Whether a server would take the first row for a header, because a list is named like one."""
    firsts = {keys[0] for keys in headings.KEYS.values()}
    return bool(table.rows) and table.rows[0][0] in firsts


# -- identity of a row


def _keys(kind: ListKind) -> tuple[str, ...]:
    return headings.KEYS.get(kind.name, ("",))


def name_of(kind: ListKind, row: Row) -> str:
    """A row as messages name it: the cells that identify it, without its settings."""
    return ", ".join(row[: len(_keys(kind))])


def key_of(kind: ListKind) -> Callable[[Row], Key]:
    """A function that returns a row's identity, regardless of spelling."""
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


# -- settings of a row


def facts_of(table: Table, columns: Iterable[Column]) -> Callable[[Row], tuple[object, ...]]:
    """A function that returns a row's values in these columns, for comparison."""
    places = [(table.place(column), column.heading == LANGUAGES) for column in columns]

    def facts(row: Row) -> tuple[object, ...]:
        return tuple(frozenset(row[place].split(", ")) if several else row[place] for place, several in places)

    return facts
