"""Comparing two lists of one kind: what is wanted, and what the account has."""

from dataclasses import dataclass

from automation.lists.rows import Key, Row, Table, facts_of, key_of


@dataclass(frozen=True)
class Comparison:
    """The result of a comparison. Rows that occur twice count once.

    Args:
        arrived: How many rows the account has as the list says.
        missing: Rows that the account does not have.
        differing: Rows that the account has with other settings (boosts, notifications, languages).
        extra: Rows that only the account has.
    """

    arrived: int
    missing: list[Row]
    differing: list[Row]
    extra: list[Row]

    @property
    def to_do(self) -> list[Row]:
        """The rows for which an upload would change something."""
        return [*self.missing, *self.differing]


def compare(wanted: Table, there: Table) -> Comparison:
    """Compare two lists of one kind, row by row. Columns that only one of them has are ignored."""
    key = key_of(wanted.kind)
    present = {key(row): row for row in there.rows}
    both = [column for column in wanted.columns if column in there.columns]
    says, is_said = facts_of(wanted, both), facts_of(there, both)
    arrived, missing, differing, seen = 0, list[Row](), list[Row](), set[Key]()
    for row in wanted.rows:
        about = key(row)
        if about in seen:
            continue
        seen.add(about)
        found = present.get(about)
        if found is None:
            missing.append(row)
        elif both and found != row and says(row) != is_said(found):
            differing.append(row)
        else:
            arrived += 1
    return Comparison(arrived, missing, differing, [row for about, row in present.items() if about not in seen])


def difference(wanted: Table, row: Row, there: Table) -> str:
    """How a row of the account differs: "Show boosts: false in the file, true on the account"."""
    key = key_of(wanted.kind)
    found = next(other for other in there.rows if key(other) == key(row))
    said = [
        (column.heading, row[wanted.place(column)], found[there.place(column)])
        for column in wanted.columns
        if column in there.columns
    ]
    return ", ".join(
        f"{heading}: {one or 'none'} in the file, {other or 'none'} on the account"
        for heading, one, other in said
        if one != other
    )
