"""What the page's server remembers while it runs: the move being prepared, the run under way, the open pages."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from automation.folder import known_moves
from automation.web.draft import Draft
from automation.web.run_process import RunProcess, found_again

# Where a run is shown, by its command; others are shown as the move.
_SCREENS = {"check": "look", "status": "afterwards"}


class PageState:
    """The state of one page server."""

    def __init__(self) -> None:
        self.draft: Draft | None = None
        self.process: RunProcess | None = None
        self.language = ""  # the one that the user has chosen
        self.shown_in = "en"  # the one of the page that was opened last
        self.shown: Path | None = None  # the folder of the move on the last screen
        self.complaints: dict[str, str] = {}  # what is wrong with a form that was just sent, by its field
        self.version = 0  # counts the changes
        self._changed = asyncio.Event()
        self._open = 0
        self._used = time.monotonic()
        self._looked = False

    @property
    def screen(self) -> str:
        """The screen that shows the newest run."""
        return _SCREENS.get(self.command, "move")

    @property
    def command(self) -> str:
        """The command of the newest run; empty if there was none."""
        return self.process.command if self.process else ""

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self.process is not None and not self.process.run_state.over

    def changed(self) -> None:
        """Something has changed: wake the open pages."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self, since: int, seconds: float) -> None:
        """Wait until something has changed since a version, at most for so many seconds."""
        if self.version == since:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)

    def find_run(self) -> None:
        """Look once for a run that an earlier server started and that is still running."""
        if self._looked or self.process is not None:
            return
        self._looked = True
        for move in known_moves.here():
            if process := found_again(move.folder, self.changed):
                self.process, self.shown = process, move.folder
                return

    def start(self) -> None:
        """Start a run of the draft, unless one is under way."""
        assert self.draft is not None  # noqa: S101 (the screens ask for it first)
        if not self.running:
            self.process = RunProcess.start(self.draft.then, self.draft, self.changed)
            self.shown = self.process.folder
            self.changed()

    @asynccontextmanager
    async def page_open(self) -> AsyncIterator[None]:
        """A page is open while the block runs."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1
            self.used()

    def used(self) -> None:
        """The page was used just now."""
        self._used = time.monotonic()

    def unused_for(self, seconds: float) -> bool:
        """Whether nothing runs, and no page was open for so many seconds."""
        return not self._open and not self.running and time.monotonic() - self._used > seconds
