"""The credentials of one account, from the settings, a command, the keyring or the user."""

import shlex
import subprocess
import sys
import time
from dataclasses import dataclass

import pyotp
from pydantic import SecretStr

from automation.accounts import questions, session_store
from automation.errors import UsageProblem
from automation.handles import Handle
from automation.outline import Side
from automation.progress import Kind, Progress, Topic
from automation.retry import pause
from automation.secrets import Secrets
from automation.settings import AccountSettings
from automation.system.files import at_home
from pages.browser.actor import Actor

# A code that expires sooner than this could be too old when it reaches the server.
_CODE_LEAST_S = 3
_COMMAND_TIMEOUT_S = 60


@dataclass
class Credentials:
    """The credentials of one account. Whatever is not set is asked for; secrets are not shown.

    Args:
        side: The account's side.
        account: The account's settings.
        secrets: Is told every secret.
        progress: Asks the questions.
        by_hand: How many seconds to wait for a person to sign in in the browser window; None if there is no window.
    """

    side: Side
    account: AccountSettings
    secrets: Secrets
    progress: Progress
    by_hand: float | None = None
    typed_by_hand: bool = False  # the program does not know what was typed, so it cannot mask it

    @property
    def handle(self) -> Handle:
        """The account's handle."""
        assert self.account.handle is not None  # noqa: S101 (`Settings.require_accounts` ran before)
        return self.account.handle

    def known(self) -> bool:
        """Whether e-mail address and password are available without asking."""
        return bool(self.account.email and self._find_password())

    def email(self) -> str:
        """The e-mail address to sign in with."""
        if self.account.email:
            return self.account.email
        if not self.progress.may_ask():
            raise self._missing("e-mail address", "EMAIL")
        self.account.email = questions.email(self.progress, self.side, self.handle)
        return self.account.email

    def may_correct(self) -> bool:
        """Whether the user can be asked again after the server rejected the credentials."""
        return self.progress.may_ask() and not self.account.password_command

    def correct(self) -> None:
        """Ask for the password again, and for the e-mail address if the user wants to correct that too."""
        question = self._password_question(f"; leave it empty to correct {self.account.email}")
        password = self.progress.ask(question, Topic(Kind.PASSWORD, self.side), hidden=True)
        if password:
            self.account.password = SecretStr(password)
            return
        self.account.email = questions.email(self.progress, self.side, self.handle, default=self.account.email or "")
        self.correct_password()

    def correct_password(self) -> None:
        """Ask for the password again."""
        self.account.password = SecretStr(self._ask_for_password())

    def _ask_for_password(self) -> str:
        topic = Topic(Kind.PASSWORD, self.side)
        return questions.ask(self.progress, self._password_question(), topic, hidden=True)

    def _password_question(self, more: str = "") -> str:
        return f"Password for {self.handle}, at {self.account.origin} (it is not shown{more}):"

    def password(self) -> str:
        """The password. It is kept for the run because the migration form asks for it again."""
        password = self._find_password()
        if password is None:
            if not self.progress.may_ask():
                raise self._missing("password", "PASSWORD")
            password = self._ask_for_password()
        self.account.password = SecretStr(password)
        self.secrets.add(password)
        return password

    def has_codes(self) -> bool:
        """Whether two-factor codes are available, from the secret or from the user."""
        return self.account.totp_secret is not None or self.progress.may_ask()

    def code(self, actor: Actor) -> str:
        """A two-factor code, made from the secret or asked for. A code is never used twice."""
        if self.account.totp_secret is None:
            if not self.progress.may_ask():
                raise self._missing("two-factor secret", "TOTP_SECRET")
            question = f"Two-factor code for {self.handle}, or a recovery code (it is not shown):"
            code = questions.ask(self.progress, question, Topic(Kind.CODE, self.side), hidden=True).strip()
            self.secrets.add(code)
            return code
        secret = self.account.totp_secret.get_secret_value().replace(" ", "")
        self.secrets.add(secret, self.account.totp_secret.get_secret_value())
        try:
            totp = pyotp.TOTP(secret)
            totp.now()
        except ValueError as error:  # pyotp's own message is about encodings, which helps nobody here
            raise UsageProblem(
                f"The two-factor secret of {self.handle} is not valid.",
                next_="Use the text that the server shows beside the QR code: about 32 letters and digits.",
            ) from error
        last = session_store.last_code_of(self.handle)
        while totp.interval - (now := time.time()) % totp.interval < _CODE_LEAST_S or int(now // totp.interval) == last:
            pause(actor.page, 0.5, lambda left: self.progress.note("waiting for the next two-factor code"))
        session_store.note_code(self.handle, int(now // totp.interval))
        code = totp.at(int(now))
        self.secrets.add(code)
        return code

    def _find_password(self) -> str | None:
        if self.account.password is not None:
            return self.account.password.get_secret_value()
        if self.account.password_command:
            return self._from_command(self.account.password_command)
        return session_store.password_of(self.handle)

    def _from_command(self, command: str) -> str:
        """The first line that a password manager prints. Its other output is never shown."""
        try:
            # Windows passes arguments as one string, and its paths have backslashes, which shlex would remove.
            words = command if sys.platform == "win32" else [_at_home(word) for word in shlex.split(command)]
            done = subprocess.run(
                words, capture_output=True, encoding="utf-8", check=True, timeout=_COMMAND_TIMEOUT_S
            )  # fmt: skip
            password = done.stdout.splitlines()[0]
            if not password:
                raise ValueError
        except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
            raise UsageProblem(
                f"The password command for {self.handle} did not print a password ({type(error).__name__}).",
                next_=f"Try the command in a terminal. It is set in {self.side}.password_command.",
            ) from None
        self.account.password = SecretStr(password)
        return password

    def _missing(self, what: str, name: str) -> UsageProblem:
        return UsageProblem(
            f"The {what} of {self.handle} is not set, and there is no terminal to ask in.",
            next_=f"Set MASTODON_MOVE_{self.side.upper()}__{name} in the environment or in .env. Or sign in once "
            f"yourself and save the session: mastodon-move login {self.side} --headed --remember",
        )


def _at_home(word: str) -> str:
    return str(at_home(word)) if word.startswith("~") else word
