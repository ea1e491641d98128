"""Cutting a list into uploads that fit."""

from collections.abc import Iterator

from automation.lists.rows import Table

# SCREENS.md, "Import": what a server takes in one file.
ROWS_PER_FILE = 20_000


def split(table: Table, limit: int = ROWS_PER_FILE) -> Iterator[Table]:
    """The list in pieces of at most so many rows, in its order; none for an empty list."""
    for start in range(0, len(table.rows), limit):
        yield table.of(table.rows[start : start + limit])


def fit(table: Table, room: int) -> tuple[Table, Table]:
    """What there is room for, the newest rows first as in the file, and what there is not."""
    room = max(0, room)
    return table.of(table.rows[:room]), table.of(table.rows[room:])
