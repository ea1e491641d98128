"""Preferences, `/settings/preferences`, which redirects to its first tab."""

from pages.screen import Control
from pages.settings.screen import SettingsScreen


class PreferencesPage(SettingsScreen):
    """The first settings page, with the menu that leads to all others (3.5 to 4.7)."""

    title = "Preferences"
    address = "/settings/preferences"
    preferences_form = loaded = Control('form[action*="/settings/preferences/"]')
