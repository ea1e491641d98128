"""The observers of a run, according to its settings: traces, videos, pictures, captions, stepping."""

import sys
from collections.abc import Callable

from playwright.sync_api import BrowserContext

from automation.confirmations import before_move_followers, in_lines
from automation.context import RunContext
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.observers import Observer, ObserverGroup
from automation.observers.captions import IN_THE_TERMINAL, ON_THE_PAGE, PACES, Captions, pointed
from automation.observers.pictures import mask
from automation.observers.step_pictures import StepPictures
from automation.observers.stepping import Stepping
from automation.observers.traces import Traces
from automation.observers.videos import Videos, require_encoder
from automation.outline import Side
from automation.settings import Settings
from automation.system.keyboard import is_a_terminal


class RunObservers(ObserverGroup):
    """All observers of a run.

    Args:
        context: The run's context.
        confirmed: Tells whether the user has confirmed "Move followers" in this run.

    Raises:
        UsageProblem: Stepping has neither a terminal nor a window, or FFmpeg is missing for a video.
    """

    def __init__(self, context: RunContext, confirmed: Callable[[], bool]) -> None:
        self._settings = settings = context.settings
        folder = context.folder
        traces = Traces(
            folder / "traces", context.working, context.secrets, context.progress, every=settings.trace == "on"
        )
        self._traces = traces if settings.trace != "off" else None
        self._videos = Videos(folder / "videos") if settings.video else None
        self.pictures = (
            StepPictures(folder, private=settings.redact, show=context.progress.picture) if settings.report else None
        )
        captions = _captions(settings)
        if captions and settings.headed and context.progress.may_ask():
            where = IN_THE_TERMINAL if is_a_terminal(sys.stdin) else ON_THE_PAGE
            context.progress = pointed(context.progress, captions, where)
        stepping = _stepping(context, captions, confirmed)
        if settings.video:
            require_encoder()
        everybody = (self._videos, self._traces, self.pictures, captions, stepping)
        super().__init__([one for one in everybody if one is not None])

    def before_page(self, context: BrowserContext) -> None:
        """Mask secrets in a browser context that is about to get its page. The servers' origins are known by now."""
        accounts = [account for account in (self._settings.old, self._settings.new) if account.handle]
        mask(context, [account.origin for account in accounts], private=self._settings.redact)

    def forget(self, context: BrowserContext) -> None:
        """Discard what was recorded in this part: the user typed something that cannot be masked."""
        if self._traces:
            self._traces.forget(context)

    def restart_traces(self) -> None:
        """Discard what the traces have so far: over days they would fill the disk."""
        if self._traces:
            self._traces.restart()

    def close(self, *, failed: bool) -> list[str]:
        """End all recordings; returns the traces and videos that are kept."""
        kept = []
        if self._traces:
            self._traces.close(failed=failed)
            kept += self._traces.kept
        if self._videos:
            self._videos.close()
            kept += self._videos.kept
        return kept


def _captions(settings: Settings) -> Captions | None:
    """Captions, if there is a window or a video."""
    if not (settings.headed or settings.video):
        return None
    pace = settings.pace or ("calm" if settings.headed else "brisk")
    names = {Side.OLD: settings.old.handle, Side.NEW: settings.new.handle}
    private = settings.redact
    shown = {side: "" if private or name is None else str(name) for side, name in names.items()}
    return Captions(PACES[pace], shown, private=private)


def _stepping(context: RunContext, captions: Captions | None, confirmed: Callable[[], bool]) -> Observer | None:
    """Stepping, if it is turned on. With a window, the user is asked at least before "Move followers"."""
    settings = context.settings
    if not (settings.step or settings.headed):
        return None
    if not (settings.headed or is_a_terminal(sys.stdin) or context.progress.may_ask()):
        raise UsageProblem(
            "--step asks before every click, but there is neither a terminal nor a browser window to ask in.",
            safe=NOTHING_OPENED,
            next_="Run the same command without --step, or add --headed.",
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
