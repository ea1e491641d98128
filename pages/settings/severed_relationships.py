"""Severed relationships, `/severed_relationships`: who was lost to blocks of whole servers."""

from pages.browser.documents import PendingDownload
from pages.screen import Control
from pages.settings.screen import SettingsScreen

_FILES = """links => links.map(link =>
  link.getAttribute('href').match(/\\/severed_relationships\\/(\\d+)\\/(following|followers)(?:\\.csv)?$/))
  .filter(Boolean).map(found => [found[1], found[2]])"""


class SeveredRelationshipsPage(SettingsScreen):
    """The events, with a file of lost follows and one of lost followers each (4.3 to 4.7)."""

    title = "Severed relationships"
    address = "/severed_relationships"

    links = Control('.content table a[href*="/severed_relationships/"]')
    file = Control('.content table a[href*="/severed_relationships/{event}/{kind}"]')

    def files(self) -> list[tuple[str, str]]:
        """The files: the number of the event, and "following" or "followers"."""
        found: list[list[str]] = self.links.locator.evaluate_all(_FILES)
        return [(event, kind) for event, kind in found]

    def download(self, event: str, kind: str) -> PendingDownload:
        """Click the link of a file.

        Raises:
            ServerTrouble: the server sent an error instead of the file.
            SignedOut: the server sent its sign-in page instead of the file.
        """
        return self.actor.download(SeveredRelationshipsPage.file.bind(self, event=event, kind=kind))
