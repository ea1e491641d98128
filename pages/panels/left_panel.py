"""The menu on the left of every settings page."""

from typing import Self, TypeVar

from pages.access.authorized_apps import AuthorizedAppsPage
from pages.access.invitations import InvitationsPage
from pages.access.own_applications import OwnApplicationsPage
from pages.access.two_factor import TwoFactorMethodsPage
from pages.browser.actions import BoundControl
from pages.browser.actor import Actor
from pages.own_profile.profile_settings import ProfileSettingsPage
from pages.screen import Control, Region
from pages.settings.account import AccountPage
from pages.settings.export import ExportPage
from pages.settings.filters import FiltersPage
from pages.settings.form import SettingsForm
from pages.settings.imports import ImportPage
from pages.settings.preference_pages import PostDeletionPage
from pages.settings.preferences import PreferencesPage
from pages.settings.privacy import PrivacyPage
from pages.settings.relationships import RelationshipsPage
from pages.settings.severed_relationships import SeveredRelationshipsPage
from pages.web_app.home import HomePage

_P = TypeVar("_P", bound=SettingsForm)


class LeftPanel(Region):
    """The menu on the left of every settings page (3.5 to 4.7). In 3.5, its links have absolute addresses."""

    title = "Settings: left panel"

    toggle = Control(".sidebar__toggle__icon")
    back = Control('.sidebar ul li#web a[href$="/"]')
    # Up to 4.1, the entry has one with the same id and address below it while it is open.
    profile = Control('.sidebar ul li#profile:not(li li) > a[href$="/settings/profile"]')
    preferences = Control('.sidebar ul li#preferences > a[href$="/settings/preferences"]')
    privacy = Control('.sidebar ul li#privacy > a[href$="/settings/privacy"]')
    relationships = Control('.sidebar ul li#relationships > a[href$="/relationships"]')
    severed_relationships = Control('.sidebar ul li#severed_relationships > a[href$="/severed_relationships"]')
    preference_page = Control('.sidebar ul li#preferences ul a[href$="{address}"]')
    filters = Control('.sidebar ul li#filters > a[href$="/filters"]')
    post_deletion = Control('.sidebar ul li#statuses_cleanup > a[href$="/statuses_cleanup"]')
    authorized_apps = Control('.sidebar ul li#security ul a[href$="/oauth/authorized_applications"]')
    two_factor = Control('.sidebar ul li#security ul a[href$="/settings/two_factor_authentication_methods"]')
    own_applications = Control('.sidebar ul li#development > a[href$="/settings/applications"]')
    invitations = Control('.sidebar ul li:is(#invites, #user_invites) > a[href$="/invites"]')
    account = Control('.sidebar ul li#security > a[href$="/auth/edit"]')
    import_and_export = Control('.sidebar ul li#data > a[href$="/settings/export"]')
    import_ = Control('.sidebar ul li#import a:is([href$="/settings/import"], [href$="/settings/imports"])')
    reviewed_import = Control('.sidebar ul li#import a[href$="/settings/imports"]')
    sign_out_ = Control('.sidebar ul a[data-method=delete][href$="/auth/sign_out"]')

    @classmethod
    def reach(cls, actor: Actor) -> Self:
        """The panel of the page that is shown; if it has none, the account page is opened first.

        Raises:
            PageError: The account page did not appear.
        """
        panel = cls(actor)
        return panel if panel.is_shown() else AccountPage.open(actor).at(cls)

    def is_shown(self) -> bool:
        """Whether the page has this panel, expanded or not."""
        return self.account.present()

    def _expand(self) -> None:
        """Show the menu. In a narrow window it is hidden behind a button, which needs the page's script."""
        if self.toggle.visible() and not self.account.visible():
            self.actor.click(self.toggle, needs_script=True)

    def back_to_mastodon(self) -> HomePage | AccountPage:
        """Click "Back to Mastodon". If the account has moved away, the server shows its account page instead."""
        self._expand()
        self.actor.follow(self.back)
        return HomePage.landed(self.actor)

    def open_profile(self) -> ProfileSettingsPage:
        """Click "Profile" ("Public profile" in newer releases)."""
        self._expand()
        self.actor.follow(self.profile)
        return ProfileSettingsPage(self.actor).wait()

    def open_preferences(self) -> PreferencesPage:
        """Click "Preferences"."""
        self._expand()
        self.actor.follow(self.preferences)
        return PreferencesPage(self.actor).wait()

    def open_preference_page(self, page: type[_P]) -> _P | None:
        """Click one of the entries below "Preferences"; None if this release has no such page.

        Args:
            page: the page's class.
        """
        entry = LeftPanel.preference_page.bind(self, address=page.address)
        if not entry.present():
            self.open_preferences()
        if not entry.present():
            return None
        self._expand()
        self.actor.follow(entry)
        return page(self.actor).wait()

    def open_relationships(self) -> RelationshipsPage:
        """Click "Follows and followers"."""
        self._expand()
        self.actor.follow(self.relationships)
        return RelationshipsPage(self.actor).wait()

    def open_severed_relationships(self) -> SeveredRelationshipsPage | None:
        """Click "Severed relationships", below "Follows and followers"; None up to 4.2, which do not have it."""
        if not self.severed_relationships.present():
            self.open_relationships()
        if not self.severed_relationships.present():
            return None
        self._expand()
        self.actor.follow(self.severed_relationships)
        return SeveredRelationshipsPage(self.actor).wait()

    def open_privacy(self) -> PrivacyPage:
        """Click "Privacy and reach" (4.2 and later)."""
        self._expand()
        self.actor.follow(self.privacy)
        return PrivacyPage(self.actor).wait()

    def open_filters(self) -> FiltersPage:
        """Click "Filters"."""
        self._expand()
        self.actor.follow(self.filters)
        return FiltersPage(self.actor).wait()

    def open_post_deletion(self) -> PostDeletionPage:
        """Click "Automated post deletion"."""
        self._expand()
        self.actor.follow(self.post_deletion)
        return PostDeletionPage(self.actor).wait()

    def open_account(self) -> AccountPage:
        """Click "Account"."""
        self._expand()
        self.actor.follow(self.account)
        return AccountPage(self.actor).wait()

    def open_authorized_apps(self) -> AuthorizedAppsPage:
        """Click "Authorized apps", below "Account"."""
        self._open_below_account(self.authorized_apps)
        return AuthorizedAppsPage(self.actor).wait()

    def open_two_factor(self) -> TwoFactorMethodsPage:
        """Click "Two-factor Auth", below "Account"."""
        self._open_below_account(self.two_factor)
        return TwoFactorMethodsPage(self.actor).wait()

    def _open_below_account(self, entry: BoundControl) -> None:
        if not entry.present():
            self.open_account()
        self._expand()
        self.actor.follow(entry)

    def open_own_applications(self) -> OwnApplicationsPage:
        """Click "Development"."""
        self._expand()
        self.actor.follow(self.own_applications)
        return OwnApplicationsPage(self.actor).wait()

    def open_invitations(self) -> InvitationsPage | None:
        """Click "Invite people"; None on a server where people cannot invite others."""
        if not self.invitations.present():
            return None
        self._expand()
        self.actor.follow(self.invitations)
        return InvitationsPage(self.actor).wait()

    def open_import_and_export(self) -> ExportPage:
        """Click "Import and export"."""
        self._expand()
        self.actor.follow(self.import_and_export)
        return ExportPage(self.actor).wait()

    def open_import(self) -> ImportPage:
        """Click "Import". It appears once "Import and export" is open, but not for an account that has moved away."""
        self._expand()
        self.actor.follow(self.import_)
        return ImportPage(self.actor).wait()

    def import_is_reviewed(self) -> bool:
        """Whether imports are reviewed before they run (4.2 and later). "Import and export" must be open."""
        return self.reviewed_import.present()

    def sign_out(self) -> None:
        """Click "Logout"."""
        self._expand()
        self.actor.follow_method_link(self.sign_out_)
