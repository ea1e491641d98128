"""Sign in, `/auth/sign_in`, and the pages that may follow before the web app."""

from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.browser.actor import Actor
from pages.browser.sign_in_page import SIGN_IN_ADDRESS, SIGN_IN_PAGE
from pages.browser.visitor import origin_of
from pages.screen import Control, Screen
from pages.settings.account import AccountPage
from pages.web_app.home import HomePage

Landing = HomePage | AccountPage


class TwoFactorPage(Screen):
    """The second factor, at the same address, after the password was accepted (3.5 to 4.7).

    The page asks for a code, a security key, or either. With both, one form is hidden until a link is clicked.
    """

    title = "Sign in: second factor"
    address = SIGN_IN_ADDRESS

    code = Control("form#otp-authentication-form #user_otp_attempt")
    submit = Control("form#otp-authentication-form .actions button[type=submit]")
    link_to_code = Control("#link-to-otp")
    security_key = Control("form#webauthn-form button.js-webauthn")
    second_factor = loaded = Control("form#otp-authentication-form, form#webauthn-form")

    def takes_code(self) -> bool:
        """Whether a code can be typed, perhaps after clicking a link."""
        return self.code.visible() or self.link_to_code.visible()

    def takes_security_key(self) -> bool:
        """Whether a security key can be used."""
        return self.security_key.visible()

    def type_code(self, code: str) -> None:
        """Type the six-digit code or a recovery code, and submit it.

        Raises:
            WrongOrigin: the page belongs to another server; nothing was typed.
        """
        if not self.code.visible():
            self.actor.click(self.link_to_code, needs_script=True)
        self.actor.fill_secret(self.code, code)
        self.actor.follow(self.submit)

    def use_security_key(self) -> None:
        """Click the button that makes the browser wait for the security key."""
        self.actor.click(self.security_key, needs_script=True)


class SetupPage(Screen):
    """The page for people who have not yet confirmed their e-mail address, `/auth/setup` (3.5 to 4.7)."""

    title = "Sign in: confirm your e-mail address"
    address = "/auth/setup"


class SignInPage(Screen):
    """The form for e-mail and password, the buttons for single sign-on, or both (3.5 to 4.7)."""

    title = "Sign in"
    address = SIGN_IN_ADDRESS

    email = Control("form#new_user #user_email")
    password = Control("form#new_user #user_password")
    log_in = Control("form#new_user .actions button[type=submit]")
    single_sign_on = Control(".alternative-login")
    way_to_log_in = loaded = Control(SIGN_IN_PAGE)

    @classmethod
    def instead_of(cls, actor: Actor, screen: type[Screen]) -> Self | None:
        """Open another screen by its address; returns the sign-in page if the server shows that instead.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        actor.open(screen.address, screen.title)
        page = cls(actor)
        return page if page.asks_to_sign_in() else None

    def takes_password(self) -> bool:
        """Whether there is a form for e-mail and password."""
        return self.email.visible()

    def offers_other_ways(self) -> bool:
        """Whether there are buttons for single sign-on."""
        return self.single_sign_on.visible()

    def type_email_and_password(self, email: str, password: str) -> None:
        """Fill in the form and click "Log in". Call `landed` for the screen that follows.

        Raises:
            WrongOrigin: the page belongs to another server; nothing was typed.
            ServerTrouble: the server did not answer, or answered with an error.
        """
        self.actor.expect_own_origin()
        self.actor.fill(self.email, email)
        self.actor.fill_secret(self.password, password)
        self.actor.follow(self.log_in)

    def landed(self) -> "Landing | TwoFactorPage | SetupPage | None":
        """The screen after a form was submitted, or None if it is none of these.

        An account that has moved away, or is limited, gets its account page (SCREENS.md, "Sign in").
        """
        if SetupPage(self.actor).is_shown():
            return SetupPage(self.actor)
        second = TwoFactorPage(self.actor)
        if second.takes_code() or second.takes_security_key():
            return second
        return HomePage.landed(self.actor) if self._inside(self.actor.page.url) else None

    def signed_in_by_hand(self, within: float) -> "Landing | None":
        """Wait until the user has signed in.

        Args:
            within: how long to wait, in milliseconds.

        Returns:
            The screen that follows, or None if the user did not sign in in time.
        """
        try:
            self.actor.page.wait_for_url(self._inside, timeout=within, wait_until="domcontentloaded")
        except PlaywrightTimeout:
            return None
        return HomePage.landed(self.actor)

    def _inside(self, url: str) -> bool:
        """Whether an address belongs to this server and comes after signing in."""
        path = urlsplit(url).path
        on_the_way = path.startswith(("/auth/", "/settings/")) and path != AccountPage.address
        return origin_of(url) == self.actor.origin and not on_the_way


class ChallengePage(Screen):
    """ "Confirm password to continue", which the server may show instead of any settings page (3.5 to 4.7)."""

    title = "Confirm your password"

    password = Control("#form_challenge_current_password")
    username = Control("#form_challenge_current_username")
    form_to_confirm = loaded = Control("#form_challenge_return_to")
    proceed = Control("form:has(#form_challenge_return_to) .actions button[type=submit]")

    def asks_for_username(self) -> bool:
        """Whether the page asks for the username, because the account has no password."""
        return self.username.visible()

    def confirm_password(self, password: str) -> bool:
        """Type and submit the password. Returns False if the page asks again.

        Raises:
            WrongOrigin: the page belongs to another server; nothing was typed.
        """
        self.actor.fill_secret(self.password, password)
        return self._proceed()

    def confirm_username(self, username: str) -> bool:
        """Type and submit the username. Returns False if the page asks again."""
        self.actor.fill(self.username, username)
        return self._proceed()

    def _proceed(self) -> bool:
        self.actor.follow(self.proceed)
        return not self.proceed.visible()
