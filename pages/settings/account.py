"""Account, `/auth/edit`: the state of the account, and the links for moving."""

from pages.screen import Control
from pages.settings.aliases import AliasesPage
from pages.settings.migration import MigrationPage
from pages.settings.screen import SettingsScreen


class AccountPage(SettingsScreen):
    """E-mail and password, sessions, and the links for moving (3.5 to 4.7)."""

    title = "Account"
    address = "/auth/edit"
    # For an account that signs in through a directory (PAM, LDAP), the form has no fields.
    password_form = loaded = Control("form#edit_user")

    move_to_a_different_account = Control('.content p:not(.flash-message) > a[href$="/settings/migration"]')
    moving_from_a_different_account = Control('.content a[href$="/settings/aliases"]')

    suspended = Control(".content p.hint > .negative-hint")
    waiting = Control('.content .flash-message.warning:not(:has(a[href$="/settings/migration"]))')
    limited = Control(".content p.hint > .warning-hint")
    moved_away = Control('.content .flash-message.warning a[href$="/settings/migration"]')

    def says_of_account(self) -> str:
        """The notice for an account that is suspended, locked or not yet approved; empty if there is none."""
        return " ".join(" ".join([*self.suspended.texts(), *self.waiting.texts()]).split())

    def says_of_limits(self) -> str:
        """The notice for a limited account, which fewer people can see; empty if there is none."""
        return " ".join(" ".join(self.limited.texts()).split())

    def has_moved_away(self) -> bool:
        """Whether the account redirects to another account."""
        return self.moved_away.visible()

    def offers_move(self) -> bool:
        """Whether the page has the link for moving. A limited account, or a server that is closing down, has none."""
        return self.move_to_a_different_account.visible()

    def offers_aliases(self) -> bool:
        """Whether the page has the link for moving here, which is missing for the same reasons."""
        return self.moving_from_a_different_account.visible()

    def scroll_to_move(self) -> None:
        """Scroll to "Move to a different account"."""
        self.actor.look(self.move_to_a_different_account)

    def open_migration(self) -> MigrationPage:
        """Click the link under "Move to a different account"."""
        self.actor.follow(self.move_to_a_different_account)
        return MigrationPage(self.actor).wait()

    def open_aliases(self) -> AliasesPage:
        """Click "create an account alias" under "Moving from a different account"."""
        self.actor.follow(self.moving_from_a_different_account)
        return AliasesPage(self.actor).wait()
