"""Playwright's traces: one for each part and server, its actions grouped under the guide's steps."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from automation.files import private_folder
from automation.folder.working_folder import WorkingFolder
from automation.observers import Observer, trace_cleaning
from automation.progress import Progress
from automation.secrets import Secrets
from automation.steps import Part, Side, Step
from pages.actions import Action
from pages.execution import Performer

_BEFORE_THE_PARTS = "look"


@dataclass
class Recorded:
    """A browser context that is recorded: whose pages it has, and in which of them something was done in this part."""

    context: BrowserContext
    sides: dict[Page, Side] = field(default_factory=dict)
    used: set[Side] = field(default_factory=set)


class Traces(Observer):
    """Records every context; keeps the traces of all parts, or of the one that failed.

    Args:
        folder: where they are kept.
        working: where a trace lies that is not cleaned yet.
        secrets: what must not be in them.
        progress: told where one cannot be kept.
        every: keep all of them.
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
        """Begin to record the page's context, where it is not recorded yet."""
        recorded = next((one for one in self._recorded if one.context == page.context), None)
        if recorded is None:
            recorded = Recorded(page.context)
            self._start(page.context)
            self._recorded.append(recorded)
        recorded.sides[page] = side

    def part(self, part: Part) -> None:
        """Each part gets traces of its own."""
        self._close_part(keep=self._every)
        self._part = f"part{part.number}"
        for recorded in self._recorded:
            recorded.context.tracing.start_chunk(title=f"Part {part.number}: {part.heading}")

    def begin(self, step: Step) -> None:
        """What follows belongs to this step."""
        self._group = f"Part {step.part}, step {step.number}: {step.words}"
        for recorded in self._recorded:
            recorded.context.tracing.group(self._group)

    def before(self, action: Action) -> Performer:
        """Remember on which server something is done."""
        for recorded in self._recorded:
            if side := recorded.sides.get(action.page):
                recorded.used.add(side)
        return "actor"

    def end(self, step: Step, outcome: str, said: Sequence[str]) -> None:
        """Nothing more belongs to this step."""
        self._group = ""
        for recorded in self._recorded:
            with suppress(PlaywrightError):  # a window that was closed
                recorded.context.tracing.group_end()

    def forget(self, context: BrowserContext) -> None:
        """Start again and keep nothing recorded so far: somebody typed a secret that could not be read.

        A new chunk would not do: all chunks of a recording share what went over the network.
        """
        if any(recorded.context == context for recorded in self._recorded):
            context.tracing.stop()
            self._start(context)

    def restart(self) -> None:
        """Keep nothing of what was recorded so far, anywhere."""
        for recorded in self._recorded:
            self.forget(recorded.context)

    def _start(self, context: BrowserContext) -> None:
        # No film strip: its pictures cannot be cleaned, it costs a tenth of a run, and each action has its snapshots.
        context.tracing.start(screenshots=False, snapshots=True, sources=False, title=self._part)
        if self._group:
            context.tracing.group(self._group)

    def close(self, *, failed: bool) -> None:
        """Keep what is to be kept, and end the recording."""
        self._close_part(keep=failed or self._every)
        self._recorded.clear()

    def _close_part(self, *, keep: bool) -> None:
        for recorded in self._recorded:
            with suppress(PlaywrightError):  # a window that was closed
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
