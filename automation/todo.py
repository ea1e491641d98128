"""What is to be uploaded of each list: what the new account does not have yet, in pieces that fit."""

from dataclasses import dataclass, field
from pathlib import Path

from automation import lists, rows
from automation.compare import Comparison, compare
from automation.downloads import Lists
from automation.errors import ServerProblem, UsageProblem
from automation.file_check import Checked, check
from automation.lists import FOLLOWS, KINDS, ListKind
from automation.move import Move
from automation.rows import Row, Table
from automation.split import fit, split
from pages.export import ExportPage

_NAMED_AT_MOST = 12


@dataclass(frozen=True)
class Piece:
    """One upload: a file, how many rows it has, and whether it replaces what is there."""

    file: Path
    rows: int
    overwrite: bool


@dataclass
class ToDo:
    """One list: the file, what the new account has of it, and the uploads that are needed."""

    file: Path
    wanted: Checked
    there: Table
    found: Comparison
    pieces: list[Piece] = field(default_factory=list)
    no_room: list[Row] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """How many rows the account has once the uploads are through."""
        replaced = any(piece.overwrite for piece in self.pieces)
        there = 0 if replaced else self.found.arrived + len(self.found.differing) + len(self.found.extra)
        return there + (len(self.wanted.table.rows) if replaced else len(self.found.missing)) - len(self.no_room)


class ToDos:
    """All lists of one run.

    Raises:
        UsageProblem: there is none, or a file is not the list that it should be. Nothing was opened then.
    """

    def __init__(self, move: Move) -> None:
        self._move = move
        self.files = files_of(move)
        self.wanted = {kind: _checked(path, kind) for kind, path in self.files.items()}
        self.of: dict[ListKind, ToDo] = {}

    def find_out(self, export: ExportPage) -> list[str]:
        """Download what the new account has, and compare; returns what the person should know before it goes on."""
        there = self.on_the_new_account(export)
        told = []
        for kind, wanted in self.wanted.items():
            found = compare(wanted.table, there[kind])
            self.of[kind] = ToDo(self.files[kind], wanted, there[kind], found)
            told += self._plan(kind, self.of[kind])
        return told

    def on_the_new_account(self, export: ExportPage) -> dict[ListKind, Table]:
        """The new account's own lists; those that the page counts as empty need no download."""
        counted = {row.kind: row.count.exact for row in export.rows()}
        kinds = [kind for kind in self.wanted if counted.get(kind.name) != 0 and kind.name in counted]
        own = Lists(self._move, export, self._move.subfolder("lists/new-account"), [kind.name for kind in kinds])
        for kind in kinds:
            own.click(kind.name)
            own.keep(kind.name)
        if own.problems:
            raise ServerProblem(" ".join(own.problems), next_="Run the same command again.")
        files = {kind: self._move.folder / "lists" / "new-account" / kind.file for kind in kinds}
        return {kind: rows.read(files[kind], kind) if kind in files else Table(kind, None, []) for kind in self.wanted}

    def upload_again(self, kind: ListKind, failed: list[Row]) -> None:
        """Plan one more upload of rows that did not arrive."""
        todo = self.of[kind]
        todo.pieces = self._pieces(kind, todo.wanted.table.of(failed), overwrite=False)

    def keep_for_later(self, todo: ToDo) -> None:
        """Name the rows that no server takes: the person may know what was meant."""
        if impossible := todo.wanted.impossible:
            self._move.keep_for_later(f"{todo.file.name}: {_some([row.why for row in impossible])}; correct it by hand")

    def _plan(self, kind: ListKind, todo: ToDo) -> list[str]:
        name, told = todo.file.name, []
        if todo.wanted.impossible:
            told.append(f"{name}: {_some([row.why for row in todo.wanted.impossible])}; left out, no server takes that")
        removed = todo.found.extra if self._move.settings.mode == "overwrite" else []
        table = todo.wanted.table if removed else todo.wanted.table.of(todo.found.to_do)
        if kind == FOLLOWS:
            table, no_room = fit(table, self._room(todo, removed))
            todo.no_room = list(no_room.rows)
            if todo.no_room:
                told.append(
                    f"{len(todo.no_room)} of {name} do not fit, one may follow {self._move.settings.follow_limit} "
                    f"accounts there (--follow-limit): {_some([row[0] for row in todo.no_room])}"
                )
        if removed:
            told.append(self._told_removal(kind, todo.there.of(removed)))
        elif todo.wanted.table.rows and not table.rows and not todo.no_room:
            told.append(f"{name}: the new account has all of it")
        elif todo.found.arrived:
            told.append(f"{name}: {todo.found.arrived} are there already, {len(table.rows)} are to be uploaded")
        todo.pieces = self._pieces(kind, table, overwrite=bool(removed))
        return told

    def _told_removal(self, kind: ListKind, removed: Table) -> str:
        """Name what overwriting will remove, all of it in a file that can be imported again."""
        file = self._move.subfolder("lists") / f"removed-{kind.file}"
        rows.write(file, removed)
        names = _some([", ".join(row[:2]) if kind.name == "lists" else row[0] for row in removed.rows])
        return f"Overwrite removes {len(removed.rows)} {kind.noun}: {names}. They are kept in {file.name}"

    def _room(self, todo: ToDo, removed: list[Row]) -> int:
        """The server counts what one follows and what the file has, the same account in both twice."""
        limit = self._move.settings.follow_limit
        return limit if removed else limit - len(todo.there.rows)

    def _pieces(self, kind: ListKind, table: Table, *, overwrite: bool) -> list[Piece]:
        """The file itself where all of it is uploaded at once, else files of our own, with the same name."""
        parts = list(split(table))
        whole = self.of[kind].wanted
        if len(parts) == 1 and len(table.rows) == len(whole.table.rows) and not whole.impossible:
            return [Piece(self.files[kind], len(table.rows), overwrite)]
        pieces = []
        for number, part in enumerate(parts, start=1):
            file = self._move.subfolder(f"lists/uploads/{number}") / kind.file
            rows.write(file, part)
            # A second file that replaced what is there would remove the first one's rows.
            pieces.append(Piece(file, len(part.rows), overwrite and number == 1))
        return pieces


def _some(texts: list[str]) -> str:
    shown = ", ".join(texts[:_NAMED_AT_MOST])
    return shown if len(texts) <= _NAMED_AT_MOST else f"{shown} and {len(texts) - _NAMED_AT_MOST} more"


def _checked(path: Path, kind: ListKind) -> Checked:
    try:
        return check(path, kind)
    except (OSError, lists.NotThatList) as error:
        raise UsageProblem(f"{path} cannot be imported: {error}", next_="Nothing was uploaded.") from error


def files_of(move: Move) -> dict[ListKind, Path]:
    """The files to import: those that were named, else the lists of the move's folder.

    Raises:
        UsageProblem: there is none, or one is no such list.
    """
    named = move.settings.files
    files = dict(_named_file(text) for text in named) if named else _own_files(move.folder / "lists")
    if only := move.settings.only:
        files = {kind: path for kind, path in files.items() if kind.name in only}
    if not files:
        raise UsageProblem(
            f"There are no lists in {move.folder / 'lists'}.", next_="Run the export first, or name the files."
        )
    return files


def _own_files(folder: Path) -> dict[ListKind, Path]:
    return {kind: folder / kind.file for kind in KINDS if (folder / kind.file).is_file()}


def _named_file(text: str) -> tuple[ListKind, Path]:
    name, equals, rest = text.partition("=")
    path = Path(rest if equals and name in lists.BY_NAME else text)
    if not path.is_file():
        raise UsageProblem(f"There is no file {path}.", next_="Check the name.")
    return (lists.BY_NAME[name] if equals and name in lists.BY_NAME else lists.recognise(path)), path
