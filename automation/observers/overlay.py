"""Captions, marks, chapter cards and buttons, drawn over a page.

Playwright's own overlays (`page.screencast.show_overlay` and `show_chapter`) use inline styles, which a Mastodon
server's content security policy blocks, so only bare text would remain. These are drawn in an isolated world, whose
style sheets no policy blocks, and their buttons can be clicked. The pointer is Playwright's (`show_actions`), see
`automation.observers.captions`.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from automation.observers.isolated_world import World

ELEMENT = "mastodon-move-overlay"

# What to draw: `place`, `words`, `doing`, `more` and `buttons` of a caption, and a `mark`; or a `chapter`.
State = dict[str, Any]


class Overlay:
    """The overlay of one browser page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._world = World(page)

    def draw(self, state: State | None, lasting: State | None = None) -> None:
        """Replace what is drawn.

        Args:
            state: What to draw on the current document; None for nothing.
            lasting: What to draw on each document that the page loads later; None for nothing.
        """
        self._world.evaluate_on_new_document(None if lasting is None else _source(lasting))
        self._evaluate(_source(state))

    def answer(self) -> str | None:
        """The key of the button that the user has clicked since the last call, or None."""
        found = self._evaluate(f"{_script()}; mastodonMove.take()")
        return found if isinstance(found, str) else None

    def _evaluate(self, source: str) -> Any:
        """Evaluate a script; None if the document is being replaced."""
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
