"""The `login` and `logout` commands: signing in once, and ending a saved session."""

from typing import Any

from automation.accounts import session_store
from automation.errors import SignInRefused, UsageProblem
from automation.outline import Side
from automation.run.move import Move
from pages.settings.account import AccountPage

WORDS = "Log into the server"


def log_in(move: Move, side: Side, *, remember: bool, save_password: bool) -> dict[str, Any]:
    """Sign in, and save the session or the password if the user wants that.

    Args:
        move: The run.
        side: The account to sign in to.
        remember: Whether to save the session.
        save_password: Whether to save the password in the keyring.

    Returns:
        The outcome in words, as data.

    Raises:
        MoveError: The server rejected the sign-in, or there is no keyring for the password.
    """
    handle = move.handle(side)
    with move.looking(WORDS, side):
        landing = move.log_in(side, limited=True)
        told = [f"{handle} can sign in at {move.account(side).origin}."]
        if isinstance(landing, AccountPage) and (said := landing.says_of_account()):
            told.append(f"Its account page says: {said}")
        if save_password:
            session_store.keep_password(handle, move.credentials(side).password())
            told.append(f"The password is saved in {session_store.IN_KEYRING}.")
        if remember:
            told.append(
                f"The session is saved in {move.sessions.keep(side)}. End it with `mastodon-move logout {side}`."
            )
        elif not move.sessions.of(side).kept:
            told.append("This run signs out at its end. To stay signed in for later runs, add --remember.")
    return {"login": " ".join(told)}


def log_out(move: Move, side: Side) -> str:
    """End a saved session, on the server and on this computer, and delete the saved password.

    Returns:
        The outcome in words.

    Raises:
        MoveError: The server has trouble, or no browser was found: the session still exists and is still saved. Or the
            keyring is locked.
    """
    handle = move.handle(side)
    if session_store.session_of(handle) is None:
        session_store.forget(handle)
        return f"There is no saved session of {handle}."
    try:
        with move.looking(WORDS, side):
            move.log_in(side, limited=True)
            move.sessions.sign_out(side)
    except (SignInRefused, UsageProblem):
        if move.sessions.actor_at(side) is None:  # no page was opened, so nothing is known of the session
            raise
        session_store.forget(handle)
        return f"The session of {handle} had already ended. It was deleted from this computer."
    session_store.forget(handle)
    return f"{handle} is signed out. The session was deleted from this computer."
