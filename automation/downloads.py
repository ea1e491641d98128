"""Part 2's lists: downloaded one by one, checked to be whole, and kept under Mastodon's own file names."""

import os
import time
from pathlib import Path

from playwright.sync_api import Download
from playwright.sync_api import Error as PlaywrightError

from automation import lists
from automation.files import atomically, private_folder
from automation.move import Move
from pages.export import ExportPage

# A download that breaks off is safe to repeat.
_TRIES = 3


class Lists:
    """The lists that the page offers."""

    def __init__(self, move: Move, export: ExportPage) -> None:
        self._move = move
        self._export = export
        self._rows = {row.kind: row for row in export.rows()}
        self._download: Download | None = None
        self.problems = [
            f'The server offers no list "{name}"; it has {", ".join(self._rows)}.'
            for name in move.settings.only
            if name not in self._rows
        ]
        self._results: dict[str, object] = move.results.setdefault("lists", {})

    def wanted(self, kind: str) -> bool:
        """Whether the server has this list and it was asked for."""
        only = self._move.settings.only
        return kind in self._rows and (not only or kind in only)

    def others(self) -> list[str]:
        """The kinds besides follows."""
        return [kind for kind in self._rows if kind != "follows" and self.wanted(kind)]

    def click(self, kind: str) -> None:
        """Click the list's link."""
        self._move.progress.note(f"{self._rows[kind].heading}: downloading")
        self._download = self._export.download(kind)

    def keep(self, kind: str) -> str:
        """Keep the file that the click started, and say what it has."""
        row, list_kind = self._rows[kind], lists.kind_named(kind)
        target = self._move.subfolder("lists") / list_kind.file
        for last_try in (*[False] * (_TRIES - 1), True):
            try:
                count = self._save(list_kind, target)
                break
            except (PlaywrightError, lists.NotThatList) as error:
                if last_try:
                    problem = f"{row.heading} did not arrive whole: {str(error).splitlines()[0]}"
                    self.problems.append(problem)
                    return problem
                self.click(kind)
        told = lists.difference(list_kind, target, row.count.exact)
        self._results[kind] = {"file": str(target), "rows": count, "page_says": row.count.exact, "difference": told}
        return f"{target.name}: {count} {list_kind.noun}" + (f" ({told})" if told else "")

    def _save(self, kind: lists.ListKind, target: Path) -> int:
        assert self._download is not None  # noqa: S101 (`click` comes first)
        with atomically(target) as temporary:
            if failure := self._download.failure():
                raise lists.NotThatList(f"the download broke off ({failure})")
            self._download.save_as(temporary)
            count = lists.check_whole(temporary, kind)
            _keep_earlier(target, temporary)
        return count


def _keep_earlier(target: Path, newer: Path) -> None:
    """Before a list is replaced by a different one, keep it under `earlier/`."""
    if target.exists() and target.read_bytes() != newer.read_bytes():
        earlier = private_folder(target.parent / "earlier" / time.strftime("%Y-%m-%dT%H%M%S", time.gmtime()))
        if not (earlier / target.name).exists():
            os.link(target, earlier / target.name)


def request_archive(export: ExportPage) -> str:
    """Request the archive where that is possible, and say what the page says of it."""
    if not export.may_request_archive():
        export.look_at_archive()
        return export.archive_words() or "the server offers no archive now: once in about seven days"
    export.request_archive()
    return export.archive_words()


def look_at_archive(export: ExportPage) -> str:
    """Look at what the page offers, without requesting anything."""
    export.look_at_archive()
    if export.may_request_archive():
        return "an archive can be requested: --archive does it"
    return export.archive_words()
