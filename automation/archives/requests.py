"""The archive of posts and media: request it, look for it on later runs, download it once, check it and keep it."""

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

from rich.filesize import decimal

from automation.archives.check import BrokenArchive, check
from automation.archives.pending import EVENT, pending_archive
from automation.context import RunContext
from automation.lists.download_check import DownloadInterrupted, arrived
from automation.outline import Side
from automation.system.files import atomically, dated
from pages.browser.documents import PendingDownload
from pages.errors import ServerTrouble
from pages.settings.export import ExportPage, ReadyArchiveRow

_FILE = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?-.+\.(zip|tar\.gz)")
# Disk space to leave free, for the journal and for other programs.
_SPARE_BYTES = 100_000_000


class Archives:
    """The archives that an export page lists.

    Args:
        context: The run's context.
        export: The export page.
    """

    def __init__(self, context: RunContext, export: ExportPage) -> None:
        self._context, self._export = context, export
        self.problems: list[str] = []
        self.advice: list[str] = []
        self.facts: dict[str, Any] = {}
        self._note_links()

    def look(self) -> str:
        """Say what the page offers, without requesting anything."""
        self._export.look_at_archive()
        if self._export.may_request_archive():
            said = "not requested; you can do so at any time: mastodon-move export --archive request"
        else:
            said = self._export.archive_words()
        return " ".join(filter(None, (self._why_lost(), said)))

    def request(self) -> str:
        """Request the archive if that is possible; returns what the page says about it."""
        self._note_lost_request()
        if not self._export.may_request_archive():
            self._export.look_at_archive()
            return self._export.archive_words() or "no archive can be requested now: servers allow one a week"
        before = [_which(row) for row in self._export.ready_archives()]
        self._export.request_archive()
        self._context.journal.write(EVENT, state="requested", before=before)
        self._note_links()
        self.facts["requested"] = True
        return self._export.archive_words()

    def wait(self, keep: int) -> list[str]:
        """Download an archive that is ready, then request the next one, which a later run downloads.

        The download comes first because the server deletes an archive once the next one is ready.

        Args:
            keep: How many downloaded archives to keep, the newest; 0 for all.

        Returns:
            Sentences about what happened.
        """
        said = [self._fetch(), self._tidy(keep)]
        if self._export.may_request_archive() or not said[0]:
            said.append(self.request())
        else:
            self._note_lost_request()
        if "requested" in self.facts or len(self._export.archives()) > len(self._export.ready_archives()):
            said.append("a later run with --archive wait downloads it")
            self._context.keep_for_later("the server is preparing the archive; run the same command again later")
        return said

    def _note_lost_request(self) -> None:
        """Report an archive that was requested but did not come, and say whom to ask."""
        if lost := self._why_lost():
            domain = self._context.handle(Side.OLD).domain
            self.problems.append(lost)
            self.advice.append(
                f"If that happens again, write to the administrators of {domain}: the server makes archives in "
                "background jobs (Sidekiq), and this one has failed or hangs."
            )

    def _why_lost(self) -> str:
        ready = [_which(row) for row in self._export.ready_archives()]
        found = pending_archive(self._context.journal)
        return found.why_lost(ready, len(self._export.archives()) - len(ready)) if found else ""

    def _fetch(self) -> str:
        """Download the newest archive that is ready, unless it was downloaded before; returns a sentence about it."""
        row = next(iter(self._export.ready_archives()), None)
        if row is None:
            return ""
        if kept := self._kept(row):
            self.facts["kept_before"] = kept
            return f"already downloaded: archives/{kept['file']}" + (f"; {kept['lacks']}" if kept.get("lacks") else "")
        try:
            return self._keep(row)
        except (DownloadInterrupted, BrokenArchive, ServerTrouble) as error:
            why = self._context.secrets.scrub(str(error)).removesuffix(".")
            self._context.journal.write(EVENT, state="not kept", which=_which(row), why=why)
            self.facts["not_kept"] = why
            self.problems.append(f"The archive was not kept: {why}. The next run downloads it again.")
            if not self._export.is_shown():
                self._export = ExportPage.open(self._export.actor)
            return self.problems[-1]

    def _tidy(self, count: int) -> str:
        """Remove all but the newest `count` archives, unless a download failed; returns a sentence about it."""
        if not count or self.problems:
            return ""
        files = sorted(path for path in self._context.subfolder("archives").iterdir() if _FILE.fullmatch(path.name))
        old = files[:-count]
        for file in old:
            file.unlink()
        return f"removed because of --keep-last {count}: {', '.join(file.name for file in old)}" if old else ""

    def _note_links(self) -> None:
        """Register the links as secrets: up to 4.1, anybody who has one can download the file."""
        for row in self._export.ready_archives():
            if not row.link.endswith("/download"):
                self._context.secrets.add(*_keys(row.link))

    def _keep(self, row: ReadyArchiveRow) -> str:
        folder = self._context.subfolder("archives")
        pending = self._export.download_archive(row)
        if pending.download.url != row.address:
            self._context.secrets.add(*_keys(pending.download.url))
        _require_room(pending, folder)
        file = arrived(self._context, pending, lambda size: self._context.progress.note(f"archive: {size}"))
        self._context.progress.note("archive: checking the file")
        contents = check(file)
        with file.open("rb") as whole:
            digest = hashlib.file_digest(whole, "sha256").hexdigest()
        target = dated(folder, f"-{self._context.handle(Side.OLD).domain.replace(':', '-')}{contents.suffix}")
        with atomically(target) as temporary:
            shutil.move(file, temporary)
        size = target.stat().st_size
        facts: dict[str, Any] = {"file": target.name, "size": size, "sha256": digest, "posts": contents.posts}
        if lacks := contents.lacks():
            facts["lacks"] = lacks
            self.problems.append(f"The archive {target.name} was kept and is not damaged, but {lacks}.")
            self.advice.append(
                "You can still save the missing pictures and videos from your posts, one by one. "
                f"Ask the administrators of {self._context.handle(Side.OLD).domain} why they are missing."
            )
        self._context.journal.write(EVENT, state="kept", which=_which(row), **facts)
        self.facts["kept"] = facts
        told = f"archives/{target.name}: {decimal(size)}, {contents.files} files, {contents.posts} posts"
        return f"{told}; {lacks}" if lacks else told

    def _kept(self, row: ReadyArchiveRow) -> dict[str, Any] | None:
        """The journal's facts about an archive that was downloaded; its file may have been moved since."""
        which = _which(row)
        for event in self._context.journal.read():
            if event.get("event") == EVENT and event.get("which") == which and event.get("state") == "kept":
                return {name: event[name] for name in ("file", "size", "sha256", "posts", "lacks") if name in event}
        return None


def _which(row: ReadyArchiveRow) -> str:
    """An archive's id in the journal: a hash of its address, because the address can be a secret."""
    return hashlib.sha256(row.address.partition("?")[0].encode()).hexdigest()[:16]


def _keys(address: str) -> tuple[str, str]:
    """The secret parts of a file's address: the file name up to 4.1, or the query of a file store."""
    path, _, query = address.partition("?")
    return path.rpartition("/")[2], query


def _require_room(pending: PendingDownload, folder: Path) -> None:
    size, free = pending.size, shutil.disk_usage(folder).free
    if size is not None and free < size + _SPARE_BYTES:
        pending.download.cancel()
        raise DownloadInterrupted(f"it needs {decimal(size)}, but the disk of {folder} has only {decimal(free)} free")
