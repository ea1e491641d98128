"""The base class of all settings pages. Their menu is `pages.panels.left_panel`."""

from pages.screen import Control, Screen


class SettingsScreen(Screen):
    """A settings page, rendered by the server (3.5 to 4.7)."""

    left_panel_ = loaded = Control(".sidebar ul li#security")
