"""The observers of a run, as its settings ask for: traces, videos, pictures, captions, stepping."""

import sys
from collections.abc import Callable

from playwright.sync_api import BrowserContext

from automation.confirmations import before_move_followers, in_lines
from automation.context import RunContext
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.keyboard import is_a_terminal
from automation.observers import Observer, ObserverGroup
from automation.observers.captions import PACES, Captions
from automation.observers.pictures import mask
from automation.observers.step_pictures import StepPictures
from automation.observers.stepping import Stepping
from automation.observers.traces import Traces
from automation.observers.videos import Videos, require_encoder
from automation.settings import Settings
from automation.steps import Side


class RunObservers(ObserverGroup):
    """All observers of a run.

    Args:
        context: of the run.
        confirmed: whether the person has confirmed "Move followers" in this run.

    Raises:
        UsageProblem: nobody could step, or nothing could encode a video.
    """

    def __init__(self, context: RunContext, confirmed: Callable[[], bool]) -> None:
        self._settings = settings = context.settings
        folder = context.folder
        traces = Traces(
            folder / "traces", context.working, context.secrets, context.progress, every=settings.trace == "on"
        )
        self._traces = traces if settings.trace != "off" else None
        self._videos = Videos(folder / "videos") if settings.video else None
        self.pictures = StepPictures(folder, private=settings.redact) if settings.report else None
        captions = _captions(settings)
        stepping = _stepping(context, captions, confirmed)
        if settings.video:
            require_encoder()
        everybody = (self._videos, self._traces, self.pictures, captions, stepping)
        super().__init__([one for one in everybody if one is not None])

    def before_page(self, context: BrowserContext) -> None:
        """A browser context is about to get its page; where its server's pages are is known by now."""
        accounts = [account for account in (self._settings.old, self._settings.new) if account.handle]
        mask(context, [account.origin for account in accounts], private=self._settings.redact)

    def forget(self, context: BrowserContext) -> None:
        """Keep nothing of what was recorded in this part: somebody typed what nobody knows."""
        if self._traces:
            self._traces.forget(context)

    def restart_traces(self) -> None:
        """Drop what the traces have so far: those of a run of days would fill the disk."""
        if self._traces:
            self._traces.restart()

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


def _captions(settings: Settings) -> Captions | None:
    """Shown is what somebody watches, now or in the video."""
    if not (settings.headed or settings.video):
        return None
    pace = settings.pace or ("calm" if settings.headed else "brisk")
    names = {Side.OLD: settings.old.handle, Side.NEW: settings.new.handle}
    private = settings.redact
    shown = {side: "" if private or name is None else str(name) for side, name in names.items()}
    return Captions(PACES[pace], shown, private=private)


def _stepping(context: RunContext, captions: Captions | None, confirmed: Callable[[], bool]) -> Observer | None:
    """Somebody who watches is asked before "Move followers" at least."""
    settings = context.settings
    if not (settings.step or settings.headed):
        return None
    if not (settings.headed or is_a_terminal(sys.stdin)):
        raise UsageProblem(
            "--step asks before every click, and there is neither a terminal nor a window to ask in.",
            safe=NOTHING_OPENED,
            next_="Leave --step away, or add --headed.",
        )
    bar = captions if settings.headed else None
    return Stepping(
        bar,
        context.progress,
        each=settings.step,
        confirmed=confirmed,
        review=lambda: in_lines(before_move_followers(context)),
        within=settings.sign_in_timeout,
    )
