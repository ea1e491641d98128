"""The home screen of the web app: `/home`, or `/start` for an account that follows nobody yet."""

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.browser.actor import Actor
from pages.errors import SignedOut
from pages.screen import Control
from pages.settings.account import AccountPage
from pages.settings.closing_down import ClosingDownPage
from pages.web_app.screen import WebAppScreen

_OWN_NAME = """script => {
  try {
    const { meta, accounts } = JSON.parse(script.textContent);
    return accounts[meta.me].username;
  } catch { return null; }
}"""


class HomePage(WebAppScreen):
    """The screen after signing in (3.5 to 4.7)."""

    title = "Home"
    address = "/"
    # The shell is there even if the app never renders, or if the server blocks its API.
    loaded = WebAppScreen.web_app
    initial_state = Control("script#initial-state")

    def signed_in_as(self) -> str | None:
        """The user name of the signed-in account; None if the page does not have it, as a page in place of the app.

        The server writes it into the page for the web app's script (3.5 to 4.7). The session's token beside it stays
        in the page.
        """
        if not self.initial_state.present():
            return None
        name: str | None = self.initial_state.locator.evaluate(_OWN_NAME)
        return name

    @classmethod
    def landed(cls, actor: Actor) -> "HomePage | AccountPage":
        """The screen that a signed-in person sees: the web app, or the account page if they cannot use the web app.

        A page that replaces the web app, such as new terms of service (4.4 and later), does not matter: the settings
        pages still work (SCREENS.md, "The web app").

        Raises:
            SignedOut: the server shows its sign-in page.
            ServerTrouble: the server answered with an error.
        """
        account, closing_down, home = AccountPage(actor), ClosingDownPage(actor), cls(actor)
        if account.is_shown():
            return account.wait()
        if closing_down.is_shown():
            return closing_down.open_account()
        try:
            home.web_app.locator.wait_for(state="attached", timeout=actor.render_timeout_ms)
        except PlaywrightTimeout:
            actor.documents.check_answer()
            if home.asks_to_sign_in():
                raise SignedOut(actor.page.url) from None
        return home
