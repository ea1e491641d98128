"""Laying out text in a terminal."""

import re
import shutil
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

_NAME = "mastodon-move"
_ANSWER = 32  # how many characters of an answer fit beside a long question
# A command in a sentence, and not the folder of the same name.
_COMMAND = re.compile(rf"\b{_NAME} (?=[a-z])")


def beside(label: Text, text: Text) -> Table:
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
