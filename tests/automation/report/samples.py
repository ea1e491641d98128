"""What the report's tests have in common: events as the program writes them, and a move with pictures."""

from pathlib import Path
from typing import Any, NamedTuple, Self

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from automation import report
from automation.folder.journal import Journal
from automation.run.move import Move
from pages.browser.actions import Action
from pages.browser.execution import Performer


class Photographed(Move):
    """A move that remembers where each control was that it has pictured, in pixels."""

    def __enter__(self) -> Self:
        return self

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.boxes: dict[str, Any] = {}
        observed = self.observers.before

        def before(action: Action) -> Performer:
            performer = observed(action)
            assert self.observers.pictures
            for picture in self.observers.pictures.taken:
                if action.locator is not None:
                    self.boxes.setdefault(picture["file"], action.locator.bounding_box())
            return performer

        self.observers.before = before  # type: ignore[method-assign]


class Exported(NamedTuple):
    """A folder in which part 2 was done with pictures."""

    folder: Path
    url: str  # the old server's
    boxes: dict[str, Any]  # where each control was, by its picture's name


def write(folder: Path, *told: dict[str, Any]) -> None:
    """Add events to a folder's journal, as the program does."""
    journal = Journal.of(folder)
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


def unfold(page: Page) -> None:
    """Open every step, by its line."""
    folded = page.locator("details.fold:not([open]) > summary")
    while folded.count():
        folded.first.click(position={"x": 60, "y": 8})


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
