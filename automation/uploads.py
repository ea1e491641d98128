"""Part 3's uploads: the right type for each file, the server's review compared, the imports watched to their end."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

from automation import lists
from automation.errors import DoneInPart, UsageProblem
from automation.guide import Side
from automation.lists import FOLLOWS, KINDS, ListKind
from automation.move import Move
from automation.patience import pause, pauses
from pages.imports import ConfirmImportPage, ImportPage, ImportState

# The page is asked again soon at first, for short lists, then ever more gently.
_FIRST_PAUSE_S, _GROWTH, _LONGEST_PAUSE_S = 0.3, 1.6, 15

_BY_HAND = {
    "lists": "make the lists by hand, or import the file once the server runs Mastodon 4.2 or later",
    "custom_filters": "make the filters by hand under Filters, or import the file once the server runs Mastodon 4.6",
}


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
    for kind, path in files.items():
        try:
            lists.count_rows(path, kind)
        except (OSError, lists.NotThatList) as error:
            raise UsageProblem(f"{path} cannot be imported: {error}", next_="Nothing was uploaded.") from error
    return files


def _own_files(folder: Path) -> dict[ListKind, Path]:
    return {kind: folder / kind.file for kind in KINDS if (folder / kind.file).is_file()}


def _named_file(text: str) -> tuple[ListKind, Path]:
    name, equals, rest = text.partition("=")
    path = Path(rest if equals and name in lists.BY_NAME else text)
    if not path.is_file():
        raise UsageProblem(f"There is no file {path}.", next_="Check the name.")
    return (lists.BY_NAME[name] if equals and name in lists.BY_NAME else lists.recognise(path)), path


@dataclass
class Import:
    """One list's way into the new account. `finished` is None where the server does not tell."""

    file: str
    rows: int
    understood: int | None = None
    imported: int | None = None
    failures: int | None = None
    finished: bool | None = None
    said: str = ""


class Imports:
    """The uploads of one run."""

    def __init__(self, move: Move, page: ImportPage, files: dict[ListKind, Path]) -> None:
        self.page = page
        self._move = move
        self._files = files
        self._rows = {kind: lists.count_rows(path, kind) for kind, path in files.items()}
        self._offered = page.offers()
        self._done: dict[ListKind, Import] = {}
        self._numbers: dict[str, ListKind] = {}
        self._problems: list[str] = []

    def wanted(self, kind: ListKind) -> bool:
        """Whether there is something to import that this server can import."""
        return bool(self._rows.get(kind)) and kind.import_type in self._offered

    def others(self) -> list[ListKind]:
        """The kinds besides follows that are wanted."""
        return [kind for kind in KINDS if kind != FOLLOWS and self.wanted(kind)]

    def choose_mode(self) -> str:
        """Select "Merge", or "Overwrite" where that was asked for."""
        if self._move.settings.mode == "merge":
            self.page.choose_merge()
            return ""
        self.page.choose_overwrite()
        return "Overwrite, as was asked for: what is on the new account and not in the file goes"

    def upload(self, kind: ListKind) -> str:
        """Press "Upload", and confirm what the server understood if that is the whole file."""
        done = self._done[kind] = Import(str(self._files[kind]), self._rows[kind])
        self._move.progress.note(f"{kind.noun}: uploading")
        answer = self.page.upload()
        if isinstance(answer, ConfirmImportPage):
            return self._review(kind, done, answer)
        done.said = answer.said()
        if answer.refused:
            self._problems.append(f"{self._files[kind].name} was refused: {done.said}")
            return self._problems[-1]
        return f"{self._files[kind].name}: {done.rows} rows. {done.said}"

    def _review(self, kind: ListKind, done: Import, review: ConfirmImportPage) -> str:
        name = self._files[kind].name
        done.understood, warning = review.understood_rows(name), review.answer().said()
        if warning or done.understood != done.rows:
            self.page = review.cancel()
            self._problems.append(
                f"{name} was not imported: it has {done.rows} rows, the server understood {done.understood}. {warning}"
            )
            return self._problems[-1]
        number = review.number
        self.page = review.confirm()
        self._numbers[number] = kind
        done.said = self.page.answer().said()
        return f"{name}: {done.rows} rows, understood {done.understood}, confirmed"

    def watch_to_the_end(self) -> list[str]:
        """Wait until the imports that the server reviews have finished, showing how far they are."""
        if not self._numbers:
            return ["this server does not tell when an import is done"] if self._done else []
        end = time.monotonic() + self._move.settings.import_patience
        for seconds in pauses(_FIRST_PAUSE_S, _GROWTH, _LONGEST_PAUSE_S):
            states = {number: self.page.state_of(number) for number in self._numbers}
            self._move.progress.note("importing: " + ", ".join(self._told(number, states) for number in states))
            if all(state is None or state.finished for state in states.values()) or time.monotonic() > end:
                break
            pause(self.page.hand.page, seconds, lambda left: None)
            self.page = self.page.look_again()
        return [self._take(number, state) for number, state in states.items()]

    def _told(self, number: str, states: dict[str, ImportState | None]) -> str:
        state = states[number]
        return f"{self._numbers[number].noun} {state.imported}/{state.total}" if state else self._numbers[number].noun

    def _take(self, number: str, state: ImportState | None) -> str:
        kind = self._numbers[number]
        done = self._done[kind]
        if state is None:
            self._problems.append(f"{kind.noun}: the page no longer lists this import, so its end is not known.")
            return self._problems[-1]
        done.imported, done.finished = state.imported, state.finished
        done.failures = state.failures if state.finished else None
        told = f"{kind.noun}: {state.words.casefold()}, {state.imported} of {state.total}"
        if not state.finished:
            self._problems.append(f"{told}; the server goes on with it by itself.")
        elif state.failures:
            self._problems.append(f"{told}; {state.failures} could not be imported.")
        return told

    def settle(self) -> None:
        """Name what this server cannot import, and stop if something did not arrive.

        Raises:
            DoneInPart: a list was refused, is still under way, or has rows that failed.
        """
        self._move.results["imports"] = {kind.name: asdict(done) for kind, done in self._done.items()}
        for kind, rows in self._rows.items():
            if rows and kind.import_type not in self._offered:
                hint = _BY_HAND.get(kind.name, "import it by hand")
                self._move.keep_for_later(
                    f"{self._files[kind].name} ({rows} rows): this server cannot import it; {hint}"
                )
        if self._problems:
            raise DoneInPart(
                " ".join(self._problems),
                safe="What was imported is there; the files are in the move's folder and can be imported again.",
                next_=f"{self._move.account(Side.NEW).origin}/settings/imports has the failures; "
                "a server that did not answer once may answer later: run the import again.",
            )
