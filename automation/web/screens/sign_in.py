"""Screen 2, how to sign in: for each account a password, the browser's window, or the saved session."""

from typing import Any

from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from automation.accounts import session_store
from automation.handles import server_origin
from automation.outline import Side
from automation.web.draft import Account, Way
from automation.web.site import Site, form


async def show(site: Site, request: Request) -> Response:
    """The form. No password is ever in it, not even one that was typed before."""
    draft = site.page_state.draft
    if draft is None:
        return site.to("")
    if draft.then == "guide":  # the user sees what will happen before it begins
        draft.then = "check"
    return site.page(request, "sign_in", **await _facts(site))


async def take(site: Site, request: Request) -> Response:
    """Take how to sign in, and begin what the user came for: to look first, unless it is an earlier move."""
    draft = site.page_state.draft
    if draft is None or site.page_state.running:
        return site.to("")
    sent = await form(request)
    complaints: dict[str, str] = {}
    for side, account in draft.needed.items():
        complaints |= _take(side, account, sent)
    if complaints:
        site.page_state.complaints = complaints
        return site.page(request, "sign_in", 422, **await _facts(site))
    draft.looked = None
    return site.start()


def _take(side: Side, account: Account, sent: dict[str, str]) -> dict[str, str]:
    """Take the part of the form that is about one account; returns what is wrong, by field."""
    way, email, password = (sent.get(f"{side}_{name}", "") for name in ("way", "email", "password"))
    account.way = Way(way) if way in list(Way) else None
    if account.way is None:
        return {f"{side}_way": "choose"}
    if account.way is not Way.PASSWORD:
        account.password = None
        return {}
    account.email = email.strip()
    if password:
        account.password = SecretStr(password)
    missing = {f"{side}_email": not account.email, f"{side}_password": not (account.password or account.known)}
    return {name: "empty" for name, is_missing in missing.items() if is_missing}


async def _facts(site: Site) -> dict[str, Any]:
    draft = site.page_state.draft
    assert draft is not None  # noqa: S101 (the callers have checked it)
    origins = {side: account.url or server_origin(account.handle.domain) for side, account in draft.needed.items()}
    return {"draft": draft, "origins": origins, "kept": await run_in_threadpool(_kept, draft.needed)}


def _kept(accounts: dict[Side, Account]) -> set[Side]:
    """The accounts with a saved session. A keyring may take its time."""
    return {side for side, account in accounts.items() if session_store.session_of(account.handle) is not None}
