"""Part 3's uploads: choose each file's type, check the server's review, and wait until the imports end."""

from dataclasses import asdict
from pathlib import Path

from automation.errors import DoneInPart
from automation.folder.intents import Intent
from automation.imports import watching
from automation.imports.upload_plan import Piece, UploadPlans
from automation.lists import downloads, kinds, rows
from automation.lists.kinds import FOLLOWS, KINDS, ListKind
from automation.lists.rows import Key, Row, key_of
from automation.outline import Side
from automation.results import ImportedList
from automation.run.move import Move
from pages.errors import ServerTrouble
from pages.panels.left_panel import LeftPanel
from pages.settings.imports import ConfirmImportPage, ImportPage, ImportState

# Journal events: the upload of a list, and the comparison that follows all uploads.
_UPLOAD = "upload "
VERIFIED = "verified"

NOTHING_TO_UPLOAD = "nothing to upload"
_BY_HAND = {
    "lists": "create the lists yourself, or import the file once the server runs Mastodon 4.2 or later",
    "custom_filters": "create the filters yourself under Filters, or import the file once the server runs Mastodon 4.6",
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
        self._untold: set[ListKind] = set()  # lists for which the failed rows are unknown

    def let_earlier_ones_end(self) -> list[str]:
        """Before uploading, wait for imports that an earlier run started, then compare again; returns sentences."""
        unanswered = [kind for kind in KINDS if self._move.wait_for_unseen_outcome(self._intent(kind), Side.NEW)]
        recent = self.page.recent()
        running = [state.number for state in recent if state.under_way]
        # A server that lists no imports (up to 4.1) may still be working on one: only its counts show it.
        untold = bool(unanswered) or (not recent and self._uploaded_and_not_verified())
        if not untold and not running:
            return []
        if running:
            self.page, _ = watching.wait_for_imports(self._move, self.page, running)
        export = self.page.at(LeftPanel).open_import_and_export()
        if untold:
            export = watching.wait_for_stable_counts(self._move, export, self._all_there)
        told = self._plans.find_out(export)
        self.page = export.at(LeftPanel).open_import()
        return ["an earlier import has ended", *told]

    def _uploaded_and_not_verified(self) -> bool:
        since = False
        for event in self._move.journal.read():
            since = event.get("event") != VERIFIED and (since or str(event.get("event")).startswith(_UPLOAD))
        return since

    def wanted(self, kind: ListKind) -> bool:
        """Whether there is something to upload that this server can import."""
        return kind in self._plans.of and bool(self._plans.of[kind].pieces) and kind.import_type in self._offered

    def why_no_follows(self) -> str:
        """Why no follows are uploaded."""
        plan = self._plans.of.get(FOLLOWS)
        if plan is None or not plan.wanted.table.rows:
            return f"{NOTHING_TO_UPLOAD}: there is no list of follows, or it is empty"
        if plan.found.to_do:
            return f"{NOTHING_TO_UPLOAD} now: see above for the follows that are left"
        return f"{NOTHING_TO_UPLOAD}: the new account follows everybody on the list already"

    def others(self) -> list[ListKind]:
        """The wanted kinds other than follows."""
        return [kind for kind in KINDS if kind != FOLLOWS and self.wanted(kind)]

    def first_piece(self, kind: ListKind) -> Piece:
        """The first upload of a list."""
        return self._plans.of[kind].pieces[0]

    def choose_mode(self, piece: Piece) -> str:
        """Select "Merge", or "Overwrite" if the user chose it and there are rows to remove."""
        if not piece.overwrite:
            self.page.choose_merge()
            return ""
        self.page.choose_overwrite()
        return "Overwrite, as you chose: rows that are not in the file are removed from the new account"

    def upload_all(self, kind: ListKind) -> list[str]:
        """Upload every file of a list, starting with the choice of its type."""
        return self._upload_pieces(kind, self._plans.of[kind].pieces)

    def upload(self, kind: ListKind) -> list[str]:
        """Click "Upload" for the first file, which is already chosen; then upload the files that follow."""
        first, *rest = self._plans.of[kind].pieces
        return [self._press(kind, first), *self._upload_pieces(kind, rest, before=True)]

    def _upload_pieces(self, kind: ListKind, pieces: list[Piece], *, before: bool = False) -> list[str]:
        """Upload files one after the other: the follow limit counts only rows that have arrived."""
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
        """Click "Upload", and confirm the server's review if the server understood the whole file."""
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
            self.problems.append(f"The server refused {piece.name}: {done.said}")
            return self.problems[-1]
        self._intent(kind).done(said=done.said)
        done.uploaded = min(done.uploaded + piece.rows, done.rows)  # retried rows count once
        return f"{piece.name}: {piece.rows} rows. {done.said}"

    def _review(self, kind: ListKind, done: ImportedList, piece: Piece, review: ConfirmImportPage) -> str:
        understood, warning = review.understood_rows(piece.file.name), review.answer().said()
        if warning or understood != piece.rows:
            self.page = review.cancel()
            self._intent(kind).refused(said=warning, understood=understood)
            done.refused = True
            self.problems.append(
                f"{piece.name} was not imported: it has {piece.rows} rows, "
                f"but the server understood {understood}. {warning}"
            )
            return self.problems[-1]
        number = review.number
        self.page = review.confirm()
        self._intent(kind).done(number=number)
        self._numbers[number] = kind
        done.uploaded = min(done.uploaded + piece.rows, done.rows)  # retried rows count once
        done.said = self.page.answer().said()
        return f"{piece.name}: {understood} rows accepted"

    # -- waiting until the imports end

    def watch_to_the_end(self) -> list[str]:
        """Wait until the imports end, and show their progress; returns a sentence for each.

        If the server shows no progress (up to 4.1), read the counts on its export page until they stop changing.
        """
        if self._numbers:
            self.page, states = watching.wait_for_imports(self._move, self.page, list(self._numbers))
            told = [self._take(number, state) for number, state in states.items()]
            self._numbers.clear()
            return told
        if any(done.uploaded and done.finished is None for done in self.done.values()):
            export = self.page.at(LeftPanel).open_import_and_export()
            export = watching.wait_for_stable_counts(self._move, export, self._all_there)
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
            self.problems.append(f"{kind.noun}: the page no longer lists this import, so its result is unknown.")
            return self.problems[-1]
        done.imported = (done.imported or 0) + state.imported
        done.finished = state.finished
        done.failures = (done.failures or 0) + state.failures
        told = f"{kind.noun}: {state.words.casefold()}, {state.imported} of {state.total}"
        if not state.finished:
            self.problems.append(f"{told}; the server is still working on it.")
            return told
        return told + (f", {state.failures} failed{self._keep_failures(kind, state)}" if state.failures else "")

    def _keep_failures(self, kind: ListKind, state: ImportState) -> str:
        """Download the rows that failed, to one file per import: a list may be uploaded in several files."""
        file = self._move.subfolder(f"lists/failures/{state.number}") / kind.file
        try:
            downloads.save(self._move, self.page.download_failures(state.number), kind, file)
        except (ServerTrouble, kinds.NotThatList) as error:
            self._untold.add(kind)
            return f"; the list of these rows could not be downloaded: {error}"
        self._failure_files.setdefault(kind, []).append(file)
        return f"; they are in {file.relative_to(self._move.folder)}"

    def failed(self, kind: ListKind) -> set[Key] | None:
        """The rows that failed according to the server; None if it does not say which."""
        done, files = self.done.get(kind.name), self._failure_files.get(kind, [])
        if done is None or done.finished is None or kind in self._untold:
            return None
        key = key_of(kind)
        waiting = self._plans.of[kind].waiting if kind in self._plans.of else []
        return {key(row) for file in files for row in rows.read(file, kind).rows} | {key(row) for row in waiting}

    def upload_again(self, kind: ListKind, failed: list[Row]) -> None:
        """Upload rows that did not arrive again, and forget what the server said about them before."""
        self._failure_files.pop(kind, None)
        self._untold.discard(kind)
        self._import_of(kind).failures = None
        self._plans.upload_again(kind, failed)
        self.upload_all(kind)

    def raise_if_incomplete(self, again_at: str = "") -> None:
        """Report what this server cannot import, and stop if something did not arrive.

        Args:
            again_at: If rows failed, the time from which another run makes sense.

        Raises:
            DoneInPart: A list was refused, is still being imported, or has rows that did not arrive.
        """
        self._move.journal.write("imports", imports={name: asdict(done) for name, done in self.done.items()})
        for kind, plan in self._plans.of.items():
            if plan.wanted.table.rows and kind.import_type not in self._offered:
                hint = _BY_HAND.get(kind.name, "add them yourself")
                count = len(plan.wanted.table.rows)
                self._move.keep_for_later(f"{plan.name} ({count} rows): this server cannot import it; {hint}")
            self._plans.keep_for_later(plan)
        self.problems += self._plans.impossible()
        if not self._move.settings.verify:  # otherwise the comparison has reported what is missing
            failed = {kinds.kind_named(name).noun: done.failures for name, done in self.done.items() if done.failures}
            self.problems += [
                f"According to the server, {count} of the {noun} failed." for noun, count in failed.items()
            ]
        if self.problems:
            raise DoneInPart(
                " ".join(self.problems),
                safe="Imported rows stay. The files are in the move's folder and can be imported again.",
                next_=f"Run the import again{f', after {again_at}' if again_at else ''}: it uploads what is missing. "
                "A server that did not answer may do so later.",
            )

    def offers(self, kind: ListKind) -> bool:
        """Whether this server can import such a list."""
        return kind.import_type in self._offered

    def refused(self, kind: ListKind) -> bool:
        """Whether the server refused an upload of this list, so that a retry is pointless."""
        return kind.name in self.done and self.done[kind.name].refused
