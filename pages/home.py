"""The web app's home, `/home`, and `/start` for an account that follows nobody yet."""

from pages.screen import Control
from pages.web_app import WebAppScreen


class HomePage(WebAppScreen):
    """Where one lands after signing in (3.5 to 4.7)."""

    title = "Home"
    address = "/"
    # The shell is there even where the app never finishes, or the server refuses it its API.
    web_app = loaded = Control("div.app-holder#mastodon")
