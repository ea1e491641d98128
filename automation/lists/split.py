"""Splitting a list into uploads that a server accepts."""

from collections.abc import Iterator

from automation.lists.rows import Table

# SCREENS.md, "Import": the most rows that a server accepts in one file.
ROWS_PER_FILE = 20_000


def split(table: Table, limit: int = ROWS_PER_FILE) -> Iterator[Table]:
    """Split a list into pieces of at most `limit` rows, in order; no piece for an empty list."""
    for start in range(0, len(table.rows), limit):
        yield table.of(table.rows[start : start + limit])


def fit(table: Table, room: int) -> tuple[Table, Table]:
    """The first `room` rows of a list, which are the newest in Mastodon's files, and the rest."""
    room = max(0, room)
    return table.of(table.rows[:room]), table.of(table.rows[room:])
