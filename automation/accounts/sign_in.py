"""The guide's "Log into the server", for every way to sign in that a server can have."""

from automation.accounts.credentials import Credentials
from automation.accounts.questions import TRIES
from automation.errors import SignInRefused
from pages.browser.actor import Actor
from pages.panels.left_panel import LeftPanel
from pages.settings.account import AccountPage
from pages.sign_in import ChallengePage, Landing, SetupPage, SignInPage, TwoFactorPage
from pages.web_app.home import HomePage

_BOTH = "the e-mail address or password"
_NOT_SET = "The e-mail address or password is not set."


def sign_in(actor: Actor, credentials: Credentials) -> Landing:
    """Sign in, and return the page that follows: the web app, or the account page if the account cannot use the app.

    Raises:
        SignInRefused: The server rejected the sign-in; the error quotes its words.
        UsageProblem: E-mail address or password is not set, and there is no terminal to ask in.
    """
    return _enter(SignInPage.open(actor), credentials)


def sign_in_again(actor: Actor, credentials: Credentials) -> Landing:
    """After server trouble, or with a saved session: sign in if it has ended, and go back to the web app.

    After signing in, a server returns to the address that was requested when the session had ended, which can be a
    file. So a page is requested first that is safe to return to.

    Raises:
        SignInRefused: The server rejected the sign-in; the error quotes its words.
    """
    page = SignInPage.instead_of(actor, AccountPage)
    if page is not None:
        if credentials.known() or credentials.progress.may_ask():
            _enter(page, credentials)
        else:
            _by_hand(page, credentials, _NOT_SET)
    return AccountPage(actor).wait().at(LeftPanel).back_to_mastodon()


def expect_account(landing: Landing, credentials: Credentials) -> None:
    """Make sure that the account that signed in is the one that the handle names.

    An account that has moved away has no web app, which alone names the account; it is not checked.

    Raises:
        SignInRefused: Another account has signed in, so its posts and followers would be the wrong ones.
    """
    name = landing.signed_in_as() if isinstance(landing, HomePage) else None
    if name is None or name.casefold() == credentials.handle.user.casefold():
        return
    raise SignInRefused(
        f"The account that signed in is @{name}, not @{credentials.handle.user}.",
        next_=f"Correct --{credentials.side}, or sign in with the e-mail address of {credentials.handle}.",
    )


def confirm_password(actor: Actor, credentials: Credentials) -> None:
    """Fill in the page that asks for the password again, or for the user name if the account has no password.

    Raises:
        SignInRefused: The server rejected it.
    """
    challenge = ChallengePage(actor)
    if challenge.asks_for_username():
        taken = challenge.confirm_username(credentials.handle.user)
    else:
        taken = challenge.confirm_password(credentials.password())
    if not taken:
        raise SignInRefused(
            f"{credentials.account.origin} asked for the password again and rejected it.",
            next_=f"Check the password of the {credentials.side} account.",
        )


def _enter(page: SignInPage, credentials: Credentials) -> Landing:
    if not page.takes_password():
        return _by_hand(page, credentials, "This server has no form for e-mail and password, only single sign-on.")
    unanswered = page.offers_other_ways() or not credentials.progress.may_ask()
    if credentials.by_hand is not None and not credentials.known() and unanswered:
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
        refused = _refused(page, credentials, _BOTH, _BOTH)  # the server shows the form again
        if not left or not credentials.may_correct():
            raise refused
        credentials.progress.tell(refused.seen)
        credentials.correct()
    return _by_hand(page, credentials, f"After the password, the server asks for something else ({page.path()}).")


def _with_code(page: SignInPage, second: TwoFactorPage, credentials: Credentials) -> Landing | SetupPage | None:
    """Type a two-factor code, and another one if it is rejected, at most three."""
    for left in reversed(range(TRIES)):
        second.type_code(credentials.code(page.actor))
        landed = page.landed()
        if not isinstance(landed, TwoFactorPage):
            return landed
        second = landed
        if left and credentials.progress.may_ask():
            credentials.progress.tell(f"The server rejected the code. It says: {page.answer().said()}")
    raise _refused(page, credentials, "three codes", "the two-factor code and this computer's clock")


def _with_security_key(page: SignInPage, second: TwoFactorPage, credentials: Credentials) -> Landing:
    if not second.takes_security_key():
        if credentials.by_hand is None:
            credentials.code(page.actor)  # raises: the error names the missing setting
        return _by_hand(page, credentials, "The server asks for a two-factor code.")
    if credentials.by_hand is not None:
        second.use_security_key()
    return _by_hand(page, credentials, "The server asks for your security key: touch it when it blinks.")


def _by_hand(page: SignInPage, credentials: Credentials, why: str) -> Landing:
    """Wait until the user has signed in in the browser window.

    Raises:
        SignInRefused: There is no window, or nobody signed in in time.
    """
    side = credentials.side
    if credentials.by_hand is None:
        raise SignInRefused(
            f"{why} There is no browser window in which you could do it.",
            next_=f"Sign in once yourself and save the session: mastodon-move login {side} --headed --remember",
        )
    credentials.progress.by_hand(
        f"{why} Please sign in as {credentials.handle} in the browser window.", credentials.by_hand
    )
    credentials.typed_by_hand = True
    credentials.progress.note("waiting for you to sign in; the run then continues on its own")
    landed = page.signed_in_by_hand(credentials.by_hand * 1000)
    if landed is None:
        raise SignInRefused(
            f"{why} Nobody signed in within {credentials.by_hand:.0f} s.",
            next_="Run the same command again when you have time for it.",
        )
    return landed


def _refused(page: SignInPage, credentials: Credentials, what: str, check: str) -> SignInRefused:
    said = page.answer().said() or "(the page gives no reason)"
    return SignInRefused(
        f"{credentials.account.origin} rejected {what} of {credentials.handle}. It says: {said}",
        next_=f"For the {credentials.side} account, check {check}. "
        "You can try again; after 25 attempts in five minutes, the server makes you wait.",
    )


def _not_confirmed(credentials: Credentials) -> SignInRefused:
    return SignInRefused(
        f"The password of {credentials.handle} is right, but its e-mail address is not confirmed yet.",
        next_="Open the link in the e-mail from the server, then run the same command again.",
    )
