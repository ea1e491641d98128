"""Own applications, `/settings/applications`, as people have for bots."""

from pages.screen import Control
from pages.settings.screen import SettingsScreen


class OwnApplicationsPage(SettingsScreen):
    """The applications that the user has registered (3.5 to 4.7)."""

    title = "Own applications"
    address = "/settings/applications"

    applications = Control('.content table td > a[href*="/settings/applications/"]:not([data-method])')

    def read(self) -> list[str]:
        """The applications' names."""
        return self.applications.texts()
