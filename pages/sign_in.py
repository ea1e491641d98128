"""Sign in, `/auth/sign_in`, and what may stand between it and the web app."""

from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.account import AccountPage
from pages.actor import origin_of
from pages.home import HomePage
from pages.screen import Control, Screen

Landing = HomePage | AccountPage


class TwoFactorPage(Screen):
    """The second factor, asked for at the same address after the first form was accepted.

    A code, a security key, or either: then one of the two forms is hidden until a link is clicked (3.5 to 4.7).
    """

    title = "Sign in: second factor"
    address = "/auth/sign_in"

    code = Control("form#otp-authentication-form #user_otp_attempt")
    submit = Control("form#otp-authentication-form .actions button[type=submit]")
    link_to_code = Control("#link-to-otp")
    security_key = Control("form#webauthn-form button.js-webauthn")
    second_factor = loaded = Control("form#otp-authentication-form, form#webauthn-form")

    def takes_code(self) -> bool:
        """Whether a code can be typed, at once or behind a link."""
        return self.code.visible() or self.link_to_code.visible()

    def takes_security_key(self) -> bool:
        """Whether a security key can be used."""
        return self.security_key.visible()

    def type_code(self, code: str) -> None:
        """Type the six digits, or a recovery code, and send them."""
        if not self.code.visible():
            self.actor.click(self.link_to_code, needs_script=True)
        self.actor.fill_secret(self.code, code)
        self.actor.follow(self.submit)

    def use_security_key(self) -> None:
        """Press the button after which the browser waits for the key to be touched."""
        self.actor.click(self.security_key, needs_script=True)


class SetupPage(Screen):
    """Where somebody is led to who has not confirmed the e-mail address yet, `/auth/setup` (3.5 to 4.7)."""

    title = "Sign in: confirm your e-mail address"
    address = "/auth/setup"


class SignInPage(Screen):
    """E-mail and password; where a server signs in by single sign-on alone, only its buttons (3.5 to 4.7)."""

    title = "Sign in"
    address = "/auth/sign_in"

    email = Control("form#new_user #user_email")
    password = Control("form#new_user #user_password")
    log_in = Control("form#new_user .actions button[type=submit]")
    single_sign_on = Control(".alternative-login")
    way_to_log_in = loaded = Control("form#new_user #user_email, .alternative-login")

    def loaded_now(self) -> bool:
        """Whether the browser shows this page, in place of another one that was asked for."""
        return self.email.visible() or self.single_sign_on.visible()

    def takes_password(self) -> bool:
        """Whether there is a form for e-mail and password at all."""
        return self.email.visible()

    def offers_other_ways(self) -> bool:
        """Whether there is single sign-on beside the form, or in its place."""
        return self.single_sign_on.visible()

    def type_email_and_password(self, email: str, password: str) -> None:
        """Fill in the form and press "Log in"; `landed` tells where that led.

        Raises:
            WrongOrigin: the page is another server's; nothing was typed.
        """
        self.actor.expect_own_origin()
        self.actor.fill(self.email, email)
        self.actor.fill_secret(self.password, password)
        self.actor.follow(self.log_in)

    def landed(self) -> "Landing | TwoFactorPage | SetupPage | None":
        """The screen that the server leads to after a form was sent; None where it is none of these.

        An account that has moved away, or is limited, lands on its account page (SCREENS.md, "Sign in").
        """
        if SetupPage(self.actor).is_shown():
            return SetupPage(self.actor)
        second = TwoFactorPage(self.actor)
        if second.takes_code() or second.takes_security_key():
            return second
        return HomePage.landed(self.actor) if self._inside(self.actor.page.url) else None

    def signed_in_by_hand(self, within: float) -> "Landing | None":
        """Wait until the person has signed in, so many milliseconds at most; None where that did not happen."""
        try:
            self.actor.page.wait_for_url(self._inside, timeout=within, wait_until="domcontentloaded")
        except PlaywrightTimeout:
            return None
        return HomePage.landed(self.actor)

    def _inside(self, url: str) -> bool:
        """Whether an address is past the sign-in: this server's, and no page on the way in."""
        path = urlsplit(url).path
        on_the_way = path.startswith(("/auth/", "/settings/")) and path != AccountPage.address
        return origin_of(url) == self.actor.origin and not on_the_way


class ChallengePage(Screen):
    """ "Confirm password to continue", which may come in the place of any settings page (3.5 to 4.7)."""

    title = "Confirm your password"

    password = Control("#form_challenge_current_password")
    username = Control("#form_challenge_current_username")
    form_to_confirm = loaded = Control("#form_challenge_return_to")
    proceed = Control("form:has(#form_challenge_return_to) .actions button[type=submit]")

    def asks_for_username(self) -> bool:
        """Whether this account has no password, so that its name is asked for."""
        return self.username.visible()

    def confirm_password(self, password: str) -> bool:
        """Type the password; False where the page asks again."""
        self.actor.fill_secret(self.password, password)
        return self._proceed()

    def confirm_username(self, username: str) -> bool:
        """Type the name; False where the page asks again."""
        self.actor.fill(self.username, username)
        return self._proceed()

    def _proceed(self) -> bool:
        self.actor.follow(self.proceed)
        return not self.proceed.visible()
