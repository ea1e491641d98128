"""Where a server's pages are. That need not be at the handle's domain, and is never taken for granted.

A password is typed into pages of one origin only: the one that the person named, or the handle's domain, or the one
that this domain's WebFinger or redirect leads to once the person has said that it is right.
"""

from urllib.parse import quote

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError
from pydantic import BaseModel

from automation.errors import SignInRefused
from automation.folder.journal import Journal
from automation.handles import Handle, server_origin
from automation.progress import Progress, may_ask
from automation.steps import Side
from pages.actor import origin_of

_EVENT = "origin"
_LINKS = ("self", "http://webfinger.net/rel/profile-page")


class _Link(BaseModel):
    rel: str
    href: str | None = None


class _Account(BaseModel):
    """What WebFinger says of an account (RFC 7033), as far as it is read here."""

    links: list[_Link] = []


def confirmed(context: BrowserContext, side: Side, handle: Handle, journal: Journal, progress: Progress) -> str:
    """The origin of the pages of a handle whose web address nobody has named.

    Raises:
        SignInRefused: they are elsewhere than at the handle's domain, and nobody has said that this is right.
    """
    own = server_origin(handle.domain)
    found = _led_to(context, own, handle)
    if found == own or _said_before(journal, handle, found):
        return found
    if may_ask():
        progress.tell(f"The server of {handle} has its pages elsewhere: {found}")
        answer = progress.ask("Is that your server, so that your password may be typed there? yes or no:")
        if answer.strip().casefold() == "yes":
            journal.write(_EVENT, handle=str(handle), origin=found)
            return found
    raise SignInRefused(
        f"The server of {handle} leads to {found}, which nobody has confirmed. Nothing was typed there.",
        next_=f"If that is where your server really is, say so: --{side}-url {found}",
    )


def _said_before(journal: Journal, handle: Handle, found: str) -> bool:
    return any(
        (event.get("event"), event.get("handle"), event.get("origin")) == (_EVENT, str(handle), found)
        for event in journal.read()
    )


def _led_to(context: BrowserContext, own: str, handle: Handle) -> str:
    """What WebFinger says of the handle, else where the sign-in page's redirect leads; its own domain without either.

    A server that does not answer is left to the sign-in itself, which says so in its own words.
    """
    for look in (_webfinger, _redirect):
        try:
            if found := look(context, own, handle):
                return server_origin(found)
        except (PlaywrightError, ValueError):  # no answer, or one that means nothing, or no encrypted address
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
