"""Part 3's uploads: the right type for each file, the server's review compared, the imports watched to their end."""

from dataclasses import asdict
from pathlib import Path

from automation.errors import DoneInPart
from automation.folder.intents import Intent
from automation.imports import watching
from automation.imports.upload_plan import Piece, UploadPlans
from automation.lists import downloads, kinds, rows
from automation.lists.kinds import FOLLOWS, KINDS, ListKind
from automation.lists.rows import Key, Row, key_of
from automation.results import ImportedList
from automation.run.move import Move
from automation.steps import Side
from pages.errors import ServerTrouble
from pages.imports import ConfirmImportPage, ImportPage, ImportState
from pages.left_panel import LeftPanel

# In the journal: an upload of a list, and the comparison that follows all of them.
_UPLOAD = "upload "
VERIFIED = "verified"

_BY_HAND = {
    "lists": "make the lists by hand, or import the file once the server runs Mastodon 4.2 or later",
    "custom_filters": "make the filters by hand under Filters, or import the file once the server runs Mastodon 4.6",
}


class Imports:
    """The uploads of one run."""

    def __init__(self, move: Move, page: ImportPage, plans: UploadPlans) -> None:
        self.page = page
        self.problems: list[str] = []
        self._move, self._plans = move, plans
        self._offered = page.offers()
        self.done: dict[str, ImportedList] = {}
        self._numbers: dict[str, ListKind] = {}
        self._failure_files: dict[ListKind, list[Path]] = {}
        self._untold: set[ListKind] = set()  # lists of which it is not known which rows failed

    def let_earlier_ones_end(self) -> list[str]:
        """Before anything is uploaded, wait for what an earlier run has begun, and then look again what is missing."""
        unanswered = [kind for kind in KINDS if self._move.wait_for_unseen_outcome(self._intent(kind), Side.NEW)]
        recent = self.page.recent()
        running = [state.number for state in recent if state.under_way]
        # A server that lists no imports (up to 4.1) may be at work on one: only its counts tell.
        untold = bool(unanswered) or (not recent and self._uploaded_and_not_verified())
        if not untold and not running:
            return []
        if running:
            self.page, _ = watching.until_through(self._move, self.page, running)
        export = self.page.at(LeftPanel).open_import_and_export()
        if untold:
            export = watching.until_counts_stand_still(self._move, export, self._all_there)
        told = self._plans.find_out(export)
        self.page = export.at(LeftPanel).open_import()
        return ["an earlier import has come to its end", *told]

    def _uploaded_and_not_verified(self) -> bool:
        since = False
        for event in self._move.journal.read():
            since = event.get("event") != VERIFIED and (since or str(event.get("event")).startswith(_UPLOAD))
        return since

    def wanted(self, kind: ListKind) -> bool:
        """Whether there is something to upload that this server can import."""
        return kind in self._plans.of and bool(self._plans.of[kind].pieces) and kind.import_type in self._offered

    def others(self) -> list[ListKind]:
        """The kinds besides follows that are wanted."""
        return [kind for kind in KINDS if kind != FOLLOWS and self.wanted(kind)]

    def first_piece(self, kind: ListKind) -> Piece:
        """The first upload of a list."""
        return self._plans.of[kind].pieces[0]

    def choose_mode(self, piece: Piece) -> str:
        """Select "Merge", or "Overwrite" where that was asked for and something has to go."""
        if not piece.overwrite:
            self.page.choose_merge()
            return ""
        self.page.choose_overwrite()
        return "Overwrite, as was asked for: what is on the new account and not in the file goes"

    def upload_all(self, kind: ListKind) -> list[str]:
        """Upload every piece of a list, from the choice of its type on."""
        return self._upload_pieces(kind, self._plans.of[kind].pieces)

    def upload(self, kind: ListKind) -> list[str]:
        """Press "Upload" for the first piece, which has been chosen; then upload the pieces that follow it."""
        first, *rest = self._plans.of[kind].pieces
        return [self._press(kind, first), *self._upload_pieces(kind, rest, before=True)]

    def _upload_pieces(self, kind: ListKind, pieces: list[Piece], *, before: bool = False) -> list[str]:
        """Each piece waits for the one before: only what has arrived counts under the follow limit."""
        told = []
        for piece in pieces:
            if before:
                told += self.watch_to_the_end()
            self.page.choose_type(kind.import_type)
            self.choose_mode(piece)
            self.page.choose_file(piece.file)
            told.append(self._press(kind, piece))
            before = True
        return told

    def _intent(self, kind: ListKind) -> Intent:
        return Intent(self._move.journal, _UPLOAD + kind.name)

    def _import_of(self, kind: ListKind) -> ImportedList:
        plan = self._plans.of[kind]
        rows = len(plan.wanted.table.rows)
        return self.done.setdefault(kind.name, ImportedList(", ".join(map(str, plan.files)), rows, plan.found.arrived))

    def _press(self, kind: ListKind, piece: Piece) -> str:
        """Press "Upload", and confirm what the server understood if that is the whole file."""
        done = self._import_of(kind)
        self._move.progress.note(f"{kind.noun}: uploading")
        self._intent(kind).declare(file=str(piece.file), rows=piece.rows)
        answer = self.page.upload()
        if isinstance(answer, ConfirmImportPage):
            return self._review(kind, done, piece, answer)
        done.said = answer.said()
        if answer.refused:
            self._intent(kind).refused(said=done.said)
            done.refused = True
            self.problems.append(f"{piece.name} was refused: {done.said}")
            return self.problems[-1]
        self._intent(kind).done(said=done.said)
        done.uploaded = min(done.uploaded + piece.rows, done.rows)  # rows that are tried again count once
        return f"{piece.name}: {piece.rows} rows. {done.said}"

    def _review(self, kind: ListKind, done: ImportedList, piece: Piece, review: ConfirmImportPage) -> str:
        understood, warning = review.understood_rows(piece.file.name), review.answer().said()
        if warning or understood != piece.rows:
            self.page = review.cancel()
            self._intent(kind).refused(said=warning, understood=understood)
            done.refused = True
            self.problems.append(
                f"{piece.name} was not imported: it has {piece.rows} rows, "
                f"the server understood {understood}. {warning}"
            )
            return self.problems[-1]
        number = review.number
        self.page = review.confirm()
        self._intent(kind).done(number=number)
        self._numbers[number] = kind
        done.uploaded = min(done.uploaded + piece.rows, done.rows)  # rows that are tried again count once
        done.said = self.page.answer().said()
        return f"{piece.name}: {piece.rows} rows, understood {understood}, confirmed"

    # -- until they are through

    def watch_to_the_end(self) -> list[str]:
        """Wait until the uploads are through, showing how far they are.

        Where the server does not tell (up to 4.1), the counts of its export page are read until they stand still.
        """
        if self._numbers:
            self.page, states = watching.until_through(self._move, self.page, list(self._numbers))
            told = [self._take(number, state) for number, state in states.items()]
            self._numbers.clear()
            return told
        if any(done.uploaded and done.finished is None for done in self.done.values()):
            export = self.page.at(LeftPanel).open_import_and_export()
            export = watching.until_counts_stand_still(self._move, export, self._all_there)
            self.page = export.at(LeftPanel).open_import()
        return []

    def _all_there(self, counts: dict[str, int]) -> bool:
        uploaded = [name for name, done in self.done.items() if not done.refused]
        of = self._plans.of
        return bool(uploaded) and all(counts.get(name, 0) >= of[kinds.kind_named(name)].expected for name in uploaded)

    def _take(self, number: str, state: ImportState | None) -> str:
        kind = self._numbers[number]
        done = self._import_of(kind)
        if state is None:
            self.problems.append(f"{kind.noun}: the page no longer lists this import, so its end is not known.")
            return self.problems[-1]
        done.imported = (done.imported or 0) + state.imported
        done.finished = state.finished
        done.failures = (done.failures or 0) + state.failures
        told = f"{kind.noun}: {state.words.casefold()}, {state.imported} of {state.total}"
        if not state.finished:
            self.problems.append(f"{told}; the server goes on with it by itself.")
            return told
        return told + (f", {state.failures} failed{self._keep_failures(kind, state)}" if state.failures else "")

    def _keep_failures(self, kind: ListKind, state: ImportState) -> str:
        """Each import's own: a list may go up in several pieces, each with its failures."""
        file = self._move.subfolder(f"lists/failures/{state.number}") / kind.file
        try:
            downloads.save(self._move, self.page.download_failures(state.number), kind, file)
        except (ServerTrouble, kinds.NotThatList) as error:
            self._untold.add(kind)
            return f"; which rows could not be downloaded: {error}"
        self._failure_files.setdefault(kind, []).append(file)
        return f"; they are in {file.relative_to(self._move.folder)}"

    def failed(self, kind: ListKind) -> set[Key] | None:
        """The rows that the server said have failed; None where it does not say which, so that any may have."""
        done, files = self.done.get(kind.name), self._failure_files.get(kind, [])
        if done is None or done.finished is None or kind in self._untold:
            return None
        key = key_of(kind)
        waiting = self._plans.of[kind].waiting if kind in self._plans.of else []
        return {key(row) for file in files for row in rows.read(file, kind).rows} | {key(row) for row in waiting}

    def upload_again(self, kind: ListKind, failed: list[Row]) -> None:
        """Upload rows that did not arrive once more: what the server said of them before is over with."""
        self._failure_files.pop(kind, None)
        self._untold.discard(kind)
        self._import_of(kind).failures = None
        self._plans.upload_again(kind, failed)
        self.upload_all(kind)

    def settle(self, again_at: str = "") -> None:
        """Name what this server cannot import, and stop if something did not arrive.

        Args:
            again_at: when another try is worth it, where rows have failed.

        Raises:
            DoneInPart: a list was refused, is still under way, or has rows that did not arrive.
        """
        self._move.journal.write("imports", imports={name: asdict(done) for name, done in self.done.items()})
        for kind, plan in self._plans.of.items():
            if plan.wanted.table.rows and kind.import_type not in self._offered:
                hint = _BY_HAND.get(kind.name, "import it by hand")
                count = len(plan.wanted.table.rows)
                self._move.keep_for_later(f"{plan.name} ({count} rows): this server cannot import it; {hint}")
            self._plans.keep_for_later(plan)
        self.problems += self._plans.impossible()
        if not self._move.settings.verify:  # else the comparison has told what is missing
            failed = {kinds.kind_named(name).noun: done.failures for name, done in self.done.items() if done.failures}
            self.problems += [f"{count} of the {noun} failed, the server says." for noun, count in failed.items()]
        if self.problems:
            raise DoneInPart(
                " ".join(self.problems),
                safe="What was imported is there; the files are in the move's folder and can be imported again.",
                next_=f"Run the import again{f', after {again_at}' if again_at else ''}: it uploads what is missing. "
                "A server that was silent may answer later.",
            )

    def offers(self, kind: ListKind) -> bool:
        """Whether this server imports such a list."""
        return kind.import_type in self._offered

    def refused(self, kind: ListKind) -> bool:
        """Whether the server did not take an upload of this list, and would not take it again."""
        return kind.name in self.done and self.done[kind.name].refused
