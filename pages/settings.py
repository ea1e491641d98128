"""What all settings pages share. The menu beside them is `pages.left_panel`, which leads to each of them."""

from pages.screen import Control, Screen


class SettingsScreen(Screen):
    """A server-rendered settings page."""

    left_panel_ = loaded = Control(".sidebar ul li#security")
