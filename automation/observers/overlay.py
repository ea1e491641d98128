"""Captions, marks, chapter cards and buttons, drawn above a page.

Playwright's own (`page.screencast.show_overlay` and `show_chapter`) are styled inline, which the content security
policy of a Mastodon server strips: there they are bare text over the page's. These are drawn in a JavaScript world
of their own, whose style sheets no policy touches, and can be clicked. The pointer is Playwright's (`show_actions`),
see `automation.observers.captions`.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from automation.observers.isolated_world import World

ELEMENT = "mastodon-move-overlay"

# What is drawn: `place`, `words`, `doing`, `more` and `buttons` of a caption, a `mark` around a box; or a `chapter`.
State = dict[str, Any]


class Overlay:
    """What is drawn above one browser page; what lasts stays over the documents that the page loads."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._world = World(page)

    def draw(self, state: State | None, lasting: State | None = None) -> None:
        """Draw something in place of what is there.

        Args:
            state: on the document that is there now; None for nothing.
            lasting: on those that follow it.
        """
        self._world.evaluate_in_all_that_follow(None if lasting is None else _source(lasting))
        self._evaluate(_source(state))

    def answer(self) -> str | None:
        """The key of the button that the person has clicked since the last time; None where none was."""
        found = self._evaluate(f"{_script()}; mastodonMove.take()")
        return found if isinstance(found, str) else None

    def _evaluate(self, source: str) -> Any:
        """Evaluate something; nothing comes of it where the document is just being replaced."""
        try:
            return self._world.evaluate(source)
        except PlaywrightError:
            if self._page.is_closed():
                raise
            return None


def _source(state: State | None) -> str:
    return f"{_script()}; mastodonMove.draw({json.dumps(state)})"


@cache
def _script() -> str:
    return files("automation.observers").joinpath("overlay.js").read_text(encoding="utf-8").rstrip().removesuffix(";")
