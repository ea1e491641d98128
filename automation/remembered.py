"""What is remembered between runs, where a person asks for it: passwords and sessions.

Both lie in the operating system's keyring. A session also has a place where there is none: a file of mode 0600 in
the user's configuration folder. A password has not: without a keyring it is asked for, or comes from a command.
"""

import json
from pathlib import Path

import keyring
import typer
from keyring.errors import KeyringError, PasswordDeleteError
from playwright.sync_api import StorageState

from automation.errors import UsageProblem
from automation.files import private_folder, write_text
from automation.handles import Handle

_PASSWORDS, _SESSIONS = "mastodon-move", "mastodon-move session"
IN_KEYRING = "the keyring"


def password_of(handle: Handle) -> str | None:
    """The password that the keyring has for an account."""
    return _get(_PASSWORDS, handle)


def keep_password(handle: Handle, password: str) -> None:
    """Keep a password in the keyring.

    Raises:
        UsageProblem: there is no keyring, or it is locked.
    """
    try:
        keyring.set_password(_PASSWORDS, str(handle), password)
    except KeyringError as error:
        raise UsageProblem(
            f"The password cannot be kept: {_reason(error)}",
            next_='Leave --save-password away, or let a command give it: password_command = "pass show …".',
        ) from error


def session_of(handle: Handle) -> StorageState | None:
    """The session that is kept for an account: its cookies, as Playwright's storage state."""
    text = _get(_SESSIONS, handle)
    file = _file(handle)
    if text is None and file.is_file():
        text = file.read_text(encoding="utf-8")
    try:
        state: StorageState = json.loads(text or "null")
    except ValueError:
        return None  # a file that was damaged: one signs in anew
    return state if isinstance(state, dict) else None


def keep_session(handle: Handle, state: StorageState) -> str:
    """Keep a session, and say where."""
    text, file = json.dumps(state), _file(handle)
    try:
        keyring.set_password(_SESSIONS, str(handle), text)
    except KeyringError:
        private_folder(file.parent)
        write_text(file, text)
        return str(file)
    file.unlink(missing_ok=True)  # of a time when there was no keyring
    return IN_KEYRING


def forget(handle: Handle) -> None:
    """Forget the session and the password of an account."""
    for service in (_SESSIONS, _PASSWORDS):
        try:
            keyring.delete_password(service, str(handle))
        except (PasswordDeleteError, KeyringError):
            continue  # there was none
    _file(handle).unlink(missing_ok=True)


def _get(service: str, handle: Handle) -> str | None:
    try:
        return keyring.get_password(service, str(handle))
    except KeyringError:
        return None


def _file(handle: Handle) -> Path:
    return Path(typer.get_app_dir("mastodon-move")) / "sessions" / f"{handle}.json"


def _reason(error: KeyringError) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
