"""Import and export, `/settings/export`: the lists as files, and the archive of posts and media."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pages.browser.documents import PendingDownload
from pages.browser.downloads import expect_encrypted
from pages.numbers import Count
from pages.screen import Control
from pages.settings.screen import SettingsScreen

_LISTS = """links => links.map(link => { const row = link.closest('tr'); return {
  href: link.getAttribute('href'), label: link.innerText,
  heading: row.querySelector('th').innerText, count: row.querySelector('td').innerText}; })"""
_ARCHIVES = """rows => rows.map(row => { const link = row.querySelector('a[href]'); return {
  words: row.innerText, link: link && link.getAttribute('href')}; })"""


@dataclass(frozen=True)
class ExportRow:
    """A list that the server offers.

    Args:
        kind: the kind of list, as in the link's address: `follows`.
        heading: the heading of the row.
        count: the number in the row.
        label: the text of the link.
    """

    kind: str
    heading: str
    count: Count
    label: str


@dataclass(frozen=True)
class ArchiveRow:
    """An archive of posts and media, which the server may still be creating.

    Args:
        words: the text of the row.
    """

    words: str


@dataclass(frozen=True)
class ReadyArchiveRow(ArchiveRow):
    """An archive that can be downloaded.

    Args:
        words: the text of the row.
        link: the link's `href` as written in the page.
        address: the full address of the link.
    """

    link: str
    address: str


class ExportPage(SettingsScreen):
    """A table with a row for each kind of list (3.5 to 4.7). The order of the rows depends on the release."""

    title = "Import and export"
    address = "/settings/export"
    list_of_follows = loaded = Control('.content table a[href$="/settings/exports/follows.csv"]')

    csv_links = Control('.content table a[href*="/settings/exports/"]')
    csv = Control('.content table a[href*="/settings/exports/{kind}."]')
    request_archive_ = Control('.content a.button[data-method=post][href$="/settings/export"]')
    archive = Control('.content table:not(:has(a[href*="/settings/exports/"])) tbody')
    archive_rows = Control('.content table:not(:has(a[href*="/settings/exports/"])) tbody tr')
    archive_download = Control('.content table:not(:has(a[href*="/settings/exports/"])) a[href="{link}"]')

    def rows(self) -> Iterator[ExportRow]:
        """All lists that have a download link, in the order of the page."""
        found: list[dict[str, str]] = self.csv_links.locator.evaluate_all(_LISTS)
        for row in found:
            kind = urlsplit(row["href"]).path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            yield ExportRow(kind, row["heading"].strip(), Count.read(row["count"]), row["label"].strip())

    def download(self, kind: str) -> PendingDownload:
        """Click "CSV" next to a kind of list, for example `follows`.

        Raises:
            ServerTrouble: the server sent an error instead of the file.
            SignedOut: the server sent its sign-in page instead of the file.
        """
        return self.actor.download(ExportPage.csv.bind(self, kind=kind))

    def archives(self) -> list[ArchiveRow]:
        """All archives, including any that the server is still creating, in the order of the page: newest first."""
        found: list[dict[str, str | None]] = self.archive_rows.locator.evaluate_all(_ARCHIVES)
        return [self._archive_row(" ".join((row["words"] or "").split()), row["link"]) for row in found]

    def ready_archives(self) -> list[ReadyArchiveRow]:
        """The archives that can be downloaded, newest first."""
        return [row for row in self.archives() if isinstance(row, ReadyArchiveRow)]

    def _archive_row(self, words: str, link: str | None) -> ArchiveRow:
        return ReadyArchiveRow(words, link, urljoin(self.actor.page.url, link)) if link else ArchiveRow(words)

    def download_archive(self, row: ReadyArchiveRow) -> PendingDownload:
        """Click the link next to an archive. Up to 4.1, the link leads directly to the file, possibly on another host.

        Raises:
            ServerTrouble: the connection was not encrypted, or the server sent an error instead of the file.
            SignedOut: the server sent its sign-in page instead of the file.
        """
        expect_encrypted(row.address, self.actor.origin)
        return self.actor.download(ExportPage.archive_download.bind(self, link=row.link))

    def archive_words(self) -> str:
        """The text of the table of archives; empty if there are none."""
        return " ".join(self.archive.locator.inner_text().split()) if self.archive.visible() else ""

    def may_request_archive(self) -> bool:
        """Whether an archive can be requested now. The server allows one about every seven days."""
        return self.request_archive_.visible()

    def request_archive(self) -> None:
        """Click "Request your archive"."""
        self.actor.follow_method_link(self.request_archive_)
        self.wait()

    def look_at_archive(self) -> None:
        """Scroll to the archive, or to the link that requests one, without clicking."""
        self.actor.look(self.request_archive_ if self.may_request_archive() else self.archive)
