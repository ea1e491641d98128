"""The page of a server that is closing down, which it answers to almost everything with status 410 (4.3 and later)."""

from pages.account import AccountPage
from pages.screen import Control, Screen

_GONE = 410


class ClosingDownPage(Screen):
    """What is left there: the account page, which leads to the export, two-factor authentication, and signing out."""

    title = "This server is closing down"

    account = loaded = Control('.form-footer a[href$="/auth/edit"]')

    def is_shown(self) -> bool:
        """Whether the server has answered so."""
        return self.actor.documents.status == _GONE and self.account.present()

    def open_account(self) -> AccountPage:
        """Click "Account settings"."""
        self.actor.follow(self.account)
        return AccountPage(self.actor).wait()
