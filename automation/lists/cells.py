"""Reading CSV files with any separator and any of the usual encodings."""

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
# How many rows to look at to find the separator.
_LOOKED_AT = 50
_SPREADSHEET = b"PK\x03\x04"
_WEB_PAGE = re.compile(r"\s*<(!doctype|html|head|body)\b", re.IGNORECASE)
# Excel writes this line first if the separator is not the usual one in the reader's language.
_NAMED_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_BLANK_BEFORE_A_QUOTE = re.compile(r'[,;\t] +"')
_SAVE_AS = "Save it as “CSV UTF-8” and try again."


def read(path: Path, fits: Callable[[Cells], bool]) -> list[Cells]:
    """Read all rows of a CSV file. Rows without text become empty lists, so that the others keep their numbers.

    Args:
        path: The file, in UTF-8 or UTF-16, with cells separated by commas, semicolons, tabs or vertical bars.
        fits: Tells whether a row looks like a row of this list. The separator for which most rows fit is used.

    Raises:
        NotThatList: The file is not text, not CSV, or a different kind of file; the message says which.
    """
    text = _text(path)
    if named := _NAMED_SEPARATOR.match(text):
        text = text[named.end() :]
    separator = named.group(1) if named else max(_SEPARATORS, key=lambda one: _fitting(text, one, fits))
    try:
        return [row if any(map(str.strip, row)) else [] for row in _reader(text, separator, strict=True)]
    except csv.Error as error:
        raise NotThatList(f"{path.name} is not a complete CSV file: {error}.") from error


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith(_SPREADSHEET):
        raise NotThatList(f"{path.name} is a spreadsheet or a zip file, not a CSV file. {_SAVE_AS}")
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotThatList(f"{path.name} is not valid UTF-8: line {line} has other bytes. {_SAVE_AS}") from error
    if _WEB_PAGE.match(text):
        raise NotThatList(f"{path.name} is a web page (HTML), not a list. It may be a sign-in page.")
    if _is_json(text):
        raise NotThatList(f"{path.name} is a JSON file, but this list is a CSV file.")
    return text


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in {"{", "["}:
        return False
    with suppress(ValueError):
        json.loads(text)
        return True
    return False


def _encoding(data: bytes) -> str:
    """UTF-8 or UTF-16, which Excel calls "Unicode text". In UTF-16, every second byte of Latin text is zero."""
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
    # Skip spaces before cells only if a quote follows them somewhere: the name of a list may begin with a space.
    skip = _BLANK_BEFORE_A_QUOTE.search(text) is not None
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict, skipinitialspace=skip)
