"""Opening the settings pages by clicks, by the names that `automation.beyond.kinds.switches` has for them."""

from collections.abc import Callable
from typing import Protocol

from pages.panels.left_panel import LeftPanel
from pages.screen import Answer
from pages.settings.form import FieldValue
from pages.settings.preference_pages import (
    AppearancePage,
    NotificationsPage,
    OtherPreferencesPage,
    PostingDefaultsPage,
    VerificationPage,
)


class SettingPage(Protocol):
    """A page with settings, whose fields are known by their names."""

    def fields(self) -> tuple[dict[str, FieldValue], dict[str, list[str]]]:
        """The values of the fields, and the values that some of them can have."""

    def set_field(self, name: str, value: FieldValue) -> None:
        """Set a field."""

    def save(self) -> Answer:
        """Save the page."""


def _privacy(panel: LeftPanel) -> SettingPage | None:
    return panel.open_privacy() if panel.privacy.present() else None


def _verification(panel: LeftPanel) -> VerificationPage | None:
    page = panel.open_profile().open_verification()
    return page if page and page.has_form() else None


_OPENERS: dict[str, Callable[[LeftPanel], SettingPage | None]] = {
    "appearance": lambda panel: panel.open_preference_page(AppearancePage),
    "notifications": lambda panel: panel.open_preference_page(NotificationsPage),
    "other": lambda panel: panel.open_preference_page(OtherPreferencesPage),
    "posting defaults": lambda panel: panel.open_preference_page(PostingDefaultsPage),
    "post deletion": lambda panel: panel.open_post_deletion(),
    "privacy": _privacy,
    "profile": lambda panel: panel.open_profile().switches(),
    "verification": _verification,
}


def open_page(panel: LeftPanel, name: str) -> SettingPage | None:
    """Open a settings page by clicks in the left panel; None if this release has no such page.

    Args:
        panel: The panel, of an account that has not moved away.
        name: The page's name: appearance, notifications, other, posting defaults, post deletion, privacy,
            profile, verification.

    Raises:
        PageError: The page did not appear.
    """
    return _OPENERS[name](panel)
