"""What every screen uses: rendering, addresses, forms."""

from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from automation.web import words
from automation.web.page_state import PageState

_MOST_BYTES = 100_000
# The screens, in their order, with their addresses.
SCREENS = ("", "sign-in", "look", "move", "afterwards")


class Site:
    """The page.

    Args:
        page_state: What the server remembers.
        base: The beginning of every path.
    """

    def __init__(self, page_state: PageState, base: str) -> None:
        self.page_state, self._base = page_state, base

    def url(self, path: str) -> str:
        """The address of a screen or a file."""
        return f"{self._base}/{path}"

    def start(self, command: str = "") -> Response:
        """Start a command of the draft and show it; first ask how to sign in, if that is not known.

        Args:
            command: The command; by default the one for which the user has signed in.
        """
        draft = self.page_state.draft
        if draft is None:
            return self.to("sign-in")
        draft.then = command or draft.then
        if not draft.signs_in:
            return self.to("sign-in")
        self.page_state.start()
        return self.to(self.page_state.screen)

    def to(self, path: str) -> Response:
        """Go to another screen."""
        return RedirectResponse(self.url(path), status_code=303)

    def language(self, request: Request) -> str:
        """The language that the user has chosen, or the browser's first one that there is."""
        return self.page_state.language or words.best(request.headers.get("accept-language", ""))

    def page(self, request: Request, name: str, status: int = 200, **facts: Any) -> Response:
        """A whole screen."""
        self.page_state.shown_in = self.language(request)
        complaints, self.page_state.complaints = self.page_state.complaints, {}
        return HTMLResponse(self.part(name, complaints=complaints, **facts), status_code=status)

    def part(self, name: str, **facts: Any) -> str:
        """A screen, or a region of one, in the language of the page that is open."""
        template = self._environments[self.page_state.shown_in].get_template(f"{name}.html.j2")
        return template.render(
            url=self.url, page_state=self.page_state, language=self.page_state.shown_in, words=words, **facts
        )

    @cached_property
    def _environments(self) -> dict[str, Environment]:
        found = {}
        for language in words.LANGUAGES:
            page = Environment(
                loader=PackageLoader("automation.web"), autoescape=True, undefined=StrictUndefined,
                trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
            )  # fmt: skip
            page.install_gettext_translations(words.translations(language), newstyle=True)  # type: ignore[attr-defined]
            found[language] = page
        return found


async def form(request: Request) -> dict[str, str]:
    """The fields of a form that was sent; empty if there is too much of it."""
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > _MOST_BYTES:
            return {}
    fields = parse_qs(data.decode(errors="replace"), keep_blank_values=True, max_num_fields=100)
    return {name: values[-1] for name, values in fields.items()}
