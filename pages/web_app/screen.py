"""The base class of all screens of the web app, a React app."""

from urllib.parse import urlsplit

from pages.browser.actor import Actor
from pages.screen import Screen
from pages.web_app.compose import ComposeForm
from pages.web_app.start import StartPage

# Once the app has rendered, everything that the layout has appears within this time.
_SHOWN_WITHIN_MS = 2_000


class WebAppScreen(Screen):
    """A screen of the web app (3.5 to 4.7)."""

    web_app = StartPage.web_app
    rendered = StartPage.rendered

    @classmethod
    def open_in_app(cls, actor: Actor, path: str, render_timeout_ms: float | None = None) -> None:
        """Open a path of the web app, skipping `/start`, which appears on an account's first launch.

        Args:
            actor: the actor of the browser page.
            path: the path.
            render_timeout_ms: how long the app may take to render, in milliseconds; by default, the actor's limit.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        StartPage.skip(actor, path, cls.title, render_timeout_ms or actor.render_timeout_ms)

    @classmethod
    def open_by_address(cls, actor: Actor, path: str, render_timeout_ms: float | None = None) -> None:
        """Open a path of the web app, which is below `/web` in 3.5; without that, 3.5 shows a public page or none.

        Args and errors are those of `open_in_app`.
        """
        cls.open_in_app(actor, path, render_timeout_ms)
        if not cls(actor).web_app.present():
            cls.open_in_app(actor, f"/web{path}", render_timeout_ms)

    @property
    def compose(self) -> ComposeForm:
        """The compose box. If it is not on this screen, open it with its button or on a screen of its own."""
        compose = ComposeForm(self.actor)
        self.actor.wait_for(self.rendered, "attached")
        if compose.new.present():
            return compose.begin_post()
        if not compose.text.appears(_SHOWN_WITHIN_MS):
            self.open_in_app(self.actor, self._path("/publish"))
            self.actor.wait_for(compose.text)
        return compose

    def _path(self, path: str) -> str:
        """A path of the web app, which is below `/web` in 3.5."""
        here = urlsplit(self.actor.page.url).path
        return f"/web{path}" if here.startswith("/web/") else path
