"""The page of a server that is closing down: its answer to almost every request, with status 410 (4.3 and later)."""

from pages.screen import Control, Screen
from pages.settings.account import AccountPage

_GONE = 410


class ClosingDownPage(Screen):
    """Links to the account page, which still leads to the export, two-factor authentication and sign-out."""

    title = "This server is closing down"

    account = loaded = Control('.form-footer a[href$="/auth/edit"]')

    def is_shown(self) -> bool:
        """Whether the browser shows this page."""
        return self.actor.documents.status == _GONE and self.account.present()

    def open_account(self) -> AccountPage:
        """Click "Account settings"."""
        self.actor.follow(self.account)
        return AccountPage(self.actor).wait()
