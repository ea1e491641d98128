"""Authorised apps, `/oauth/authorized_applications`."""

from pages.screen import Control
from pages.settings.screen import SettingsScreen

# The name without the mark of the web app and other apps of the server itself, which are left out.
_NAMES = """items => items.filter(item => !item.querySelector('span')).map(item => item.textContent.trim())"""


class AuthorizedAppsPage(SettingsScreen):
    """The apps that can use the account (3.5 to 4.7), which is also open to an account that has moved away."""

    title = "Authorised apps"
    address = "/oauth/authorized_applications"

    apps = Control(".applications-list__item .announcements-list__item__title")

    def read(self) -> list[str]:
        """The apps' names, without the server's own web app."""
        found: list[str] = self.apps.locator.evaluate_all(_NAMES)
        return found
