"""The pages below "Preferences", and others that are one form: which one has a setting depends on the release."""

from pages.screen import Control
from pages.settings.form import SettingsForm


class AppearancePage(SettingsForm):
    """Appearance (3.5 to 4.7)."""

    title = "Appearance"
    address = "/settings/preferences/appearance"


class NotificationsPage(SettingsForm):
    """E-mail notifications (3.5 to 4.7)."""

    title = "E-mail notifications"
    address = "/settings/preferences/notifications"


class OtherPreferencesPage(SettingsForm):
    """Other preferences (3.5 to 4.7)."""

    title = "Other preferences"
    address = "/settings/preferences/other"


class PostingDefaultsPage(SettingsForm):
    """Posting defaults, which have a page of their own since 4.5."""

    title = "Posting defaults"
    address = "/settings/preferences/posting_defaults"


class VerificationPage(SettingsForm):
    """Verification (4.2 and later). The form, for websites that may credit the account, exists since 4.3."""

    title = "Verification"
    address = "/settings/verification"

    link_to_copy = loaded = Control(".input-copy input")

    def has_form(self) -> bool:
        """Whether the page has the form."""
        return self.form.present()


class ProfileSwitchesPage(SettingsForm):
    """The profile form (3.5 to 4.5), of which only the switches are used here."""

    title = "Profile"
    address = "/settings/profile"


class PostDeletionPage(SettingsForm):
    """Automated post deletion (3.5 to 4.7). Since 4.3, its script disables the other fields until it is turned on."""

    title = "Automated post deletion"
    address = "/statuses_cleanup"

    def turn_on(self, name: str) -> None:
        """Check the field that turns it on, and wait until the page's script has enabled the others.

        Args:
            name: the field's name.
        """
        self.actor.documents.complete()
        self.set_field(name, True)
