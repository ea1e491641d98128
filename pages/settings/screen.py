"""The base class of all settings pages. Their menu is `pages.panels.left_panel`."""

from typing import Self

from pages.screen import Control, Screen


class SettingsScreen(Screen):
    """A settings page, rendered by the server (3.5 to 4.7)."""

    left_panel_ = loaded = Control(".sidebar ul li#security")

    def look_again(self) -> Self:
        """Load the page again, to see what has changed meanwhile.

        Raises:
            PageError: as `wait` raises it.
        """
        self.actor.reload(self.title)
        return self.wait()
