"""A running move: its context, and the two signed-in browser pages that the parts' scripts use."""

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
from automation.outline import Side
from automation.progress import Progress
from automation.results import PartResult
from automation.retry import pause
from automation.run.current_step import CurrentStep, StepRun
from automation.run.failures import Failures
from automation.run.live_report import LiveReport, ReportWriter
from automation.run.step_runner import StepRunner
from automation.settings import Settings
from automation.steps import Part, Step, Unfinished
from pages.browser.actor import Actor
from pages.settings.account import AccountPage
from pages.sign_in import Landing


class Move(RunContext):
    """What a part's script uses: the steps to do, and the two servers.

    A context manager: on exit it signs out, closes the browser and keeps the traces.

    Args:
        settings: The run's settings.
        playwright: A running Playwright.
        progress: Shows the progress to the user, and asks questions.
        report: Writes the picture report; None for no report.
    """

    def __init__(
        self,
        settings: Settings,
        playwright: Playwright,
        progress: Progress,
        report: ReportWriter | None = None,
    ) -> None:
        super().__init__(settings, progress)
        self.confirmed = False  # whether the user has confirmed "Move followers" in this run
        self.moves_followers = False  # whether this run goes on to Part 5
        # Something else to do while a server needs so many seconds.
        self.while_waiting: Callable[[float], None] = lambda seconds: None
        self.observers = RunObservers(self, lambda: self.confirmed)
        current = CurrentStep(self.observers, read_labels=not settings.redact)
        self.sessions = Sessions(self, playwright, current, self.observers)
        self.report = LiveReport(self, report)
        self._steps = StepRunner(self, self.observers, current, Failures(self, self.sessions), self.report)

    # -- steps

    def run(self, part: Part, result: PartResult) -> Unfinished | None:
        """Do one part of the guide.

        Args:
            part: The part.
            result: Its result, which is filled in as it goes.

        Returns:
            What the part leaves for later, if anything.
        """
        self._steps.begin(part)
        return part.run(self, result)

    def step(self, step: Step) -> AbstractContextManager[StepRun]:
        """Do one step of the guide (see `StepRunner.step`)."""
        return self._steps.step(step)

    def aside(self, part: Part) -> AbstractContextManager[None]:
        """Do steps of another part meanwhile (see `StepRunner.aside`)."""
        return self._steps.aside(part)

    def looking(self, words: str, side: Side) -> AbstractContextManager[None]:
        """Look at something that is not a step of the guide (see `StepRunner.looking`)."""
        return self._steps.looking(words, side)

    def explaining(self, words: str, side: Side) -> AbstractContextManager[None]:
        """Do something that is not a step, and journal it only if it fails (see `StepRunner.explaining`)."""
        return self._steps.explaining(words, side)

    # -- the two servers

    def log_in(self, side: Side, *, limited: bool = False) -> Landing:
        """ "Log into the server": sign in, or go back to the web app if this run has already signed in.

        Args:
            side: The server.
            limited: Whether to accept an account that can only see and export its data.

        Returns:
            The page that follows.

        Raises:
            ConditionNotMet: The account is suspended, locked or not approved yet, or the new account has itself moved
                away.
        """
        landing = self.sessions.log_in(side)
        if isinstance(landing, AccountPage) and not limited:
            account_state.check(landing, side, self.handle(side))
        return landing

    def signed_in(self, side: Side) -> bool:
        """Whether this run has already signed in on that server."""
        return self.sessions.has(side)

    def actor(self, side: Side) -> Actor:
        """The actor on a server's page."""
        return self.sessions.of(side).actor

    def credentials(self, side: Side) -> Credentials:
        """The credentials of an account."""
        return self.sessions.of(side).credentials

    def wait(self, side: Side, seconds: float, tick: Callable[[float], None]) -> None:
        """Wait on a server's page.

        Args:
            side: The server.
            seconds: How long to wait.
            tick: Is called every second with the seconds left.
        """
        pause(self.actor(side).page, seconds, tick)

    def wait_for_unseen_outcome(self, intent: Intent, side: Side) -> bool:
        """If an earlier run started an action without seeing its outcome, wait until the pages must show it.

        Returns:
            Whether there was such a run. If so, trust only what the pages show.
        """
        since = intent.unanswered_for()
        if since is None:
            return False
        self.wait(
            side,
            self.settings.settle - since,
            lambda left: self.progress.wait("waiting for the effect of an unanswered request", left, "continuing"),
        )
        return True

    def __enter__(self) -> "Move":
        """Return the move itself."""
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        """Sign out, close the browser and name the files that are kept. After Ctrl-C the browser ends on its own."""
        if isinstance(error, KeyboardInterrupt):
            self.sessions.abandon()
            return
        told = (UsageProblem, ConditionNotMet, DoneInPart, Interrupted)  # these errors need no traces
        keeps_traces = isinstance(error, MoveError) and error.keeps_traces
        kept = self.sessions.close(failed=error is not None and (keeps_traces or not isinstance(error, told)))
        if isinstance(error, MoveError):
            error.error_details += kept
