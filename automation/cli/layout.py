"""Laying out text in a terminal."""

from rich.table import Table
from rich.text import Text


def beside(label: Text, text: Text) -> Table:
    """A text beside its label, with aligned lines if the text wraps."""
    row = Table.grid()
    row.add_column(no_wrap=True)
    row.add_row(label, text)
    return row
