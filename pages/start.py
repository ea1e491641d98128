"""The web app's first launch, `/start`."""

from contextlib import suppress
from urllib.parse import urlsplit

from playwright.sync_api import Response
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.actor import Actor
from pages.screen import Control, Region

# The app saves five seconds after it came up that it did; a slow server may take a while longer.
_SAVED_WITHIN_MS = 15_000


class StartPage(Region):
    """Where an account that has never opened the web app is led to, whatever address of the app was asked for.

    Up to 4.2 (seen on 4.0.2); later from `/` alone. It comes again at every address until the app has saved that it
    has been shown, five seconds after it came up. The panel, the own name and the compose box work on it.
    """

    title = "Web app: first launch"

    web_app = Control("div.app-holder#mastodon")
    rendered = Control("#mastodon .ui")

    @classmethod
    def pass_by(cls, actor: Actor, path: str, screen: str, drawn_within_ms: float) -> None:
        """Open an address of the web app; a second time where it was the first launch, once that has been saved.

        Args:
            actor: whose page it is.
            path: the address.
            screen: the title of the screen that is asked for.
            drawn_within_ms: how long the app may take to draw itself, in milliseconds; only then does it lead here.
        """
        saved = list[Response]()

        def note(response: Response) -> None:
            if _saves(response):
                saved.append(response)

        actor.page.on("response", note)
        try:
            actor.open(path, screen)
            if not cls(actor)._leads_here(drawn_within_ms):
                return
            if not saved:
                with suppress(PlaywrightTimeout):
                    actor.page.wait_for_event("response", _saves, timeout=_SAVED_WITHIN_MS)
        finally:
            actor.page.remove_listener("response", note)
        actor.open(path, screen)

    def _leads_here(self, drawn_within_ms: float) -> bool:
        if not self.web_app.present() or not self.rendered.appears(drawn_within_ms):
            return False
        return urlsplit(str(self.rendered.locator.evaluate("() => location.href"))).path.endswith("/start")


def _saves(response: Response) -> bool:
    return response.request.method == "PUT" and urlsplit(response.url).path.endswith("/web/settings")
