"""Import: `/settings/import` (3.5 to 4.1), or `/settings/imports` with a review before each import (4.2 and later)."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pages.browser.documents import PendingDownload
from pages.errors import ScreenNotRecognised
from pages.numbers import Count, numbers_in
from pages.screen import Answer, Control
from pages.settings.screen import SettingsScreen

_CELLS = 5


@dataclass(frozen=True)
class ImportState:
    """A row of the table of recent imports.

    The state is a text in the page's language, so the numbers tell whether an import has finished: either all rows are
    imported, or the failures can be downloaded, which is possible only after the end.

    Args:
        number: the number of the import, as in its address.
        type_words: the type of list, in the page's language.
        words: the state, in the page's language.
        imported: how many rows are imported.
        total: how many rows the file has.
        failures: how many rows have failed.
        failures_link: whether the failures can be downloaded.
        unconfirmed: whether the import still has to be confirmed.
    """

    number: str
    type_words: str
    words: str
    imported: int
    total: int
    failures: int
    failures_link: bool
    unconfirmed: bool

    @property
    def finished(self) -> bool:
        """Whether the import has ended."""
        return self.imported >= self.total or self.failures_link

    @property
    def under_way(self) -> bool:
        """Whether the import is running or about to run."""
        return not self.finished and not self.unconfirmed


class ConfirmImportPage(SettingsScreen):
    """The review of an upload, `/settings/imports/N`, to be confirmed or cancelled (4.2 and later)."""

    title = "Import: review"

    confirm_ = loaded = Control('a.button[data-method=post][href$="/confirm"]')
    cancel_ = Control('a.button[data-method=delete][href*="/settings/imports/"]')
    understood = Control(".content p.hint strong")

    @property
    def number(self) -> str:
        """The number of the import, as in its address."""
        return urlsplit(self.actor.page.url).path.rsplit("/", 1)[-1]

    def understood_rows(self, filename: str) -> int | None:
        """How many rows the server found in the file: the number in bold text that is not the file's name.

        Args:
            filename: the name of the uploaded file, which is bold as well.
        """
        counts = [n for text in self.understood.texts() if text != filename for n in numbers_in(text)]
        return counts[0] if counts else None

    def confirm(self) -> "ImportPage":
        """Click "Confirm"."""
        self.actor.follow_method_link(self.confirm_)
        return ImportPage(self.actor).wait()

    def cancel(self) -> "ImportPage":
        """Click "Cancel": nothing is imported."""
        self.actor.follow_method_link(self.cancel_)
        return ImportPage(self.actor).wait()


class ImportPage(SettingsScreen):
    """The form for an upload and, in 4.2 and later, the table of the ten most recent imports (3.5 to 4.7)."""

    title = "Import"

    type_ = loaded = Control("select:is(#import_type, #form_import_type)")
    type_options = Control("select:is(#import_type, #form_import_type) option")
    file = Control("input:is(#import_data, #form_import_data)")
    merge = Control("input:is(#import_mode_merge, #form_import_mode_merge)")
    overwrite = Control("input:is(#import_mode_overwrite, #form_import_mode_overwrite)")
    upload_ = Control("form:has(:is(#import_type, #form_import_type)) .actions button[type=submit]")
    recent_import = Control("tr#bulk_import_{number}")
    cells = Control("tr#bulk_import_{number} td")
    recent_imports = Control('tr[id^="bulk_import_"]')
    failures_ = Control('tr#bulk_import_{number} a[href*="/settings/imports/{number}/failures"]')
    unconfirmed = Control('tr#bulk_import_{number} a[href$="/settings/imports/{number}"]')

    def offers(self) -> set[str]:
        """The types of list that this server imports: `following`, `blocking` and so on."""
        return {option.get_attribute("value") or "" for option in self.type_options.locator.all()}

    def choose_type(self, type_: str) -> None:
        """Choose the type in the drop-down list, for example `following`."""
        self.actor.choose(self.type_, type_)

    def choose_merge(self) -> None:
        """Select "Merge"."""
        self.actor.check(self.merge)

    def choose_overwrite(self) -> None:
        """Select "Overwrite"."""
        self.actor.check(self.overwrite)

    def choose_file(self, file: Path) -> None:
        """Choose the file to upload."""
        self.actor.upload(self.file, file)

    def upload(self) -> "Answer | ConfirmImportPage":
        """Click "Upload".

        Returns:
            The page to review and confirm the import (4.2 and later), whose `answer()` may have a warning; otherwise
            the messages of the import page.
        """
        self.actor.follow(self.upload_)
        if re.search(r"/settings/imports/\d+$", urlsplit(self.actor.page.url).path):
            return ConfirmImportPage(self.actor).wait()
        return self.wait().answer()

    def state_of(self, number: str) -> ImportState | None:
        """The state of an import, or None if it is not one of the recent imports.

        Raises:
            ScreenNotRecognised: the row has other cells than Mastodon's.
        """
        row = ImportPage.recent_import.bind(self, number=number)
        if not row.visible():
            return None
        self.actor.look(row)
        type_words, words, progress, failures = self._cells(number)
        imported, total = (Count.read(part).exact or 0 for part in progress.split("/"))
        link = ImportPage.failures_.bind(self, number=number).visible()
        unconfirmed = ImportPage.unconfirmed.bind(self, number=number).visible()
        failed = Count.read(failures).exact or 0
        return ImportState(number, type_words, words, imported, total, failed, link, unconfirmed)

    def _cells(self, number: str) -> tuple[str, str, str, str]:
        """The cells of an import's row, which have no names: type, state, "imported / total" and failures."""
        cells = ImportPage.cells.bind(self, number=number).texts()
        if len(cells) != _CELLS:
            raise self._other_cells(f"The row of an import has {len(cells)} cells, not {_CELLS}.")
        type_words, words, progress, _started, failures = cells
        if progress.count("/") != 1:
            raise self._other_cells(f"The row of an import has “{progress}” where its progress was expected.")
        return type_words, words, progress, failures

    def _other_cells(self, seen: str) -> ScreenNotRecognised:
        return ScreenNotRecognised(self.title, self.actor.page.url, ImportPage.cells.name, seen)

    def download_failures(self, number: str) -> PendingDownload:
        """Click the number of failures of a finished import.

        Raises:
            ServerTrouble: the server sent an error instead of the file.
            SignedOut: the server sent its sign-in page instead of the file.
        """
        return self.actor.download(ImportPage.failures_.bind(self, number=number))

    def recent(self) -> list[ImportState]:
        """All recent imports, newest first; none up to 4.1."""
        ids = [row.get_attribute("id") or "" for row in self.recent_imports.locator.all()]
        states = (self.state_of(row_id.removeprefix("bulk_import_")) for row_id in ids)
        return [state for state in states if state is not None]
