"""Signing in once, to be remembered; and the end of that."""

from typing import Any

from automation.accounts import session_store
from automation.errors import SignInRefused, UsageProblem
from automation.run.move import Move
from automation.steps import Side
from pages.account import AccountPage

WORDS = "Log into the server"


def log_in(move: Move, side: Side, *, remember: bool, save_password: bool) -> dict[str, Any]:
    """Sign in; keep the session, or the password, where that is wished.

    Raises:
        MoveError: the server does not let the person in; or there is no keyring for the password.
    """
    handle = move.handle(side)
    with move.looking(WORDS, side):
        landing = move.log_in(side, limited=True)
        told = [f"{handle} can sign in at {move.account(side).origin}."]
        if isinstance(landing, AccountPage) and (said := landing.says_of_account()):
            told.append(f"Its account page says: {said}")
        if save_password:
            session_store.keep_password(handle, move.credentials(side).password())
            told.append(f"The password is kept in {session_store.IN_KEYRING}.")
        if remember:
            told.append(f"The session is kept in {move.sessions.keep(side)}; `mastodon-move logout {side}` ends it.")
    return {"login": " ".join(told)}


def log_out(move: Move, side: Side) -> dict[str, Any]:
    """End the session that is kept, on the server and here, and forget the password.

    Raises:
        MoveError: the server is in trouble; the session is still there, and still kept.
    """
    handle = move.handle(side)
    if session_store.session_of(handle) is None:
        session_store.forget(handle)
        return {"login": f"No session of {handle} is kept."}
    try:
        with move.looking(WORDS, side):
            move.log_in(side, limited=True)
            move.sessions.sign_out(side)
    except (SignInRefused, UsageProblem):
        session_store.forget(handle)
        return {"login": f"The session of {handle} had ended already; it is forgotten here, too."}
    session_store.forget(handle)
    return {"login": f"{handle} is signed out, and forgotten here."}
