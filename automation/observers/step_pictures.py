"""Pictures of each step of the guide: the screen at the moment of the click, and the answer."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from automation.observers import Observer
from automation.observers.controls import box_of
from automation.observers.pictures import picture
from automation.observers.windows import size_of
from automation.outline import Side
from automation.steps import Part, Step
from automation.system.files import private_folder, write_bytes
from pages.browser.actions import Action
from pages.browser.execution import Performer

_QUALITY = 70
# The web app appears some time after its document has loaded, or never.
_SOMETHING = re.compile(r"\S")
_DRAWN_WITHIN_MS = 2_000


class StepPictures(Observer):
    """Saves pictures in `report/pictures`. `taken` has the current step's pictures, as facts for the journal.

    Args:
        folder: The move's folder.
        private: Whether the pages blur handles and addresses.
        show: Is told of every picture: the step, and the facts for the journal.
    """

    def __init__(self, folder: Path, *, private: bool, show: Callable[[Step, dict[str, Any]], None]) -> None:
        self._folder, self._private, self._show = folder, private, show
        self._step: Step | None = None
        self._pages: dict[Side, Page] = {}
        self._clicked = False
        self.taken: list[dict[str, Any]] = []

    def opened(self, side: Side, page: Page) -> None:
        """Remember the page of each server."""
        self._pages[side] = page

    def part(self, part: Part) -> None:
        """Take no pictures between steps."""
        self._step = None

    def begin(self, step: Step) -> None:
        """A step begins."""
        self._step, self._clicked, self.taken = step, False, []

    def before(self, action: Action) -> Performer:
        """Take a picture when the step's own control is used for the first time."""
        self._clicked = self._clicked or action.kind == "click"
        if self._step and not self.taken and self._step.is_at(action.screen, action.control):
            self._take(action.page, f"{action.screen}: {action.control}", box_of(action))
        return "actor"

    def end(self, step: Step, outcome: str, said: Sequence[str]) -> None:
        """Take a picture of the answer to a click, or of the page if the step needed no click."""
        page = self._pages.get(step.side)
        if page and outcome != "failed" and (not self.taken or (said and self._clicked)):
            self._take(page, step.screen.title, None)
        self._step = None

    def _take(self, page: Page, of: str, box: list[float] | None) -> None:
        """Take a picture, unless the page was closed or is too busy."""
        if page.url == "about:blank" or page.is_closed():
            return
        assert self._step is not None  # noqa: S101 (`begin` came first)
        moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%f")
        name = f"{moment}-part{self._step.part}-step{self._step.number}.jpg"
        with suppress(PlaywrightError):
            if box is None:  # otherwise the control is visible, so the page has appeared
                page.locator("body", has_text=_SOMETHING).wait_for(timeout=_DRAWN_WITHIN_MS)
            shown = size_of(page)
            width, height = shown["width"], shown["height"]
            data = picture(page, type="jpeg", quality=_QUALITY)
            write_bytes(private_folder(self._folder / "report" / "pictures") / name, data)
            left, top, across, down = box or (0, 0, 0, 0)
            mark = [left / width, top / height, across / width, down / height] if box else None
            facts = {"file": f"report/pictures/{name}", "of": of, "mark": mark, "size": [width, height]}
            self.taken.append(facts | ({"private": True} if self._private else {}))
            self._show(self._step, self.taken[-1])
