"""Links with a `data-method` attribute, which the page's script turns into a form (SCREENS.md, "Settings, left panel").

Until that script has started, such a link is an ordinary GET link, which changes nothing on the server.
"""

from collections.abc import Callable

from pages.browser.documents import SAFE_METHODS, Documents
from pages.errors import ServerTrouble

# How often the link is clicked in all, if the page's script has not started by then.
_MAX_CLICKS = 5


class MethodLink:
    """A `data-method` link on the current page.

    Args:
        documents: the documents of the browser page.
        click: clicks the link.
    """

    def __init__(self, documents: Documents, click: Callable[[], None]) -> None:
        self._documents = documents
        self._click = click
        self._address = documents.page.url

    def follow(self) -> None:
        """Click the link until it sends its form; return when the new document starts to load.

        Raises:
            ServerTrouble: the page's script did not run.
        """
        page, documents = self._documents.page, self._documents
        for _ in range(_MAX_CLICKS):
            documents.complete()
            with documents.navigation(), page.expect_request(documents.is_navigation) as request:
                self._click()
            if request.value.method not in SAFE_METHODS:
                return
            documents.go(self._address)
        raise ServerTrouble(self._address, None, "The page's script, which this link needs, did not run.", reading=True)

    def follow_again(self) -> None:
        """Load the page that has the link, then follow the link.

        Raises:
            ServerTrouble: the page did not load, or its script did not run.
        """
        self._documents.read(self._address)
        self.follow()
