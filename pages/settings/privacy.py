"""Privacy and reach, `/settings/privacy` (4.2 and later)."""

from pages.screen import Control
from pages.settings.form import SettingsForm


class PrivacyPage(SettingsForm):
    """Who may follow the account, and what others can see (4.2 and later)."""

    title = "Privacy and reach"
    address = "/settings/privacy"

    accepts_followers = loaded = Control("#account_unlocked")

    def is_locked(self) -> bool:
        """Whether new followers need approval. The checkbox means the opposite: accept them automatically."""
        return not self.accepts_followers.locator.is_checked()
