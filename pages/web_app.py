"""What all screens of the web app share: the React page behind `/`. Its panel is `pages.navigation_panel`."""

from urllib.parse import urlsplit

from pages.actor import Actor
from pages.compose import ComposeForm
from pages.screen import Control, Screen
from pages.start import StartPage

# What a rendered app shows at all is there within a moment.
_DRAWN_WITHIN_MS = 2_000


class WebAppScreen(Screen):
    """A screen of the web app, 3.5 to 4.7."""

    rendered = Control("#mastodon .ui")

    @classmethod
    def open_in_app(cls, actor: Actor, path: str, drawn_within_ms: float | None = None) -> None:
        """Open an address of the web app, past an account's first launch, which leads to `/start` instead.

        Args:
            actor: whose page it is.
            path: the address.
            drawn_within_ms: how long the app may take to draw itself, in milliseconds; by default the actor's.
        """
        StartPage.pass_by(actor, path, cls.title, drawn_within_ms or actor.drawn_within_ms)

    @property
    def compose(self) -> ComposeForm:
        """The compose box: beside every column of a wide window, or on a screen of its own, or behind a button."""
        compose = ComposeForm(self.actor)
        self.actor.wait_for(self.rendered, "attached")
        if compose.new.present():
            return compose.begin_post()
        if not compose.text.appears(_DRAWN_WITHIN_MS):
            self.open_in_app(self.actor, self._path("/publish"))
            self.actor.wait_for(compose.text)
        return compose

    def _path(self, path: str) -> str:
        """An address of the web app, which 3.5 has below `/web`."""
        here = urlsplit(self.actor.page.url).path
        return f"/web{path}" if here.startswith("/web/") else path
