"""Recording each screen for `check`: the controls found and missing, and the steps that this prevents."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from automation.guide.parts import PARTS
from automation.outline import Side
from automation.results import CheckResult, Obstacle, SeenScreen
from automation.run import error_details
from automation.run.move import Move
from automation.steps import Step
from pages.browser.actions import BoundControl
from pages.errors import ScreenNotRecognised
from pages.screen import Control, Region

# The steps that something prevents: the part's number, and the step in the guide's words.
Prevented = list[tuple[int, str]]


class ScreenNotes:
    """The screens of one check.

    Args:
        move: The run, with both accounts.
        result: Receives the screens and the obstacles.
    """

    def __init__(self, move: Move, result: CheckResult) -> None:
        self._move, self._result = move, result

    def opened(
        self,
        side: Side,
        screen: type[Region],
        open_: Callable[[], Any],
        prevents: Prevented | None = None,
        link: BoundControl | None = None,
    ) -> Any:
        """Open a screen by the click that leads to it. If it does not appear, record that and return None.

        Args:
            side: The server.
            screen: The screen's class.
            open_: Does the click, and returns the screen.
            prevents: The steps that a missing screen prevents; by default those on the screen.
            link: The link to the screen, if it may be missing.
        """
        prevents = prevents or steps_on(side, screen)
        if link is not None and not link.present():
            self.record(side, screen, "", [], [(f'link "{link.name}"', prevents)])
            return None
        try:
            return open_()
        except ScreenNotRecognised as error:
            name = f"{time.strftime('%Y-%m-%dT%H%M%S')}-check"
            kept = error_details.keep(self._move.actor(side), self._move.folder, name, self._move.secrets)
            self.record(side, screen, error.address, [], [(error.control, prevents)])
            self._result.screens[-1].error_details = kept
            return None

    def controls(self, side: Side, page: Any, *controls: tuple[str, Control, dict[str, str]]) -> None:
        """Record which of a page's controls are there.

        Args:
            side: The server.
            page: The page.
            controls: For each control, its name in the record (empty for its own), the control and its parameters.
        """
        found, missing = [], []
        for words, control, names in controls:
            name = words or control.name
            if control.bind(page, **names).visible():
                found.append(name)
            else:
                missing.append((name, _steps_with(side, control)))
        self.record(side, type(page), page.address, found, missing)

    def record(
        self,
        side: Side,
        screen: type[Region],
        address: str,
        found: list[str],
        missing: Sequence[tuple[str, Prevented]],
    ) -> None:
        """Record a screen. Each missing control comes with the steps that this prevents."""
        self._move.progress.note(f"checking the {side} server: {screen.title}")
        steps = dict.fromkeys(step for _, prevented in missing for step in prevented)
        names = [name for name, _ in missing]
        self._result.screens.append(
            SeenScreen(side.value, screen.title, address, found, names, [words for _, words in steps])
        )
        where = f'"{screen.title}" ({address})' if address else f'"{screen.title}"'
        what = f'the {side} server\'s screen {where} has no "{", ".join(names)}"'
        self._result.obstacles += [Obstacle(part, what) for part in dict.fromkeys(part for part, _ in steps)]


def _steps_with(side: Side, control: Control) -> Prevented:
    """The steps that use this control."""
    return steps_where(lambda step: step.side is side and step.control is control)


def steps_on(side: Side, screen: type[Region]) -> Prevented:
    """The steps on this screen."""
    return steps_where(lambda step: step.side is side and step.screen is screen)


def steps_where(wanted: Callable[[Step], bool]) -> Prevented:
    """The guide's steps that meet a condition."""
    return [
        (part.number, f"Part {part.number}, step {step.number}: {step.words}")
        for part in PARTS
        for step in part.steps
        if wanted(step)
    ]
