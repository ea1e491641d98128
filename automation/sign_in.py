"""Signing in as the guide's "Log into the server": e-mail and password, and a second factor where it is asked for."""

import time
from dataclasses import dataclass

from automation.errors import SignInRefused, UsageProblem
from automation.guide import Side
from automation.patience import pause
from automation.progress import Progress, may_ask
from automation.secrets import Secrets
from automation.settings import AccountSettings
from pages.account import AccountPage
from pages.hand import Hand
from pages.home import HomePage
from pages.sign_in import ChallengePage, SignInPage, TwoFactorPage

Landing = HomePage | AccountPage

# A code with less time left than this could be too old when it arrives.
_CODE_LEAST_S = 3
_CODE_TRIES = 3


@dataclass
class Credentials:
    """What signs one account in; what is not set is asked for on a terminal, hidden."""

    side: Side
    account: AccountSettings
    secrets: Secrets
    progress: Progress
    _last_code: str = ""

    def email(self) -> str:
        """The e-mail address to sign in with."""
        if self.account.email:
            return self.account.email
        if not may_ask():
            raise self._missing("e-mail address", "EMAIL")
        self.account.email = self.progress.ask(f"E-mail address of {self.account.handle}:")
        return self.account.email

    def password(self) -> str:
        """The password; kept for the run, since moving asks for it again."""
        if self.account.password is None:
            if not may_ask():
                raise self._missing("password", "PASSWORD")
            from pydantic import SecretStr

            question = f"Password of {self.account.handle}, for {self.account.origin} (it is not shown):"
            self.account.password = SecretStr(self.progress.ask(question, hidden=True))
        password = self.account.password.get_secret_value()
        self.secrets.add(password)
        return password

    def code(self, hand: Hand) -> str:
        """A two-factor code: from the secret, never one that was sent before, or asked for."""
        if self.account.totp_secret is None:
            if not may_ask():
                raise self._missing("secret for two-factor codes", "TOTP_SECRET")
            question = f"Two-factor code of {self.account.handle} (it is not shown):"
            code = self.progress.ask(question, hidden=True).strip()
            self.secrets.add(code)
            return code
        import pyotp

        secret = self.account.totp_secret.get_secret_value().replace(" ", "")
        self.secrets.add(secret, self.account.totp_secret.get_secret_value())
        try:
            totp = pyotp.TOTP(secret)
            totp.now()
        except ValueError as error:  # its own sentence would not quote the secret, but is about bits
            raise UsageProblem(
                f"The secret for two-factor codes of {self.account.handle} is not one that codes can be made from.",
                next_="It is the text that the server shows beside the QR code: about 32 letters and digits.",
            ) from error
        while totp.interval - time.time() % totp.interval < _CODE_LEAST_S or totp.now() == self._last_code:
            pause(hand.page, 0.5, lambda left: self.progress.note("waiting for the next two-factor code"))
        self._last_code = totp.now()
        self.secrets.add(self._last_code)
        return self._last_code

    def _missing(self, what: str, name: str) -> UsageProblem:
        return UsageProblem(
            f"The {what} of {self.account.handle} is not set, and there is no terminal to ask on.",
            next_=f"Set MASTODON_MOVE_{self.side.upper()}__{name} in the environment or in .env.",
        )


def sign_in(hand: Hand, credentials: Credentials) -> Landing:
    """Sign in, and return where the server leads to: the web app, or the account page of a moved account.

    Raises:
        SignInRefused: the server says no; with what it says.
    """
    credentials.email(), credentials.password()  # asked for before the page is opened
    hand.confirm_password = lambda: _confirm_password(hand, credentials)
    return _enter(SignInPage.open(hand), credentials)


def sign_in_again(hand: Hand, credentials: Credentials) -> Landing:
    """After trouble: sign in where the session has ended, and go back to the web app.

    A server leads back to what was asked for when the session was found to have ended, which may be a file. So a
    page is asked for first that is good to be led to.

    Raises:
        SignInRefused: the server says no; with what it says.
    """
    hand.open(AccountPage.address, AccountPage.title)
    page = SignInPage(hand)
    if page.email.visible():
        _enter(page, credentials)
    return AccountPage(hand).wait().left_panel.back_to_mastodon()


def _enter(page: SignInPage, credentials: Credentials) -> Landing:
    page.type_email_and_password(credentials.email(), credentials.password())
    landed = page.landed()
    tries = 0
    while isinstance(landed, TwoFactorPage):
        tries += 1
        if tries > _CODE_TRIES:
            raise _refused(page, credentials)
        landed.type_code(credentials.code(page.hand))
        landed = page.landed()
    if landed is None:
        raise _refused(page, credentials)
    return landed


def _refused(page: SignInPage, credentials: Credentials) -> SignInRefused:
    said = page.answer().said() or "the page says nothing more"
    return SignInRefused(
        f"{credentials.account.origin} did not let {credentials.account.handle} in. It says: {said}",
        next_=f"Check the e-mail address and the password of the {credentials.side} account. "
        "A few tries are free; after 25 in five minutes the server makes you wait.",
    )


def _confirm_password(hand: Hand, credentials: Credentials) -> None:
    if not ChallengePage(hand).confirm(credentials.password()):
        raise SignInRefused(
            f"{credentials.account.origin} asked to confirm the password and did not take it.",
            next_=f"Check the password of the {credentials.side} account.",
        )
