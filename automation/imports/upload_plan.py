"""What is to be uploaded of each list: what the new account does not have yet, in pieces that fit."""

from dataclasses import dataclass, field
from pathlib import Path

from automation.context import RunContext
from automation.errors import ServerProblem
from automation.imports.silent_hosts import SilentHosts, host_of
from automation.lists import named_files, rows
from automation.lists.compare import Comparison, compare
from automation.lists.downloads import Lists
from automation.lists.file_check import Checked
from automation.lists.kinds import FOLLOWS, ListKind
from automation.lists.rows import Row, Table
from automation.lists.split import fit, split
from automation.steps import Side
from automation.text import time_of_day
from pages.export import ExportPage
from pages.left_panel import LeftPanel

_NAMED_AT_MOST = 12


@dataclass(frozen=True)
class Piece:
    """One upload: a file, what the person calls it, how many rows it has, whether it replaces what is there."""

    file: Path
    name: str
    rows: int
    overwrite: bool


@dataclass
class UploadPlan:
    """One list: its files, what the new account has of it, and the uploads that are needed."""

    files: list[Path]
    wanted: Checked
    there: Table
    found: Comparison
    pieces: list[Piece] = field(default_factory=list)
    no_room: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)  # their host failed a moment ago

    @property
    def name(self) -> str:
        """What its files are called."""
        return named_files.called(self.files)

    @property
    def expected(self) -> int:
        """How many rows the account has once the uploads are through."""
        replaced = any(piece.overwrite for piece in self.pieces)
        there = 0 if replaced else self.found.arrived + len(self.found.differing) + len(self.found.extra)
        coming = len(self.wanted.table.rows) if replaced else len(self.found.missing)
        return there + coming - len(self.no_room) - len(self.waiting)


class UploadPlans:
    """All lists of one run.

    Raises:
        UsageProblem: there is none, or a file is not the list that it should be. Nothing was opened then.
    """

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self.files = named_files.files_of(context.settings.files, context.folder / "lists", context.settings.only)
        oneself = context.handle(Side.NEW)
        self.wanted = {kind: named_files.read_all(paths, kind).without(oneself) for kind, paths in self.files.items()}
        self.of: dict[ListKind, UploadPlan] = {}
        self.silent = SilentHosts(context.journal, context.settings.retry_failed_pause)

    def find_out(self, export: ExportPage) -> list[str]:
        """Download what the new account has, and compare; returns what the person should know before it goes on."""
        there = self.on_the_new_account(export)
        told = []
        for kind, wanted in self.wanted.items():
            found = compare(wanted.table, there[kind])
            self.of[kind] = UploadPlan(self.files[kind], wanted, there[kind], found)
            told += self._plan(kind, self.of[kind])
        return told

    def on_the_new_account(self, export: ExportPage) -> dict[ListKind, Table]:
        """The new account's own lists; those that the page counts as empty need no download."""
        if FOLLOWS in self.wanted and not export.at(LeftPanel).import_is_reviewed():
            self.wanted[FOLLOWS] = self.wanted[FOLLOWS].without_languages()
        counted = {row.kind: row.count.exact for row in export.rows()}
        kinds = [kind for kind in self.wanted if counted.get(kind.name) != 0 and kind.name in counted]
        own = Lists(self._context, export, self._context.subfolder("lists/new-account"), [kind.name for kind in kinds])
        for kind in kinds:
            own.click(kind.name)
            own.keep(kind.name)
        if own.problems:
            raise ServerProblem(" ".join(own.problems), next_="Run the same command again.")
        files = {kind: self._context.folder / "lists" / "new-account" / kind.file for kind in kinds}
        return {kind: rows.read(files[kind], kind) if kind in files else rows.empty(kind) for kind in self.wanted}

    def upload_again(self, kind: ListKind, failed: list[Row]) -> None:
        """Plan one more upload of rows that did not arrive."""
        plan = self.of[kind]
        plan.waiting = []
        plan.pieces = self._pieces(kind, plan.wanted.table.of(failed), overwrite=False)

    def impossible(self) -> list[str]:
        """How many rows of each list no server takes, and why, in a sentence each."""
        told = []
        for kind, checked in self.wanted.items():
            if reasons := [row.why for row in checked.impossible]:
                count = "1 row" if len(reasons) == 1 else f"{len(reasons)} rows"
                told.append(f"{count} of {named_files.called(self.files[kind])} cannot be imported: {_some(reasons)}.")
        return told

    def keep_for_later(self, plan: UploadPlan) -> None:
        """Name the rows that no server takes: the person may know what was meant."""
        if languages := plan.wanted.languages:
            self._context.keep_for_later(
                "choose languages in the menu of these profiles, since this server imports no follow that has any: "
                + ", ".join(languages)
            )
        if impossible := plan.wanted.impossible:
            self._context.keep_for_later(f"{plan.name}: {_some([row.why for row in impossible])}; correct it by hand")

    def _plan(self, kind: ListKind, plan: UploadPlan) -> list[str]:
        name, told = plan.name, []
        if plan.wanted.impossible:
            told.append(f"{name}: {_some([row.why for row in plan.wanted.impossible])}; left out, no server takes that")
        if plan.wanted.oneself:
            told.append(f"{name}: the new account itself is in it, and left out")
        if unclear := plan.wanted.table.unclear:
            told.append(f"{name}: not understood, Mastodon's default is taken: {_some(list(unclear))}")
        removed = plan.found.extra if self._context.settings.mode == "overwrite" else []
        table = plan.wanted.table if removed else plan.wanted.table.of(plan.found.to_do)
        if kind == FOLLOWS:
            table, no_room = fit(table, self._room(plan, removed))
            plan.no_room = list(no_room.rows)
            if plan.no_room:
                told.append(
                    f"{len(plan.no_room)} of {name} do not fit, one may follow {self._context.settings.follow_limit} "
                    f"accounts there (--follow-limit): {_some([row[0] for row in plan.no_room])}"
                )
        if not removed and (held := [row for row in table.rows if self.silent.silent(host_of(kind, row))]):
            plan.waiting = held
            table = table.of(row for row in table.rows if row not in set(held))
            hosts = {host_of(kind, row) for row in held}
            told.append(
                f"{len(held)} of {name} wait until {time_of_day(self.silent.may_answer_at(hosts))}, "
                f"since their servers failed a moment ago: {_some(sorted(hosts))}"
            )
        if removed:
            told.append(self._told_removal(kind, plan.there.of(removed)))
        elif plan.wanted.table.rows and not table.rows and not plan.no_room and not plan.waiting:
            told.append(f"{name}: the new account has all of it")
        elif plan.found.arrived:
            told.append(f"{name}: {plan.found.arrived} are there already, {len(table.rows)} are to be uploaded")
        plan.pieces = self._pieces(kind, table, overwrite=bool(removed))
        return told

    def _told_removal(self, kind: ListKind, removed: Table) -> str:
        """Name what overwriting will remove, all of it in a file that can be imported again."""
        file = self._context.subfolder("lists") / f"removed-{kind.file}"
        rows.write(file, removed)
        names = _some([", ".join(row[:2]) if kind.name == "lists" else row[0] for row in removed.rows])
        return f"Overwrite removes {len(removed.rows)} {kind.noun}: {names}. They are kept in {file.name}"

    def _room(self, plan: UploadPlan, removed: list[Row]) -> int:
        """The server counts what one follows and what the file has, the same account in both twice."""
        limit = self._context.settings.follow_limit
        return limit if removed else limit - len(plan.there.rows)

    def _pieces(self, kind: ListKind, table: Table, *, overwrite: bool) -> list[Piece]:
        """Files in Mastodon's own form, under its own name; never the person's file, which other software may have
        written in a way that servers read otherwise."""
        pieces = []
        for number, part in enumerate(split(table), start=1):
            file = self._context.subfolder(f"lists/uploads/{number}") / kind.file
            rows.write(file, part)
            # A second file that replaced what is there would remove the first one's rows.
            pieces.append(Piece(file, self.of[kind].name, len(part.rows), overwrite and number == 1))
        return pieces


def _some(texts: list[str]) -> str:
    shown = ", ".join(texts[:_NAMED_AT_MOST])
    return shown if len(texts) <= _NAMED_AT_MOST else f"{shown} and {len(texts) - _NAMED_AT_MOST} more"
