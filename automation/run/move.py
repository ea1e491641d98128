"""A move under way: its context, and the two signed-in browser pages that the parts' scripts work with."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Playwright

from automation.accounts import account_state
from automation.accounts.credentials import Credentials
from automation.accounts.sessions import Sessions
from automation.context import RunContext
from automation.errors import ConditionNotMet, DoneInPart, Interrupted, MoveError, UsageProblem
from automation.folder.intents import Intent
from automation.observers.run_observers import RunObservers
from automation.progress import Progress
from automation.retry import pause
from automation.run.current_step import CurrentStep, StepRun
from automation.run.failures import Failures
from automation.run.live_report import LiveReport, ReportWriter
from automation.run.step_runner import StepRunner
from automation.settings import Settings
from automation.steps import Part, Side, Step, Unfinished
from pages.account import AccountPage
from pages.actor import Actor
from pages.sign_in import Landing


class Move(RunContext):
    """What a part's script works with: steps to do, and two servers to do them on.

    Use as a context manager: leaving it signs out, closes the browser and keeps the traces.

    Args:
        settings: of this run.
        playwright: started already.
        progress: shows the person how far it is, and asks.
        report: writes the picture report; None for no report.
    """

    def __init__(
        self,
        settings: Settings,
        playwright: Playwright,
        progress: Progress,
        report: ReportWriter | None = None,
    ) -> None:
        super().__init__(settings, progress)
        self.confirmed = False  # whether the person has confirmed "Move followers" in this run
        self.while_waiting: Callable[[], None] = lambda: None  # something else to do while a server needs time
        self.observers = RunObservers(self, lambda: self.confirmed)
        current = CurrentStep(self.observers, read_labels=not settings.redact)
        self.sessions = Sessions(self, playwright, current, self.observers)
        self.report = LiveReport(self, report)
        self._steps = StepRunner(self, self.observers, current, Failures(self, self.sessions), self.report)

    # -- steps

    def run(self, part: Part) -> Unfinished | None:
        """Do one part of the guide; returns what it leaves to be done later."""
        self._steps.begin(part)
        return part.run(self)

    def step(self, step: Step) -> AbstractContextManager[StepRun]:
        """Do one step of the guide (see `StepRunner.step`)."""
        return self._steps.step(step)

    def looking(self, words: str, side: Side) -> AbstractContextManager[None]:
        """Look at something that is no step of the guide (see `StepRunner.looking`)."""
        return self._steps.looking(words, side)

    def explaining(self, words: str, side: Side) -> AbstractContextManager[None]:
        """Do something that is no step, and is not journalled unless it fails (see `StepRunner.explaining`)."""
        return self._steps.explaining(words, side)

    # -- the two servers

    def log_in(self, side: Side, *, limited: bool = False) -> Landing:
        """ "Log into the server": sign in, or go back to the web app where this run has signed in already.

        Args:
            side: which of the two.
            limited: whether an account that can only see and export its data will do.

        Raises:
            ConditionNotMet: the account is suspended, locked, not approved yet, or the new one has itself moved away.
        """
        landing = self.sessions.log_in(side)
        if isinstance(landing, AccountPage) and not limited:
            account_state.check(landing, side, self.handle(side))
        return landing

    def signed_in(self, side: Side) -> bool:
        """Whether this run has signed in there already."""
        return self.sessions.has(side)

    def actor(self, side: Side) -> Actor:
        """The actor on the page of one of the two servers."""
        return self.sessions.of(side).actor

    def credentials(self, side: Side) -> Credentials:
        """What signed one of the two accounts in."""
        return self.sessions.of(side).credentials

    def wait(self, side: Side, seconds: float, tick: Callable[[float], None]) -> None:
        """Let so many seconds pass at the page of one of the two servers."""
        pause(self.actor(side).page, seconds, tick)

    def wait_for_unseen_outcome(self, intent: Intent, side: Side) -> bool:
        """Where an earlier run began something and did not see its outcome, wait until the pages must show it.

        Returns whether there was such a run. After that, only what the pages show is believed.
        """
        since = intent.unanswered_for()
        if since is None:
            return False
        self.wait(
            side,
            self.settings.settle - since,
            lambda left: self.progress.note(f"an earlier try got no answer; giving it time to show: {left:.0f} s"),
        )
        return True

    def __enter__(self) -> "Move":
        """Begin."""
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        """Sign out, close the browser, name what is kept. After an interrupt the browser is left to end by itself."""
        if isinstance(error, KeyboardInterrupt):
            self.sessions.abandon()
            return
        told = (UsageProblem, ConditionNotMet, DoneInPart, Interrupted)  # what these say needs no looking into
        keeps_traces = isinstance(error, MoveError) and error.keeps_traces
        kept = self.sessions.close(failed=error is not None and (keeps_traces or not isinstance(error, told)))
        if isinstance(error, MoveError):
            error.error_details += kept
