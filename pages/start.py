"""The web app's first launch, `/start`."""

from urllib.parse import urlsplit

from pages.screen import Control, Region

# The app saves five seconds after it came up that it did; a slow server may take a while longer.
_SAVED_WITHIN_MS = 15_000

# Asked in the page, which remembers what was saved before the question, too.
_SAVED = """(app, within) => new Promise(settle => {
  new PerformanceObserver(list => {
    if (list.getEntries().some(entry => new URL(entry.name).pathname === '/api/web/settings')) settle(true);
  }).observe({type: 'resource', buffered: true});
  setTimeout(() => settle(false), within);
})"""


class StartPage(Region):
    """Where an account that has never opened the web app is led to, whatever address of the app was asked for.

    Up to 4.2 (seen on 4.0.2); later from `/` alone. It comes again at every address until the app has saved that it
    has been shown, five seconds after it came up. The panel, the own name and the compose box work on it.
    """

    title = "Web app: first launch"

    web_app = Control("div.app-holder#mastodon")
    rendered = Control("#mastodon .ui")

    def let_it_save(self, drawn_within_ms: float) -> bool:
        """Wait until the app has saved that it has been launched, where it has led here.

        Args:
            drawn_within_ms: how long the app may take to draw itself, in milliseconds; only then does it lead here.

        Returns:
            Whether it had led here, so that the address that was asked for is still to be opened.
        """
        if not self.web_app.present() or not self.rendered.appears(drawn_within_ms):
            return False
        if not urlsplit(str(self.rendered.locator.evaluate("() => location.href"))).path.endswith("/start"):
            return False
        self.rendered.locator.evaluate(_SAVED, _SAVED_WITHIN_MS)
        return True
