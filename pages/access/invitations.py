"""Invitations, `/invites`."""

from pages.screen import Control
from pages.settings.screen import SettingsScreen


class InvitationsPage(SettingsScreen):
    """The links that invite people to the server (3.5 to 4.7)."""

    title = "Invitations"
    address = "/invites"

    links = Control(".table--invites .input-copy input")

    def count(self) -> int:
        """How many links there are."""
        return self.links.locator.count()
