"""Any file of rows as people have it: whatever separates its cells, and however its letters are encoded."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from automation.lists.kinds import NotThatList

Cells = list[str]

_SEPARATORS = ",;\t|"
# What tells the separator: so many rows from the beginning.
_LOOKED_AT = 50
_SPREADSHEET = b"PK\x03\x04"
_WEB_PAGE = re.compile(r"\s*<(!doctype|html|head|body)\b", re.IGNORECASE)
# Excel writes this line before the others, where the separator is not the one of the reader's language.
_NAMED_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_BLANK_BEFORE_A_QUOTE = re.compile(r'[,;\t] +"')
_SAVE_AS = "Save it as “CSV UTF-8” and try again."


def read(path: Path, fits: Callable[[Cells], bool]) -> list[Cells]:
    """All rows of a file that is meant for CSV, rows without text as empty ones, so that the others keep their number.

    Args:
        path: the file; in UTF-8 or UTF-16, its cells separated by commas, semicolons or tabs.
        fits: whether a row looks as the rows of such a list do; the separator with which most of them do is taken.

    Raises:
        NotThatList: it is no text, no CSV, or something else altogether; in a sentence.
    """
    text = _text(path)
    if named := _NAMED_SEPARATOR.match(text):
        text = text[named.end() :]
    separator = named.group(1) if named else max(_SEPARATORS, key=lambda one: _fitting(text, one, fits))
    try:
        return [row if any(map(str.strip, row)) else [] for row in _reader(text, separator, strict=True)]
    except csv.Error as error:
        raise NotThatList(f"{path.name} is no CSV that can be read to its end: {error}.") from error


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith(_SPREADSHEET):
        raise NotThatList(f"{path.name} is a spreadsheet, or another packed file, and no CSV. {_SAVE_AS}")
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotThatList(f"{path.name} is no text in UTF-8: line {line} has other bytes. {_SAVE_AS}") from error
    if _WEB_PAGE.match(text):
        raise NotThatList(f"{path.name} is a web page (HTML), and no list: perhaps one that asked to sign in.")
    if _is_json(text):
        raise NotThatList(f"{path.name} is JSON, and this list is a CSV file.")
    return text


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in {"{", "["}:
        return False
    with suppress(ValueError):
        json.loads(text)
        return True
    return False


def _encoding(data: bytes) -> str:
    """UTF-16 is what Excel calls "Unicode text"; every second byte of it is zero where the letters are Latin."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in data[:4]:
        return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    return "utf-8-sig"


def _fitting(text: str, separator: str, fits: Callable[[Cells], bool]) -> int:
    count = 0
    with suppress(csv.Error):
        for _, row in zip(range(_LOOKED_AT), _reader(text, separator), strict=False):
            count += fits(row)
    return count


def _reader(text: str, separator: str, *, strict: bool = False) -> Iterator[Cells]:
    # Only where a quote stands behind blanks are they no part of the cell: the name of a list may begin with one.
    skip = _BLANK_BEFORE_A_QUOTE.search(text) is not None
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict, skipinitialspace=skip)
