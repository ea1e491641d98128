"""Laying out text in a terminal."""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

from rich import table
from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text

from automation.text import printable

_NAME = "mastodon-move"
_ANSWER = 32  # how many characters of an answer fit beside a long question
# A command in a sentence, and not the folder of the same name.
_COMMAND = re.compile(rf"\b{_NAME} (?=[a-z])")


class Table(table.Table):
    """A table of texts. Pages and files can say anything, so nothing is markup, and no control character stays.

    Args:
        headings: The headings of the columns.
        title: The title.
        how: As for Rich's table.
    """

    def __init__(self, *headings: str, title: str = "", **how: Any) -> None:
        shown = Text(printable(title), "table.title") if title else None
        super().__init__(title=shown, title_justify="left", **how)
        for heading in headings:
            self.add_column(heading)

    def add_column(self, header: RenderableType = "", *rest: Any, **how: Any) -> None:
        """Add a column. Arguments as for Rich's table."""
        super().add_column(_plain(header), *rest, **how)

    def add_row(
        self, *cells: RenderableType | None, style: str | Style | None = None, end_section: bool = False
    ) -> None:
        """Add a row. Arguments as for Rich's table."""
        super().add_row(*map(_plain, cells), style=style, end_section=end_section)


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return Text(printable(cell))
    if isinstance(cell, Text):
        cell = cell.copy()
        cell.plain = printable(cell.plain)  # a letter for a letter, so its styles stay where they are
    return cell


def beside(label: Text, text: Text) -> table.Table:
    """A text beside its label, with aligned lines if the text wraps."""
    row = Table.grid()
    row.add_column(no_wrap=True)
    row.add_row(label, text)
    return row


def question_lines(console: Console, question: str) -> list[str]:
    """A question in lines that leave room for the answer: the terminal itself would break them within a word."""
    room = max(console.width - _ANSWER, _ANSWER)
    return [line.plain.rstrip() for line in Text(question).wrap(console, room)] or [""]


def as_called(text: str) -> str:
    """A text whose commands can be pasted: with this program's path if the shell would not find it by its name."""
    own = Path(sys.argv[0])
    if own.stem != _NAME or shutil.which(_NAME):
        return text
    return _COMMAND.sub(f"{own} ", text)
