"""Preferences, `/settings/preferences`, which leads to its first tab."""

from pages.screen import Control
from pages.settings import SettingsScreen


class PreferencesPage(SettingsScreen):
    """The way into all settings (3.5 to 4.7)."""

    title = "Preferences"
    address = "/settings/preferences"
    preferences_form = loaded = Control('form[action*="/settings/preferences/"]')
