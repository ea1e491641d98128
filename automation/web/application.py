"""The page's addresses: which screen answers which."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from automation.web import guard, screens
from automation.web.addresses import Addresses, redirect
from automation.web.guard import Keys
from automation.web.page_state import PageState
from automation.web.site import Site

# A page that is open says nothing; a comment this often shows whether it is still there.
_SIGN_OF_LIFE_S = 10
_STATIC = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}


Answer = Callable[[Site, Request], Awaitable[Response]]
Regions = Callable[[Site], dict[str, str]]
# The screens whose regions change. They are loaded when they are shown, as all are.
_CHANGING: dict[str, Callable[[], Regions]] = {
    "look": lambda: screens.look.regions,
    "move": lambda: screens.move.regions,
    "afterwards": lambda: screens.afterwards.regions,
}


def application(page_state: PageState, keys: Keys, addresses: Addresses) -> Starlette:
    """The application behind the guard.

    Args:
        page_state: What the server remembers.
        keys: The tokens and cookies.
        addresses: The one-time addresses, of which a second command gets another one.
    """
    site = Site(page_state, keys.path)

    async def open_(request: Request) -> Response:
        token = request.query_params.get("token", "")
        cookie = keys.cookie_for(token)
        if cookie is None:
            text = "This address was used before, so it no longer opens the page. For another one, type: mastodon-move"
            return PlainTextResponse(text, status_code=403)
        addresses.used(token)
        # Not a redirect: the browser would not send the cookie along, as it was a file that led here.
        answer = HTMLResponse(redirect(site.url("")))
        answer.set_cookie(guard.COOKIE, cookie, path=keys.path, httponly=True, samesite="strict")
        return answer

    async def control(request: Request) -> Response:
        file = addresses.file() if request.query_params.get("opens") else None
        return JSONResponse({"address": addresses.new(), "file": str(file) if file else None})

    own = [Route("/open", open_), Route("/static/{name}", _static), *_routes_to_screens(site)]
    return Starlette(
        routes=[Route("/control", control), Mount(keys.path, routes=own)], exception_handlers={404: _not_found}
    )


def _routes_to_screens(site: Site) -> list[BaseRoute]:
    def on(path: str, answer: Callable[[], Answer], *methods: str) -> BaseRoute:
        async def handle(request: Request) -> Response:
            site.page_state.used()
            return await answer()(site, request)

        return Route(path, handle, methods=list(methods or ("GET",)))

    return [
        on("/", lambda: screens.accounts.show),
        on("/accounts", lambda: screens.accounts.take, "POST"),
        on("/handle", lambda: screens.accounts.check_handle, "POST"),
        on("/earlier", lambda: screens.accounts.take_earlier, "POST"),
        on("/language", lambda: screens.accounts.take_language, "POST"),
        on("/sign-in", lambda: screens.sign_in.show),
        on("/sign-in", lambda: screens.sign_in.take, "POST"),
        on("/look", lambda: screens.look.show),
        on("/look", lambda: screens.look.again, "POST"),
        on("/move", lambda: screens.move.show),
        on("/move", lambda: screens.move.begin, "POST"),
        on("/keep", lambda: screens.move.keep, "POST"),
        on("/again", lambda: screens.move.again, "POST"),
        on("/answer", lambda: screens.move.answer, "POST"),
        on("/control", lambda: screens.move.control, "POST"),
        on("/picture/{name}", lambda: screens.move.picture),
        on("/avatar/{side}", lambda: screens.move.avatar),
        on("/afterwards", lambda: screens.afterwards.show),
        on("/tick", lambda: screens.afterwards.tick, "POST"),
        on("/later", lambda: screens.afterwards.later, "POST"),
        on("/watch", lambda: screens.afterwards.watch, "POST"),
        on("/report.html", lambda: screens.afterwards.report),
        on("/events", lambda: events),
    ]


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return PlainTextResponse("There is no such file.", status_code=404)
    data = files("automation.web").joinpath("static", name).read_bytes()
    return Response(data, media_type=_STATIC[name])


async def _not_found(request: Request, error: Exception) -> Response:
    return PlainTextResponse("There is no such page.", status_code=404)


async def events(site: Site, request: Request) -> Response:
    """The regions of a screen whenever they change, as server-sent events."""
    regions = _CHANGING.get(request.query_params.get("screen", ""))
    if regions is None:
        return PlainTextResponse("There is no such screen.", status_code=404)
    return StreamingResponse(_changes(site, regions()), media_type="text/event-stream")


async def _changes(site: Site, regions: Regions) -> AsyncIterator[str]:
    """What has changed, region by region; first all of it, because a page may have missed something."""
    sent: dict[str, str] = {}
    async with site.page_state.page_open():
        while True:
            version = site.page_state.version
            for name, html in regions(site).items():
                if sent.get(name) != html:
                    sent[name] = html
                    told = {"go": html} if name == "go" else {"region": name, "html": html}
                    yield f"data: {json.dumps(told)}\n\n"
            await site.page_state.change(version, _SIGN_OF_LIFE_S)
            yield ": still here\n\n"
