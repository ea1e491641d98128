"""What the report's tests have in common: events as the program writes them, and a move with pictures."""

import base64
from pathlib import Path
from typing import Any, Self

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from automation import report
from automation.files import private_folder
from automation.journal import Journal
from automation.move import Doing, Move
from automation.secrets import Secrets
from pages.hand import Action


class Photographed(Move):
    """A move that takes a picture before each click, and keeps where the control lies in it, in pixels."""

    def __enter__(self) -> Self:
        return self

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._pictures: list[dict[str, Any]] = []
        self.boxes: dict[str, Any] = {}

    def before(self, action: Action) -> None:
        super().before(action)
        if action.locator is None:
            return
        action.locator.scroll_into_view_if_needed()
        page, box, size = action.locator.page, action.locator.bounding_box(), action.locator.page.viewport_size
        assert box
        assert size
        width, height = size["width"], size["height"]
        name = f"report/pictures/{len(self.boxes)}.webp"
        private_folder(self.folder / "report" / "pictures")
        devtools = page.context.new_cdp_session(page)
        taken = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
        (self.folder / name).write_bytes(base64.b64decode(taken["data"]))
        self.boxes[name] = box
        mark = [box["x"] / width, box["y"] / height, box["width"] / width, box["height"] / height]
        of = f"{action.screen}: {action.control}"
        self._pictures.append({"file": name, "of": of, "mark": mark, "size": [width, height]})

    def _journal(self, doing: Doing, began: float, outcome: str, **facts: Any) -> None:
        super()._journal(doing, began, outcome, **facts, pictures=self._pictures)
        self._pictures = []


def write(folder: Path, *told: dict[str, Any]) -> None:
    """Add events to a folder's journal, as the program does."""
    journal = Journal(folder / "journal.jsonl", Secrets())
    for event in told:
        journal.write(**event)


def tried(part: int, number: int, **facts: Any) -> dict[str, Any]:
    """A step's event."""
    return {"event": "step", "part": part, "number": number, "server": "http://127.0.0.1:1", "outcome": "done"} | facts


def begun(work: str = "Part 2", *parts: int) -> dict[str, Any]:
    """A run's first event."""
    accounts = {"old": "alice@old.example", "new": "alice@new.example"}
    return {"event": "run", "state": "begin", "work": work, "parts": parts, "accounts": accounts, "version": "1"}


def ended(exit_code: int, **facts: Any) -> dict[str, Any]:
    """A run's last event."""
    return {"event": "run", "state": "end", "exit_code": exit_code} | facts


def done(part: int) -> list[dict[str, Any]]:
    """A part that came to its end."""
    return [tried(part, 1), {"event": "part", "number": part, "outcome": "done"}]


def opened(page: Page, folder: Path, **how: Any) -> Page:
    """The report of a folder, in the browser."""
    page.goto(report.write(folder, **how).as_uri())
    return page


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
