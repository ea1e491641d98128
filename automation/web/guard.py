"""Who may use the page: the user who opened it, from the page itself, and nobody else.

- The address that is opened has a one-time token, which no process has among its arguments. It is exchanged for a
  cookie that scripts cannot read and other sites do not send. If the address is used twice, somebody else may have
  seen it, so nobody stays signed in.
- The cookie belongs to a path with a random name, because browsers send cookies to every port of this computer.
- `Host` must be this server's (DNS rebinding), and `Origin` must be the page's own for everything that changes state.
"""

import hmac
import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "mastodon-move"
_READING = {"GET", "HEAD"}
# Fetches that another site starts; a browser that does not tell is checked by cookie and origin alone.
_OWN_SITES = {"", "same-origin", "none"}

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# The report is one file with its styles and pictures inside.
_REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Keys:
    """The one-time tokens and the cookies of one server.

    None of them is written to a log. The only file with one is the file that opens the page (see `addresses`): only its
    owner can read it, and it is removed once it was used.
    """

    def __init__(self) -> None:
        self.path = f"/{secrets.token_hex(6)}"
        self._unused: set[str] = set()
        self._used: set[str] = set()
        self._cookies: set[str] = set()

    def new_token(self) -> str:
        """A token for one address."""
        token = secrets.token_urlsafe(32)
        self._unused.add(token)
        return token

    def cookie_for(self, token: str) -> str | None:
        """Exchange a token for a cookie; None if it is not a new one.

        A token that comes again ends all sessions: the first one may have been somebody else's.
        """
        if token in self._unused:
            self._unused.discard(token)
            self._used.add(token)
            cookie = secrets.token_urlsafe(32)
            self._cookies.add(cookie)
            return cookie
        if token in self._used:
            self._cookies.clear()
        return None

    def knows(self, cookie: str) -> bool:
        """Whether a cookie is of this server."""
        return any(hmac.compare_digest(cookie.encode(), known.encode()) for known in self._cookies)


class Guard:
    """ASGI middleware that turns away whatever is not the user's own page, and adds the headers that keep it so.

    Args:
        app: The application.
        keys: The tokens and cookies.
        hosts: The values of `Host` that are this server's.
        control: The secret of a second command of the same user, which asks for another token.
        fault: Saves an error of the page's own, and returns the file's name.
    """

    def __init__(
        self, app: ASGIApp, keys: Keys, hosts: set[str], control: str, fault: Callable[[BaseException], str]
    ) -> None:
        self._app, self._keys, self._hosts, self._control, self._fault = app, keys, hosts, control, fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a refusal."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers["content-security-policy"] = _REPORT_POLICY if _is_report(scope) else _POLICY
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            await PlainTextResponse(refused, status_code=403)(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, receive, send_guarded)
        except Exception as error:
            text = (
                "This is a bug in the page. You did nothing wrong, and a run that is under way goes on. Go back and "
                f"try again; please report it and attach this file: {self._fault(error)}"
            )
            await PlainTextResponse(text, status_code=500)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> str | None:
        """Why a request is refused, for the user; None if it is not."""
        headers, path = Headers(scope=scope), str(scope["path"])
        host = headers.get("host", "")
        if host not in self._hosts:
            return "This is not the address of the page."
        if path == "/control":
            asked = headers.get("x-control", "")
            return None if hmac.compare_digest(asked.encode(), self._control.encode()) else "This is not allowed."
        if headers.get("sec-fetch-site", "") not in _OWN_SITES and not (path.endswith("/open")):
            return "Another site asked for this."
        if scope["method"] not in _READING and headers.get("origin") != f"http://{host}":
            return "Another site sent this."
        if path == f"{self._keys.path}/open" or self._keys.knows(_cookie(headers)):
            return None
        return "This page belongs to somebody else, or its server was started again. Type: mastodon-move web"


def _is_report(scope: Scope) -> bool:
    return str(scope["path"]).endswith("/report.html")


def _cookie(headers: Headers) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    morsel: Any = jar.get(COOKIE)
    return str(morsel.value) if morsel else ""
