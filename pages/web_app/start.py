"""The first launch of the web app, `/start`."""

from contextlib import suppress
from urllib.parse import urlsplit

from playwright.sync_api import Response
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.browser.actor import Actor
from pages.screen import Control, Region

# The app saves five seconds after it has started that it has been launched. A slow server takes longer.
_SAVED_WITHIN_MS = 15_000


class StartPage(Region):
    """The page that an account sees when it opens the web app for the first time.

    Up to 4.2 (seen on 4.0.2), it replaces every address of the app, later only `/`. It appears again until the app has
    saved that it was shown, five seconds after it has started. The panel, one's own name and the compose box work on
    it.
    """

    title = "Web app: first launch"

    web_app = Control("div.app-holder#mastodon")
    rendered = Control("#mastodon .ui")

    @classmethod
    def skip(cls, actor: Actor, path: str, screen: str, render_timeout_ms: float) -> None:
        """Open a path of the web app. On the first launch, wait until the app has saved that, then open it again.

        Args:
            actor: the actor of the browser page.
            path: the path.
            screen: the title of the screen to open.
            render_timeout_ms: how long the app may take to render, in milliseconds. It leads here only once rendered.

        Raises:
            ServerTrouble: the server did not answer, or answered with an error.
        """
        saved = list[Response]()

        def note(response: Response) -> None:
            if _saves(response):
                saved.append(response)

        actor.page.on("response", note)
        try:
            actor.open(path, screen)
            if not cls(actor)._is_shown(render_timeout_ms):
                return
            if not saved:
                with suppress(PlaywrightTimeout):
                    actor.page.wait_for_event("response", _saves, timeout=_SAVED_WITHIN_MS)
        finally:
            actor.page.remove_listener("response", note)
        actor.open(path, screen)

    def _is_shown(self, render_timeout_ms: float) -> bool:
        if not self.web_app.present() or not self.rendered.appears(render_timeout_ms):
            return False
        return urlsplit(str(self.rendered.locator.evaluate("() => location.href"))).path.endswith("/start")


def _saves(response: Response) -> bool:
    return response.request.method == "PUT" and urlsplit(response.url).path.endswith("/web/settings")
