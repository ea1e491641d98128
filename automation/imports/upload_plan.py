"""The upload plan: the rows of each list that the new account does not have yet, in files of the right size."""

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
from automation.outline import Side
from automation.text import some, time_of_day
from pages.panels.left_panel import LeftPanel
from pages.settings.export import ExportPage


@dataclass(frozen=True)
class Piece:
    """One upload: the file, the name shown to the user, the number of rows, and whether it overwrites the list."""

    file: Path
    name: str
    rows: int
    overwrite: bool


@dataclass
class UploadPlan:
    """The plan for one list: its files, what the new account already has, and the uploads that are needed."""

    files: list[Path]
    wanted: Checked
    there: Table
    found: Comparison
    pieces: list[Piece] = field(default_factory=list)
    no_room: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)  # their host failed recently

    @property
    def name(self) -> str:
        """The names of its files."""
        return named_files.called(self.files)

    @property
    def expected(self) -> int:
        """How many rows the account has once the uploads are complete."""
        replaced = any(piece.overwrite for piece in self.pieces)
        there = 0 if replaced else self.found.arrived + len(self.found.differing) + len(self.found.extra)
        coming = len(self.wanted.table.rows) if replaced else len(self.found.missing)
        return there + coming - len(self.no_room) - len(self.waiting)


class UploadPlans:
    """The plans for all lists of one run.

    Raises:
        UsageProblem: There are no lists, or a file is not the list that it should be. No page was opened.
    """

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self.files = named_files.files_of(context.settings.files, context.folder / "lists", context.settings.only)
        oneself = context.handle(Side.NEW)
        self.wanted = {kind: named_files.read_all(paths, kind).without(oneself) for kind, paths in self.files.items()}
        self.of: dict[ListKind, UploadPlan] = {}
        self.silent = SilentHosts(context.journal, context.settings.retry_failed_pause)

    def find_out(self, export: ExportPage) -> list[str]:
        """Download the new account's lists and compare; returns sentences to show before anything is uploaded."""
        there = self.on_the_new_account(export)
        told = []
        for kind, wanted in self.wanted.items():
            found = compare(wanted.table, there[kind])
            self.of[kind] = UploadPlan(self.files[kind], wanted, there[kind], found)
            told += self._plan(kind, self.of[kind])
        return told

    def on_the_new_account(self, export: ExportPage) -> dict[ListKind, Table]:
        """Download the new account's own lists. Lists that the page counts as empty need no download."""
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
        """Plan another upload of rows that did not arrive."""
        plan = self.of[kind]
        plan.waiting = []
        plan.pieces = self._pieces(kind, plan.wanted.table.of(failed), overwrite=False)

    def impossible(self) -> list[str]:
        """One sentence per list with rows that no server accepts: how many, and why."""
        told = []
        for kind, checked in self.wanted.items():
            if reasons := [row.why for row in checked.impossible]:
                count = "1 row" if len(reasons) == 1 else f"{len(reasons)} rows"
                told.append(f"{count} of {named_files.called(self.files[kind])} cannot be imported: {some(reasons)}.")
        return told

    def keep_for_later(self, plan: UploadPlan) -> None:
        """Tell the user about rows that no server accepts, so that they can correct them."""
        if languages := plan.wanted.languages:
            self._context.keep_for_later(
                "set the languages again in the menu of these profiles, because this server cannot import them: "
                + ", ".join(languages)
            )
        if impossible := plan.wanted.impossible:
            self._context.keep_for_later(
                f"{plan.name}: {some([row.why for row in impossible])}; correct the file yourself"
            )

    def _plan(self, kind: ListKind, plan: UploadPlan) -> list[str]:
        name, told = plan.name, []
        if plan.wanted.impossible:
            reasons = some([row.why for row in plan.wanted.impossible])
            told.append(f"{name}: {reasons}; skipped, because no server accepts that")
        if plan.wanted.oneself:
            told.append(f"{name}: it contains the new account itself, which is skipped")
        if unclear := plan.wanted.table.unclear:
            told.append(f"{name}: not understood, so Mastodon's default is used: {some(list(unclear))}")
        removed = plan.found.extra if self._context.settings.mode == "overwrite" else []
        table = plan.wanted.table if removed else plan.wanted.table.of(plan.found.to_do)
        if kind == FOLLOWS:
            table, no_room = fit(table, self._room(plan, removed))
            plan.no_room = list(no_room.rows)
            if plan.no_room:
                told.append(
                    f"{len(plan.no_room)} rows of {name} exceed the new server's limit of "
                    f"{self._context.settings.follow_limit} follows (--follow-limit): "
                    f"{some([row[0] for row in plan.no_room])}"
                )
        if not removed and (held := [row for row in table.rows if self.silent.silent(host_of(kind, row))]):
            plan.waiting = held
            table = table.of(row for row in table.rows if row not in set(held))
            hosts = {host_of(kind, row) for row in held}
            told.append(
                f"{len(held)} rows of {name} wait until {time_of_day(self.silent.may_answer_at(hosts))}, "
                f"because their servers failed recently: {some(sorted(hosts))}"
            )
        if removed:
            told.append(self._told_removal(kind, plan.there.of(removed)))
        elif plan.wanted.table.rows and not table.rows and not plan.no_room and not plan.waiting:
            told.append(f"{name}: the new account already has all rows")
        elif plan.found.arrived:
            told.append(f"{name}: the new account already has {plan.found.arrived} rows; {len(table.rows)} to upload")
        plan.pieces = self._pieces(kind, table, overwrite=bool(removed))
        return told

    def _told_removal(self, kind: ListKind, removed: Table) -> str:
        """Name the rows that overwriting will remove. All of them are saved in a file that can be imported again."""
        file = self._context.subfolder("lists") / f"removed-{kind.file}"
        rows.write(file, removed)
        names = some([rows.name_of(kind, row) for row in removed.rows])
        return f"Overwrite removes {len(removed.rows)} {kind.noun}: {names}. They are saved in {file.name}"

    def _room(self, plan: UploadPlan, removed: list[Row]) -> int:
        """How many follows the server accepts. It counts an account twice that is both followed and in the file."""
        limit = self._context.settings.follow_limit
        return limit if removed else limit - len(plan.there.rows)

    def _pieces(self, kind: ListKind, table: Table, *, overwrite: bool) -> list[Piece]:
        """Write the rows to files in Mastodon's own format and with its own names.

        The user's file is never uploaded: other software may have written it in a way that servers misread.
        """
        pieces = []
        for number, part in enumerate(split(table), start=1):
            file = self._context.subfolder(f"lists/uploads/{number}") / kind.file
            rows.write(file, part)
            # If the second file overwrote the list too, it would remove the first file's rows.
            pieces.append(Piece(file, self.of[kind].name, len(part.rows), overwrite and number == 1))
        return pieces
