"""The web app's home, `/home`, and `/start` for an account that follows nobody yet."""

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.account import AccountPage
from pages.actor import Actor
from pages.closing_down import ClosingDownPage
from pages.errors import SignedOut
from pages.screen import Control
from pages.web_app import WebAppScreen


class HomePage(WebAppScreen):
    """Where one lands after signing in (3.5 to 4.7)."""

    title = "Home"
    address = "/"
    # The shell is there even where the app never finishes, or the server refuses it its API.
    web_app = loaded = Control("div.app-holder#mastodon")

    @classmethod
    def landed(cls, actor: Actor) -> "HomePage | AccountPage":
        """Where one is inside the server: its web app, or the account page of somebody who cannot use that.

        A page that stands in the web app's place, new terms of service, say (4.4 and later), holds up nobody: the
        settings pages are not concerned (SCREENS.md, "The web app").

        Raises:
            SignedOut: the server shows its sign-in page.
        """
        account, closing_down, home = AccountPage(actor), ClosingDownPage(actor), cls(actor)
        if account.is_shown():
            return account.wait()
        if closing_down.is_shown():
            return closing_down.open_account()
        try:
            home.web_app.locator.wait_for(state="attached", timeout=actor.drawn_within_ms)
        except PlaywrightTimeout:
            actor.documents.check_answer()
            if home.asks_to_sign_in():
                raise SignedOut(actor.page.url) from None
        return home
