"""Privacy and reach, `/settings/privacy` (4.2 and later)."""

from pages.screen import Control
from pages.settings import SettingsScreen


class PrivacyPage(SettingsScreen):
    """Who may follow, and what others get to see."""

    title = "Privacy and reach"
    address = "/settings/privacy"

    accepts_followers = loaded = Control("#account_unlocked")

    def is_locked(self) -> bool:
        """Whether people who want to follow have to ask; the box says the opposite."""
        return not self.accepts_followers.locator.is_checked()
