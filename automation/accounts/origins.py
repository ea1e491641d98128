"""A server's web address. It can differ from the handle's domain, so it is never taken for granted.

Passwords are typed into pages of one origin only: the one that the user named, the handle's domain, or the one that
the domain's WebFinger answer or redirect points to, once the user has confirmed it.
"""

from urllib.parse import quote

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError
from pydantic import BaseModel

from automation.errors import SignInRefused
from automation.folder.journal import Journal
from automation.handles import Handle, server_origin
from automation.outline import Side
from automation.progress import Kind, Progress, Topic
from pages.browser.visitor import origin_of

_EVENT = "origin"
_LINKS = ("self", "http://webfinger.net/rel/profile-page")


class _Link(BaseModel):
    rel: str
    href: str | None = None


class _Account(BaseModel):
    """The part of a WebFinger answer (RFC 7033) that is used here."""

    links: list[_Link] = []


def confirmed(context: BrowserContext, side: Side, handle: Handle, journal: Journal, progress: Progress) -> str:
    """Find the origin of a server whose web address is not set.

    Raises:
        SignInRefused: The origin is not the handle's domain, and nobody has confirmed it.
    """
    own = server_origin(handle.domain)
    found = _led_to(context, own, handle)
    if found == own or _said_before(journal, handle, found):
        return found
    if progress.may_ask():
        progress.tell(f"The server of {handle} has its pages at a different address: {found}")
        answer = progress.ask(
            "Is that your server, and may your password be typed there? Type yes or no:",
            Topic(Kind.ADDRESS, side, word="yes"),
        )
        if answer.strip().casefold() == "yes":
            journal.write(_EVENT, handle=str(handle), origin=found)
            return found
    raise SignInRefused(
        f"The server of {handle} leads to {found}, and you have not confirmed that address. Nothing was typed there.",
        next_=f"If that is your server, confirm it with --{side}-url {found}",
    )


def _said_before(journal: Journal, handle: Handle, found: str) -> bool:
    return any(
        (event.get("event"), event.get("handle"), event.get("origin")) == (_EVENT, str(handle), found)
        for event in journal.read()
    )


def _led_to(context: BrowserContext, own: str, handle: Handle) -> str:
    """The origin from WebFinger, or from the sign-in page's redirect, or the handle's domain if there is neither.

    A server that does not answer is not reported here; the sign-in that follows reports it.
    """
    for look in (_webfinger, _redirect):
        try:
            if found := look(context, own, handle):
                return server_origin(found)
        except (PlaywrightError, ValueError):  # no answer, an unreadable one, or an address without HTTPS
            continue
    return own


def _webfinger(context: BrowserContext, own: str, handle: Handle) -> str | None:
    address = f"{own}/.well-known/webfinger?resource=acct:{quote(str(handle), safe='@')}"
    answer = context.request.get(address, headers={"Accept": "application/jrd+json"}, max_redirects=5)
    if not answer.ok:
        return None
    links = {link.rel: link.href for link in _Account.model_validate_json(answer.body()).links}
    return next((origin_of(href) for rel in _LINKS if (href := links.get(rel))), None)


def _redirect(context: BrowserContext, own: str, _: Handle) -> str | None:
    answer = context.request.get(f"{own}/auth/sign_in", max_redirects=5)
    return origin_of(answer.url) if answer.ok else None
