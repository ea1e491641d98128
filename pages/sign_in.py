"""Sign in, `/auth/sign_in`, and what may stand between it and the web app."""

from urllib.parse import urlsplit

from pages.account import AccountPage
from pages.home import HomePage
from pages.screen import Control, Screen


class TwoFactorPage(Screen):
    """The second factor, asked for at the same address after the first form was accepted."""

    title = "Sign in: two-factor code"
    address = "/auth/sign_in"

    code = loaded = Control("form#otp-authentication-form #user_otp_attempt")
    submit = Control("form#otp-authentication-form .actions button[type=submit]")

    def type_code(self, code: str) -> None:
        """Type the six digits, or a recovery code, and send them."""
        self.hand.fill_secret(self.code, code)
        self.hand.follow(self.submit)


class SignInPage(Screen):
    """E-mail and password (3.5 to 4.6)."""

    title = "Sign in"
    address = "/auth/sign_in"

    email = loaded = Control("form#new_user #user_email")
    password = Control("form#new_user #user_password")
    log_in = Control("form#new_user .actions button[type=submit]")

    def type_email_and_password(self, email: str, password: str) -> None:
        """Fill in the form and press "Log in"; `landed` tells where that led."""
        self.hand.fill(self.email, email)
        self.hand.fill_secret(self.password, password)
        self.hand.follow(self.log_in)

    def landed(self) -> "HomePage | AccountPage | TwoFactorPage | None":
        """The screen that the server leads to after a form was sent; None where it stays on the form.

        An account that has moved away lands on its account page (SCREENS.md, "Sign in").
        """
        if AccountPage(self.hand).is_shown():
            return AccountPage(self.hand).wait()
        if TwoFactorPage(self.hand).code.visible():
            return TwoFactorPage(self.hand)
        if urlsplit(self.hand.page.url).path.startswith("/auth/"):
            return None
        return HomePage(self.hand).wait()


class ChallengePage(Screen):
    """ "Confirm password to continue", which may come in the place of any settings page."""

    title = "Confirm your password"

    password = loaded = Control("#form_challenge_current_password")
    proceed = Control("form:has(#form_challenge_current_password) .actions button[type=submit]")

    def confirm(self, password: str) -> bool:
        """Type the password; False where the page asks for it again."""
        self.hand.fill_secret(self.password, password)
        self.hand.follow(self.proceed)
        return not self.password.visible()
