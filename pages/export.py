"""Import and export, `/settings/export`: the lists as files, and the archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pages.documents import PendingDownload
from pages.numbers import Count
from pages.screen import Control
from pages.settings import SettingsScreen


@dataclass(frozen=True)
class ExportRow:
    """A list that the server offers: `kind` as in its address (`follows`), its heading, and the count beside it."""

    kind: str
    heading: str
    count: Count
    label: str


@dataclass(frozen=True)
class ArchiveRow:
    """An archive: what the page says of it, and its link as it stands there; none while it is in the making."""

    words: str
    link: str | None
    address: str = ""


class ExportPage(SettingsScreen):
    """A table with a row per kind of list (3.5 to 4.7), whose order differs between releases."""

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
        """Every list that has a download link, in the page's order."""
        found: list[dict[str, str]] = self.csv_links.locator.evaluate_all(
            """links => links.map(link => { const row = link.closest('tr'); return {
                 href: link.getAttribute('href'), label: link.innerText,
                 heading: row.querySelector('th').innerText, count: row.querySelector('td').innerText}; })"""
        )
        for row in found:
            kind = urlsplit(row["href"]).path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            yield ExportRow(kind, row["heading"].strip(), Count.read(row["count"]), row["label"].strip())

    def download(self, kind: str) -> PendingDownload:
        """Click "CSV" beside a kind of list."""
        return self.actor.download(ExportPage.csv.bind(self, kind=kind))

    def archives(self) -> list[ArchiveRow]:
        """Every archive that there is or that is in the making, the newest first, as the page has them."""
        found: list[dict[str, str | None]] = self.archive_rows.locator.evaluate_all(
            """rows => rows.map(row => { const link = row.querySelector('a[href]'); return {
                 words: row.innerText, link: link && link.getAttribute('href')}; })"""
        )
        page = self.actor.page.url
        return [
            ArchiveRow(" ".join((row["words"] or "").split()), link, urljoin(page, link) if link else "")
            for row in found
            for link in [row["link"]]
        ]

    def download_archive(self, row: ArchiveRow) -> PendingDownload:
        """Click the link beside an archive: up to 4.1 the file's own address, which can be another host's.

        Raises:
            ServerTrouble: the link leads, or led, away from encrypted pages; or an error came in place of the file.
        """
        assert row.link is not None  # noqa: S101 (an archive in the making has no link to click)
        self.actor.expect_encrypted(row.address)
        return self.actor.download(ExportPage.archive_download.bind(self, link=row.link))

    def archive_words(self) -> str:
        """What the page says about archives that there are or that are in the making; empty where there is none."""
        return " ".join(self.archive.locator.inner_text().split()) if self.archive.visible() else ""

    def may_request_archive(self) -> bool:
        """Whether an archive may be requested now: once in about seven days."""
        return self.request_archive_.visible()

    def request_archive(self) -> None:
        """Click "Request your archive"."""
        self.actor.follow_method(self.request_archive_)
        self.wait()

    def look_at_archive(self) -> None:
        """Look at what the page offers about the archive, without clicking."""
        self.actor.look(self.request_archive_ if self.may_request_archive() else self.archive)
