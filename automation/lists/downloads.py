"""Downloading lists one by one, checking them, and keeping them under Mastodon's file names in a folder per run."""

import shutil
from collections.abc import Collection
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError

from automation.context import RunContext
from automation.lists import changes, counts, kinds
from automation.lists.download_check import DownloadInterrupted, arrived
from automation.lists.kinds import ListKind
from automation.results import ExportedList, ListChanges
from automation.system.files import atomically, dated, link_or_copy, private_folder, put
from pages.browser.documents import PendingDownload
from pages.settings.export import ExportPage, ExportRow

# How often to try a download that fails or has fewer rows than the page says. Repeating one is safe.
_TRIES = 3


class Lists:
    """The lists that an export page offers.

    Args:
        context: The run's context.
        export: The export page.
        root: The folder for this run's folder, and for links to the newest file of each kind.
        only: The kinds to download; empty for all.
    """

    def __init__(self, context: RunContext, export: ExportPage, root: Path, only: Collection[str]) -> None:
        self._context, self._export, self._root = context, export, root
        self._folder: Path | None = None
        self._offered = {row.kind: row for row in export.rows()}
        self._only = only
        self._pending: PendingDownload | None = None
        self.exported: dict[str, ExportedList] = {}
        self.problems = [
            f'The server has no list "{name}". It has: {", ".join(self._offered)}.'
            for name in only
            if name not in self._offered
        ]

    def wanted(self, kind: str) -> bool:
        """Whether the server has this list and the user wants it."""
        return kind in self._offered and (not self._only or kind in self._only)

    def all_wanted(self) -> list[ExportRow]:
        """The page's rows of the wanted lists."""
        return [row for kind, row in self._offered.items() if self.wanted(kind)]

    def click(self, kind: str) -> None:
        """Click the list's link."""
        self._context.progress.note(f"{self._offered[kind].heading}: downloading")
        self._pending = self._export.download(kind)

    def keep(self, kind: str) -> str:
        """Save the file that the click started to download; returns a sentence about it."""
        row, list_kind = self._offered[kind], kinds.kind_named(kind)
        target = self._run_folder() / list_kind.file
        try:
            count = self._arrive(row, list_kind, target)
        except (PlaywrightError, kinds.NotThatList) as error:
            self.problems.append(f"{row.heading}: the download is not complete: {str(error).splitlines()[0]}")
            return self.problems[-1]
        told = counts.difference(list_kind, target, row.count.exact)
        if told and counts.is_short(list_kind, target, row.count.exact):
            self.problems.append(f"{target.name}: {told}")
        link = self._link(target)
        self.exported[kind] = ExportedList(str(link), count, row.count.exact, told)
        return f"{target.name}: {count} {list_kind.noun}" + (f" ({told})" if told else "")

    def changes(self) -> dict[ListKind, ListChanges]:
        """What was added to and removed from each list since the last export."""
        offered = [kinds.kind_named(name) for name in self.exported]
        return {kind: one for kind in offered if (one := changes.since_the_last(self._run_folder(), kind)) is not None}

    def tidy(self, count: int) -> str:
        """Remove all but the newest `count` exports, unless a download failed; returns a sentence about it."""
        if not count or self.problems:
            return ""
        gone = changes.keep_newest(self._root, count)
        return f"removed because of --keep-last {count}: {', '.join(gone)}" if gone else ""

    def _arrive(self, row: ExportRow, kind: ListKind, target: Path) -> int:
        """Save the file and return its rows; retry if it failed or has fewer rows than the page says."""
        counts: list[int] = []
        for left in reversed(range(_TRIES)):
            if self._pending is None:
                self.click(row.kind)
            try:
                counts.append(self._save(kind, target))
            except (PlaywrightError, kinds.NotThatList):
                if not left:
                    raise
                continue
            agreed = counts.count(counts[-1]) > 1  # the same count twice: the server has no more rows
            if agreed or not (row.count.exact and counts[-1] < row.count.exact and kind.name != "lists"):
                break
        return counts[-1]

    def _save(self, kind: ListKind, target: Path) -> int:
        assert self._pending is not None  # noqa: S101 (`click` comes first)
        pending, self._pending = self._pending, None
        return save(self._context, pending, kind, target)

    def _run_folder(self) -> Path:
        """This run's own folder, so that a shorter download never replaces an earlier one."""
        if self._folder is None:
            self._folder = private_folder(dated(self._root))
        return self._folder

    def _link(self, file: Path) -> Path:
        """In the folder above, link from the kind's own file name to the newest file."""
        link = self._root / file.name
        if link.is_file() and not changes.linked_export(link):
            link.rename(file.with_name(f"earlier-{file.name}"))
        new = self._root / f".{file.name}.new"
        new.unlink(missing_ok=True)
        link_or_copy(new, file)
        put(new, link)
        return link


def save(context: RunContext, pending: PendingDownload, kind: ListKind, target: Path) -> int:
    """Save a downloaded list atomically, and count its rows.

    Raises:
        NotThatList: The download failed or stalled, or the file is cut short or not a list.
    """
    try:
        file = arrived(context, pending)
    except DownloadInterrupted as error:
        raise kinds.NotThatList(str(error)) from error
    with atomically(target) as temporary:
        shutil.move(file, temporary)
        return counts.check_whole(temporary, kind)
