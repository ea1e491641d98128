"""An isolated JavaScript world in a browser page.

Code in it sees the page's document but not the page's scripts, so neither can interfere with the other, and no content
security policy applies to what it draws. Playwright's `evaluate` runs in the page's own world, and `locator.evaluate`
first loads all of Playwright's script (330 kB) into every document.
"""

from typing import Any

from playwright.sync_api import CDPSession, Page
from playwright.sync_api import Error as PlaywrightError

_NAME = "mastodon-move"


class World:
    """The isolated world of one browser page. Each new document of the page gets a new world.

    Args:
        page: A page of a Chromium browser.
    """

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._lasting: str | None = None
        self._session.send("Page.enable")

    def evaluate(self, source: str) -> Any:
        """Evaluate an expression in the current document, and return its value.

        Raises:
            PlaywrightError: The document is being replaced, the page was closed, or the script failed.
        """
        frame = self._session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = self._session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": _NAME})
        asked = {"expression": source, "contextId": world["executionContextId"], "returnByValue": True}
        answer = self._session.send("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            raise PlaywrightError(str(answer["exceptionDetails"]["text"]))
        return answer["result"].get("value")

    def evaluate_on_new_document(self, source: str | None) -> None:
        """Set the script to evaluate in every later document, replacing the previous one; None removes it.

        Raises:
            PlaywrightError: The page was closed.
        """
        lasting, self._lasting = self._lasting, None
        if lasting is not None:
            try:
                self._session.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": lasting})
            except PlaywrightError as error:
                # Chromium sometimes loses a script that was added while the document was being replaced.
                if "Script not found" not in error.message:
                    raise
        if source is not None:
            script = {"source": source, "worldName": _NAME}
            self._lasting = self._session.send("Page.addScriptToEvaluateOnNewDocument", script)["identifier"]

    def close(self) -> None:
        """Detach from the page."""
        self._session.detach()
