"""Playwright traces: one for each part and server, with actions grouped by the guide's steps."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from automation.folder.working_folder import WorkingFolder
from automation.observers import Observer, trace_cleaning
from automation.outline import Side
from automation.progress import Progress
from automation.secrets import Secrets
from automation.steps import Part, Step
from automation.system.files import private_folder
from pages.browser.actions import Action
from pages.browser.execution import Performer

_BEFORE_THE_PARTS = "look"


@dataclass
class Recorded:
    """A recorded browser context: the sides of its pages, and the sides that were used in this part."""

    context: BrowserContext
    sides: dict[Page, Side] = field(default_factory=dict)
    used: set[Side] = field(default_factory=set)


class Traces(Observer):
    """Records every browser context. Keeps the traces of all parts, or only of the part that failed.

    Args:
        folder: The folder for the traces.
        working: The temporary folder for traces that still contain secrets.
        secrets: The secrets to remove.
        progress: Is told if a trace cannot be kept.
        every: Whether to keep the traces of all parts.
    """

    def __init__(
        self, folder: Path, working: WorkingFolder, secrets: Secrets, progress: Progress, *, every: bool
    ) -> None:
        self._folder, self._working = folder, working
        self._secrets, self._progress, self._every = secrets, progress, every
        self._recorded: list[Recorded] = []
        self._part = _BEFORE_THE_PARTS
        self._group = ""
        self.kept: list[str] = []

    def opened(self, side: Side, page: Page) -> None:
        """Start recording the page's context, unless it is already being recorded."""
        recorded = next((one for one in self._recorded if one.context == page.context), None)
        if recorded is None:
            recorded = Recorded(page.context)
            self._start(page.context)
            self._recorded.append(recorded)
        recorded.sides[page] = side

    def part(self, part: Part) -> None:
        """Start new traces for this part."""
        self._close_part(keep=self._every)
        self._part = f"part{part.number}"
        for recorded in self._recorded:
            recorded.context.tracing.start_chunk(title=f"Part {part.number}: {part.heading}")

    def begin(self, step: Step) -> None:
        """Group the following actions under this step."""
        self._group = f"Part {step.part}, step {step.number}: {step.words}"
        for recorded in self._recorded:
            recorded.context.tracing.group(self._group)

    def before(self, action: Action) -> Performer:
        """Note which server is used."""
        for recorded in self._recorded:
            if side := recorded.sides.get(action.page):
                recorded.used.add(side)
        return "actor"

    def end(self, step: Step, outcome: str, said: Sequence[str]) -> None:
        """End the step's group."""
        self._group = ""
        for recorded in self._recorded:
            with suppress(PlaywrightError):  # the window was closed
                recorded.context.tracing.group_end()

    def forget(self, context: BrowserContext) -> None:
        """Discard the recording and start a new one: the user typed a secret that could not be read.

        A new chunk is not enough, because all chunks of a recording share the network data.
        """
        if any(recorded.context == context for recorded in self._recorded):
            context.tracing.stop()
            self._start(context)

    def restart(self) -> None:
        """Discard all recordings and start new ones."""
        for recorded in self._recorded:
            self.forget(recorded.context)

    def _start(self, context: BrowserContext) -> None:
        # No screenshots: secrets cannot be removed from them, they cost a tenth of the run's time, and each action has
        # its snapshots.
        context.tracing.start(screenshots=False, snapshots=True, sources=False, title=self._part)
        if self._group:
            context.tracing.group(self._group)

    def close(self, *, failed: bool) -> None:
        """Keep the traces if the run failed or all are kept, and end the recording."""
        self._close_part(keep=failed or self._every)
        self._recorded.clear()

    def _close_part(self, *, keep: bool) -> None:
        for recorded in self._recorded:
            with suppress(PlaywrightError):  # the window was closed
                if keep and recorded.used:
                    self._keep(recorded)
                else:
                    recorded.context.tracing.stop_chunk()
            recorded.used.clear()

    def _keep(self, recorded: Recorded) -> None:
        self._secrets.add_tokens(*(cookie.get("value") for cookie in recorded.context.cookies()))
        name = f"{time.strftime('%Y-%m-%dT%H%M%S')}-{self._part}-{'-'.join(sorted(recorded.used, reverse=True))}.zip"
        target = private_folder(self._folder) / name
        raw = self._working.path / "trace.zip"
        recorded.context.tracing.stop_chunk(path=raw)
        if trace_cleaning.clean(raw, target, self._secrets):
            self.kept.append(str(target))
        else:
            self._progress.tell("The trace was not kept: a secret could not be removed from it.")
        raw.unlink()
