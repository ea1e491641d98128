"""A JavaScript world of one's own in a browser page.

What is evaluated there sees the page's document but not its script, which can therefore not meddle with it, and no
content security policy touches what is drawn. Playwright's `evaluate` runs in the page's own world, into which
`locator.evaluate` first loads all of Playwright's script (330 kB), once for every document.
"""

from typing import Any

from playwright.sync_api import CDPSession, Page
from playwright.sync_api import Error as PlaywrightError

_NAME = "mastodon-move"


class World:
    """The world of one browser page; each document of the page has a new one.

    Args:
        page: of a Chromium.
    """

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._lasting: str | None = None
        self._session.send("Page.enable")

    def evaluate(self, source: str) -> Any:
        """Evaluate an expression in the document that is there now, and return its value.

        Raises:
            PlaywrightError: the document is just being replaced, the page is gone, or the script failed.
        """
        frame = self._session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = self._session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": _NAME})
        asked = {"expression": source, "contextId": world["executionContextId"], "returnByValue": True}
        answer = self._session.send("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            raise PlaywrightError(str(answer["exceptionDetails"]["text"]))
        return answer["result"].get("value")

    def evaluate_in_all_that_follow(self, source: str | None) -> None:
        """Evaluate something in every document that follows, in place of what was to be evaluated there; or nothing.

        Raises:
            PlaywrightError: the page is gone.
        """
        lasting, self._lasting = self._lasting, None
        if lasting is not None:
            try:
                self._session.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": lasting})
            except PlaywrightError as error:
                # Chromium loses one, now and then, that came just when the document was replaced.
                if "Script not found" not in error.message:
                    raise
        if source is not None:
            script = {"source": source, "worldName": _NAME}
            self._lasting = self._session.send("Page.addScriptToEvaluateOnNewDocument", script)["identifier"]

    def close(self) -> None:
        """Leave it."""
        self._session.detach()
