"""Passwords and sessions that are saved between runs, if the user asks for it.

Both are saved in the operating system's keyring. Without a keyring, and on Windows, a session is saved in a file with
mode 0600 in the user's configuration folder. A password is never saved in a file: it is asked for, or comes from a
command.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import keyring
from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError
from playwright.sync_api import StorageState

from automation.errors import UsageProblem
from automation.handles import Handle
from automation.system.config_folder import config_folder
from automation.system.files import portable, private_folder, write_text

_PASSWORDS, _SESSIONS = "mastodon-move", "mastodon-move session"
IN_KEYRING = "the keyring"


def password_of(handle: Handle) -> str | None:
    """The password of an account in the keyring, or None."""
    return _get(_PASSWORDS, handle)


def keep_password(handle: Handle, password: str) -> None:
    """Save a password in the keyring.

    Raises:
        UsageProblem: There is no keyring, or it is locked.
    """
    try:
        keyring.set_password(_PASSWORDS, _name(handle), password)
    except KeyringError as error:
        raise UsageProblem(
            f"The password cannot be saved: {_reason(error)}",
            next_='Run without --save-password, or set a command that prints it: password_command = "pass show …".',
        ) from error


def session_of(handle: Handle) -> StorageState | None:
    """The saved session of an account (its cookies, as Playwright's storage state), or None."""
    try:
        text = _get(_SESSIONS, handle) or _file(handle).read_text(encoding="utf-8")
        state: StorageState = json.loads(text)
    except (OSError, ValueError):  # there is no file, or it is damaged: sign in again
        return None
    return state if _is_whole(state) else None


def _is_whole(state: Any) -> bool:
    cookies = state.get("cookies") if isinstance(state, dict) else None
    return isinstance(cookies, list) and all(
        isinstance(cookie, dict) and cookie.keys() >= {"name", "value", "domain", "path"} for cookie in cookies
    )


def last_code_of(handle: Handle) -> int | None:
    """The time step (RFC 6238) of the last two-factor code that was sent for an account, or None."""
    try:
        return int(_file(handle).with_suffix(".code").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def note_code(handle: Handle, made: int) -> None:
    """Save the time step of a two-factor code, not the code itself. A file that cannot be written is no error."""
    file = _file(handle).with_suffix(".code")
    with suppress(OSError):
        private_folder(file.parent)
        write_text(file, str(made))


def keep_session(handle: Handle, state: StorageState, platform: str = sys.platform) -> str:
    """Save a session, and return where: the keyring or a file's path."""
    text, file = json.dumps(state), _file(handle)
    # Windows allows 2560 bytes for what it keeps, which some sessions fit into and others do not.
    if platform != "win32" and _put(_SESSIONS, handle, text):
        file.unlink(missing_ok=True)  # from a time when there was no keyring
        return IN_KEYRING
    with suppress(KeyringError):  # an older session, which would be found first
        keyring.delete_password(_SESSIONS, _name(handle))
    private_folder(file.parent)
    write_text(file, text)
    return str(file)


def forget(handle: Handle) -> None:
    """Delete the saved session and password of an account.

    Raises:
        UsageProblem: The keyring is locked.
    """
    _file(handle).unlink(missing_ok=True)
    for service in (_SESSIONS, _PASSWORDS):
        try:
            keyring.delete_password(service, _name(handle))
        except (PasswordDeleteError, NoKeyringError):
            continue  # nothing was saved
        except KeyringError as error:
            raise UsageProblem(
                f"What is saved of {handle} in the keyring cannot be deleted: {_reason(error)}",
                safe="It is still there. Only you can open your keyring.",
                next_="Unlock the keyring, then run the same command again.",
            ) from error


def _get(service: str, handle: Handle) -> str | None:
    try:
        return keyring.get_password(service, _name(handle))
    except KeyringError:
        return None


def _put(service: str, handle: Handle, text: str) -> bool:
    """Save a text in the keyring; returns whether that was possible."""
    try:
        keyring.set_password(service, _name(handle), text)
    except KeyringError:
        return False
    return True


def _name(handle: Handle) -> str:
    """Mastodon ignores upper and lower case in handles."""
    return str(handle).lower()


def _file(handle: Handle) -> Path:
    return config_folder() / "sessions" / f"{portable(_name(handle))}.json"


def _reason(error: KeyringError) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
