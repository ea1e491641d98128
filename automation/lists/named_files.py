"""The files to import, and which list each of them is."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.lists import cells, headings
from automation.lists.file_check import Checked, check
from automation.lists.kinds import BY_NAME, KINDS, ListKind, NotThatList
from automation.lists.rows import COLUMNS, Column, Row, Table, key_of
from automation.system.files import at_home

# What browsers and file managers add to the name of a copy.
_COPY = re.compile(r"(?: ?\(\d+\)| ?- ?(?:copy|\d+)|[ _-]copy)?$", re.IGNORECASE)


def files_of(named: Sequence[str], folder: Path, only: Sequence[str]) -> dict[ListKind, list[Path]]:
    """The files to import, by kind: those that were named, or the lists in the move's folder.

    Args:
        named: FILE or KIND=FILE, for each file; there can be several files of one kind.
        folder: The folder with the lists, used if no files are named.
        only: The names of the wanted kinds; empty for all.

    Raises:
        UsageProblem: There are no files, or the kind of a file is not clear.
    """
    files: dict[ListKind, list[Path]] = {}
    for kind, path in map(_named, named) if named else _own(folder):
        files.setdefault(kind, []).append(path)
    if only:
        files = {kind: paths for kind, paths in files.items() if kind.name in only}
    if not files:
        raise UsageProblem(
            f"There are no lists in {folder}.", safe=NOTHING_OPENED, next_=f"Run the export first{_elsewhere()}."
        )
    return files


def _elsewhere() -> str:
    """What else there is to import: lists that an export left in another folder here."""
    folders = sorted(
        {path.parent.parent for kind in KINDS for path in Path().glob(f"mastodon-move/*/lists/{kind.file}")}
    )
    if not folders:
        return ", or name the files"
    return ", name the files, or use those of an earlier export: " + ", ".join(f"--folder {one}" for one in folders)


def called(files: Sequence[Path]) -> str:
    """The names of these files, joined with "and"."""
    return " and ".join(file.name for file in files)


def _own(folder: Path) -> list[tuple[ListKind, Path]]:
    return [(kind, folder / kind.file) for kind in KINDS if (folder / kind.file).is_file()]


def _named(text: str) -> tuple[ListKind, Path]:
    name, equals, rest = text.partition("=")
    told = BY_NAME.get(name) if equals else None
    path = at_home(rest if told else text)
    if not path.is_file():
        raise UsageProblem(f"There is no file {path}.", next_="Check the file's name and folder.")
    return told or recognise(path), path


def recognise(path: Path) -> ListKind:
    """Which list a file is, judged by Mastodon's file name (also of a copy), or by its header.

    Raises:
        UsageProblem: The kind is not clear; the user can name it with `KIND=FILE`.
    """
    stem = _COPY.sub("", path.stem)
    for kind in KINDS:
        if kind.file == f"{stem}{path.suffix.lower()}":
            return kind
    with suppress(NotThatList, OSError):
        rows = (row for row in cells.read(path, lambda row: any(map(headings.meaning, row))) if row)
        found = [heading for cell in next(rows, []) if (heading := headings.meaning(cell))]
        if kinds := [headings.TELLS[heading] for heading in found if heading in headings.TELLS]:
            return BY_NAME[kinds[0]]
    raise UsageProblem(
        f"The kind of list in {path} is not clear from its name or its first line.",
        next_=f"Name the kind as KIND=FILE, for example blocks={path.name}. Kinds: {', '.join(BY_NAME)}.",
    )


def read_all(paths: Sequence[Path], kind: ListKind) -> Checked:
    """Read the files of one kind as one list without duplicate rows.

    Raises:
        UsageProblem: A file is not the list that it should be. Nothing was uploaded.
    """
    return _joined([_checked(path, kind) for path in paths])


def _checked(path: Path, kind: ListKind) -> Checked:
    try:
        return check(path, kind)
    except (OSError, NotThatList) as error:
        raise UsageProblem(
            f"{path} cannot be imported: {error}",
            safe="Nothing was uploaded.",
            next_="Correct the file, or choose another one, then run the same command again.",
        ) from error


def _joined(parts: Sequence[Checked]) -> Checked:
    """Join the lists. If only some files have a column, the rows of the others get its default."""
    first, *others = parts
    if not others:
        return first
    tables = [part.table for part in parts]
    said = {column for table in tables for column in table.columns}
    columns = tuple(column for column in COLUMNS.get(first.table.kind.name, ()) if column in said)
    rows: dict[object, Row] = {}
    for table in tables:
        key = key_of(table.kind)
        for row in table.rows:
            rows.setdefault(key(row), _with(row, table, columns))
    unclear = tuple(told for table in tables for told in table.unclear)
    joined = replace(first.table, columns=columns, rows=list(rows.values()), unclear=unclear)
    return Checked(joined, [one for part in parts for one in part.impossible])


def _with(row: Row, table: Table, columns: Sequence[Column]) -> Row:
    width = len(table.keys)
    if table.kind.is_json:
        return row
    return (*row[:width], *(row[table.place(c)] if c in table.columns else c.default for c in columns))
