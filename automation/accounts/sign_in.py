"""Signing in as the guide's "Log into the server", by whatever way the server has."""

from urllib.parse import urlsplit

from automation.accounts.credentials import Credentials
from automation.accounts.questions import TRIES
from automation.errors import SignInRefused
from automation.progress import may_ask
from pages.account import AccountPage
from pages.actor import Actor
from pages.left_panel import LeftPanel
from pages.sign_in import ChallengePage, Landing, SetupPage, SignInPage, TwoFactorPage

_BOTH = "the e-mail address or password"
_NOT_SET = "E-mail address or password are not set."


def sign_in(actor: Actor, credentials: Credentials) -> Landing:
    """Sign in, and return where the server leads to: the web app, or the account page of one that cannot use it.

    Raises:
        SignInRefused: the server says no; with what it says.
        UsageProblem: e-mail address or password are not set, and there is nobody to ask.
    """
    return _enter(SignInPage.open(actor), credentials)


def sign_in_again(actor: Actor, credentials: Credentials) -> Landing:
    """After trouble, or with a session that was kept: sign in where it has ended, and go back to the web app.

    A server leads back to what was asked for when the session was found to have ended, which may be a file. So a
    page is asked for first that is good to be led to.

    Raises:
        SignInRefused: the server says no; with what it says.
    """
    actor.open(AccountPage.address, AccountPage.title)
    page = SignInPage(actor)
    if page.loaded_now():
        if credentials.known() or may_ask():
            _enter(page, credentials)
        else:
            _by_hand(page, credentials, _NOT_SET)
    return AccountPage(actor).wait().at(LeftPanel).back_to_mastodon()


def confirm_password(actor: Actor, credentials: Credentials) -> None:
    """The page that asks for the password once more; for the name, where the account has no password.

    Raises:
        SignInRefused: it was not taken.
    """
    challenge = ChallengePage(actor)
    if challenge.asks_for_username():
        taken = challenge.confirm_username(credentials.handle.user)
    else:
        taken = challenge.confirm_password(credentials.password())
    if not taken:
        raise SignInRefused(
            f"{credentials.account.origin} asked to confirm the password and rejected it.",
            next_=f"Check the password of the {credentials.side} account.",
        )


def _enter(page: SignInPage, credentials: Credentials) -> Landing:
    if not page.takes_password():
        return _by_hand(page, credentials, "This server has no form for e-mail and password, only single sign-on.")
    if credentials.by_hand is not None and not credentials.known() and (page.offers_other_ways() or not may_ask()):
        return _by_hand(page, credentials, _NOT_SET)
    for left in reversed(range(TRIES)):
        page.type_email_and_password(credentials.email(), credentials.password())
        landed = page.landed()
        if isinstance(landed, TwoFactorPage):
            if not (landed.takes_code() and credentials.has_codes()):
                return _with_security_key(page, landed, credentials)
            landed = _with_code(page, landed, credentials)
        if isinstance(landed, SetupPage):
            raise _not_confirmed(credentials)
        if landed is not None:
            return landed
        if not page.takes_password():
            break
        refused = _refused(page, credentials, _BOTH, _BOTH)  # the form is there again
        if not left or not credentials.may_correct():
            raise refused
        credentials.progress.tell(refused.seen)
        credentials.correct()
    where = urlsplit(page.actor.page.url).path
    return _by_hand(page, credentials, f"After the password the server asks for something more ({where}).")


def _with_code(page: SignInPage, second: TwoFactorPage, credentials: Credentials) -> Landing | SetupPage | None:
    """Type a two-factor code; another where it is rejected, three at most."""
    for left in reversed(range(TRIES)):
        second.type_code(credentials.code(page.actor))
        landed = page.landed()
        if not isinstance(landed, TwoFactorPage):
            return landed
        second = landed
        if left and may_ask():
            credentials.progress.tell(f"The server rejected the code. It says: {page.answer().said()}")
    raise _refused(page, credentials, "three codes", "the two-factor code, and that this machine's clock is right")


def _with_security_key(page: SignInPage, second: TwoFactorPage, credentials: Credentials) -> Landing:
    if not second.takes_security_key():
        if credentials.by_hand is None:
            credentials.code(page.actor)  # says which setting is missing
        return _by_hand(page, credentials, "The server asks for a two-factor code.")
    if credentials.by_hand is not None:
        second.use_security_key()
    return _by_hand(page, credentials, "The server asks for your security key: touch it when it blinks.")


def _by_hand(page: SignInPage, credentials: Credentials, why: str) -> Landing:
    """Leave it to the person, where there is one at the browser's window, until they are signed in.

    Raises:
        SignInRefused: nobody is watching, or nobody signed in within the time.
    """
    side = credentials.side
    if credentials.by_hand is None:
        raise SignInRefused(
            f"{why} Nobody is at a window to do it.",
            next_=f"Sign in once by hand, and let it be remembered: mastodon-move login {side} --headed --remember",
        )
    credentials.progress.tell(f"{why} Please sign in as {credentials.handle} in the browser's window.")
    credentials.typed_by_hand = True
    credentials.progress.note("waiting until you are signed in; this goes on by itself then")
    landed = page.signed_in_by_hand(credentials.by_hand * 1000)
    if landed is None:
        raise SignInRefused(
            f"{why} Within {credentials.by_hand:.0f} s nobody had signed in.",
            next_="Run the same command again when you have time for it.",
        )
    return landed


def _refused(page: SignInPage, credentials: Credentials, what: str, check: str) -> SignInRefused:
    said = page.answer().said() or "the page says nothing more"
    return SignInRefused(
        f"{credentials.account.origin} rejected {what} of {credentials.handle}. It says: {said}",
        next_=f"For the {credentials.side} account, check {check}. "
        "A few tries are free; after 25 in five minutes the server makes you wait.",
    )


def _not_confirmed(credentials: Credentials) -> SignInRefused:
    return SignInRefused(
        f"The password of {credentials.handle} is right, but its e-mail address is not confirmed yet.",
        next_="Open the link in the mail that the server has sent, then run the same command again.",
    )
