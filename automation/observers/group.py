"""Who looks on in this run, as the settings say: traces, videos, pictures, captions, stepping."""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.folder.working_folder import WorkingFolder
from automation.keyboard import is_a_terminal
from automation.observers import Onlooker, Onlookers
from automation.observers.captions import PACES, Showing
from automation.observers.pictures import veil
from automation.observers.step_pictures import StepPictures
from automation.observers.stepping import Stepping
from automation.observers.traces import Traces
from automation.observers.videos import Videos, require_encoder
from automation.progress import Progress
from automation.secrets import Secrets
from automation.settings import Settings
from automation.steps import Side


class Audience(Onlookers):
    """All onlookers of a run.

    Args:
        settings: of the run.
        folder: the move's folder.
        working: where lies what is not fit to be kept.
        secrets: what nothing that is kept may hold.
        progress: who is told, and who asks.
        word_typed: whether the person has typed their word for "Move followers" in this run.

    Raises:
        UsageProblem: nobody could step, or nothing could encode a video.
    """

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        working: WorkingFolder,
        secrets: Secrets,
        progress: Progress,
        word_typed: Callable[[], bool],
    ) -> None:
        self._settings = settings
        traces = Traces(folder / "traces", working, secrets, progress, every=settings.trace == "on")
        self._traces = traces if settings.trace != "off" else None
        self._videos = Videos(folder / "videos") if settings.video else None
        self.pictures = StepPictures(folder, private=settings.private) if settings.report else None
        showing = _showing(settings)
        stepping = _stepping(settings, showing, progress, word_typed)
        if settings.video:
            require_encoder()
        everybody = (self._videos, self._traces, self.pictures, showing, stepping)
        super().__init__([one for one in everybody if one is not None])

    def before_page(self, context: BrowserContext) -> None:
        """A browser context is about to get its page; where its server's pages are is known by now."""
        accounts = [account for account in (self._settings.old, self._settings.new) if account.handle]
        veil(context, [account.origin for account in accounts], private=self._settings.private)

    def forget(self, context: BrowserContext) -> None:
        """Keep nothing of what was recorded in this part: somebody typed what nobody knows."""
        if self._traces:
            self._traces.forget(context)

    def begin_traces_anew(self) -> None:
        """Drop what the traces have so far: those of a run of days would fill the disk."""
        if self._traces:
            self._traces.begin_anew()

    def close(self, *, failed: bool) -> list[str]:
        """Nothing more will be done; returns the traces and videos that are kept."""
        kept = []
        if self._traces:
            self._traces.close(failed=failed)
            kept += self._traces.kept
        if self._videos:
            self._videos.close()
            kept += self._videos.kept
        return kept


def _showing(settings: Settings) -> Showing | None:
    """Shown is what somebody watches, now or in the video."""
    if not (settings.headed or settings.video):
        return None
    pace = settings.pace or ("calm" if settings.headed else "brisk")
    names = {Side.OLD: settings.old.handle, Side.NEW: settings.new.handle}
    private = settings.private
    shown = {side: "" if private or name is None else str(name) for side, name in names.items()}
    return Showing(PACES[pace], shown, private=private)


def _stepping(
    settings: Settings, showing: Showing | None, progress: Progress, word_typed: Callable[[], bool]
) -> Onlooker | None:
    """Somebody who watches is asked before "Move followers" at least."""
    if not (settings.step or settings.headed):
        return None
    if not (settings.headed or is_a_terminal(sys.stdin)):
        raise UsageProblem(
            "--step asks before every click, and there is neither a terminal nor a window to ask in.",
            safe=NOTHING_OPENED,
            next_="Leave --step away, or add --headed.",
        )
    bar = showing if settings.headed else None
    return Stepping(bar, progress, each=settings.step, word_typed=word_typed, within=settings.sign_in_patience)
