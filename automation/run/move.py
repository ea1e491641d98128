"""One move: its settings, folder, journal, and the two signed-in browser pages that the parts' scripts work with."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from jinja2 import TemplateError
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright

from automation.accounts import account_state
from automation.accounts.credentials import Credentials
from automation.accounts.sessions import Sessions
from automation.errors import (
    ConditionNotMet,
    DoneInPart,
    Interrupted,
    MoveError,
    ScreenProblem,
    UsageProblem,
    from_page,
)
from automation.files import private_folder
from automation.folder.intents import Intent
from automation.folder.journal import Journal
from automation.folder.working_folder import WorkingFolder
from automation.handles import Handle
from automation.observers.controls import label_in_other_words
from automation.observers.run_observers import RunObservers
from automation.progress import Progress
from automation.retry import RetryPolicy, pause
from automation.run import error_details
from automation.secrets import Secrets
from automation.settings import AccountSettings, Settings
from automation.steps import Part, Side, Step, Unfinished
from pages.account import AccountPage
from pages.actions import Action
from pages.actor import Actor
from pages.errors import PageError
from pages.execution import Performer
from pages.sign_in import Landing


class ReportWriter(Protocol):
    """Writes the picture report of a move's folder."""

    def __call__(self, folder: Path, *, private: bool) -> object:
        """Write it, whole or not at all."""


@dataclass
class StepRun:
    """A step under way: what was clicked in it, and what is to be said of it."""

    step: Step
    outcome: str = "done"
    said: list[str] = field(default_factory=list)
    clicks: list[Action] = field(default_factory=list)
    label: str = ""

    def says(self, *lines: str) -> None:
        """Keep what the page answered, to be shown and journalled with the step."""
        self.said += [line for line in lines if line]

    def already(self, text: str) -> None:
        """Nothing had to be done."""
        self.outcome = "already done"
        self.says(text)

    def left_out(self, why: str) -> None:
        """It was not done, on purpose."""
        self.outcome = "left out"
        self.says(why)


class Move:
    """What the parts' scripts work with.

    Use as a context manager: leaving it signs out, closes the browser and keeps the traces.
    """

    def __init__(
        self,
        settings: Settings,
        playwright: Playwright,
        progress: Progress,
        report: ReportWriter | None = None,
    ) -> None:
        self.settings = settings
        self.progress = progress
        self._report = report
        self.secrets = Secrets()
        self.folder = private_folder(settings.move_folder)
        self.journal = Journal(self.folder / "journal.jsonl", self.secrets)
        self.retry_policy = RetryPolicy(settings.retry_timeout, settings.retry_pause, progress.note)
        self.results: dict[str, Any] = {}
        self.kept_for_later: list[str] = []
        self.confirmed = False
        self.while_waiting: Callable[[], None] = lambda: None  # something else to do while a server needs time
        working = WorkingFolder(self.folder)
        self.observers = RunObservers(settings, self.folder, working, self.secrets, progress, lambda: self.confirmed)
        self.sessions = Sessions(
            settings,
            playwright,
            progress,
            self.secrets,
            self.journal,
            self.retry_policy,
            self,
            self.observers,
            working,
        )
        self._part: int | None = None
        self._step_run: StepRun | None = None

    # -- accounts and files

    def account(self, side: Side) -> AccountSettings:
        """The settings of one of the two accounts."""
        return self.settings.old if side is Side.OLD else self.settings.new

    def handle(self, side: Side) -> Handle:
        """One of the two handles."""
        handle = self.account(side).handle
        assert handle is not None  # noqa: S101 (`Settings.require_accounts` ran before)
        return handle

    def accounts(self) -> dict[str, str]:
        """Both handles, as the journal has them."""
        return {side.value: str(self.account(side).handle) for side in Side}

    def subfolder(self, name: str) -> Path:
        """A folder within the move's."""
        return private_folder(self.folder / name)

    def keep_for_later(self, what: str) -> None:
        """Note something that the person has to do by hand, to be named at the end."""
        self.kept_for_later.append(what)
        self.journal.write("kept for later", part=self._part, what=what)
        self.results["kept_for_later"] = self.kept_for_later

    # -- steps

    def run(self, part: Part) -> Unfinished | None:
        """Do one part of the guide; returns what it leaves to be done later."""
        self._part = part.number
        self.progress.part(part, self.account(part.side).origin)
        self.observers.part(part)
        return part.run(self)

    @contextmanager
    def step(self, step: Step) -> Iterator[StepRun]:
        """Do one step: show it, watch what is clicked, journal what came of it.

        Raises:
            MoveError: with the guide's words for what was being done, and the error details that were kept.
        """
        self._step_run, began = StepRun(step), time.monotonic()
        step_run = self._step_run
        self.progress.begin(step)
        self.observers.begin(step)
        try:
            yield step_run
        except (PageError, PlaywrightError, MoveError) as error:
            raise self._failed(step_run, began, error) from error
        except KeyboardInterrupt:
            self._journal(step_run, began, "interrupted")
            raise
        finally:
            self._step_run = None
        if step_run.label and step_run.label.casefold() not in step.words.casefold():
            step_run.said.insert(0, f"on the page: “{step_run.label}”")
        self.observers.end(step, step_run.outcome, step_run.said)
        self._journal(step_run, began, step_run.outcome)
        self.progress.end(step, step_run.outcome, self.secrets.scrub("\n".join(step_run.said)))

    @contextmanager
    def looking(self, words: str, side: Side) -> Iterator[None]:
        """Look at something that is no step of the guide, and journal that.

        Raises:
            MoveError: as `explaining`.
        """
        with self.explaining(words, side):
            yield
        self.journal.write("look", words=words, outcome="done")

    @contextmanager
    def explaining(self, words: str, side: Side) -> Iterator[None]:
        """Do something that is no step of the guide; a failure is explained like a step's.

        Raises:
            MoveError: with these words for what was being done, and the error details that were kept.
        """
        self.observers.looking(words)
        try:
            yield
        except (PageError, PlaywrightError, MoveError) as error:
            problem = self._explained(error, words, side, "look")
            self.journal.write("look", words=words, outcome="failed", error=problem.seen, exit_code=problem.exit_code)
            raise problem from error

    def before(self, action: Action) -> Performer:
        """Tell the observers first; keep what the page calls the step's own control."""
        step_run = self._step_run
        if (
            step_run
            and not self.settings.redact
            and step_run.step.is_at(action.screen, action.control)
            and not step_run.label
        ):
            step_run.label = label_in_other_words(action)
        return self.observers.before(action)

    def after(self, action: Action) -> None:
        """Remember the action with the step that is under way."""
        if self._step_run is not None:
            self._step_run.clicks.append(action)
        self.observers.after(action)

    def _journal(self, step_run: StepRun, began: float, outcome: str, **facts: Any) -> None:
        self.journal.write(
            "step",
            **step_run.step.facts(self.account(step_run.step.side).origin),
            clicks=[f"{action.screen}: {action.kind} {action.control}" for action in step_run.clicks],
            by_address=[action.control for action in step_run.clicks if action.kind == "open"],
            outcome=outcome,
            said=step_run.said,
            seconds=round(time.monotonic() - began, 3),
            pictures=self.observers.pictures.taken if self.observers.pictures else [],
            **facts,
        )
        self.write_report()

    def write_report(self) -> None:
        """Write the picture report up to here, where it is wished. A move never stops for it."""
        if not self.settings.report or self._report is None:
            return
        try:
            self._report(self.folder, private=self.settings.redact)
        except (OSError, MoveError, ValueError, TemplateError) as error:
            self.progress.tell(
                f"The report could not be written ({type(error).__name__}). `mastodon-move report` can, later."
            )

    def _failed(self, step_run: StepRun, began: float, error: Exception) -> MoveError:
        step = step_run.step
        words = f"Part {step.part}, step {step.number}: {step.words}"
        problem = self._explained(error, words, step.side, f"part{step.part}-step{step.number}")
        self.observers.end(step, "failed", [problem.seen])
        error_details = [os.path.relpath(file, self.folder) for file in problem.error_details]
        self._journal(
            step_run, began, "failed", error=problem.seen, exit_code=problem.exit_code, error_details=error_details
        )
        self.progress.end(step, "failed", self.secrets.scrub(problem.seen))
        return problem

    def _explained(self, error: Exception, words: str, side: Side, name: str) -> MoveError:
        """What an error means, with what was being done and the error details."""
        problem = self._as_move_error(error)
        problem.seen = self.secrets.scrub(problem.seen)  # a page's own words may be anything
        problem.doing = problem.doing or words
        if (actor := self.sessions.actor_at(side)) and not isinstance(problem, Interrupted | UsageProblem):
            name = f"{time.strftime('%Y-%m-%dT%H%M%S')}-{name}"
            problem.error_details += error_details.keep(actor, self.folder, name, self.secrets)
        return problem

    def _as_move_error(self, error: Exception) -> MoveError:
        if isinstance(error, MoveError):
            return error
        if isinstance(error, PageError):
            return from_page(error)
        if self.sessions.lost_browser() or "has been closed" in str(error):
            return Interrupted(
                "The browser was closed.",
                safe="Completed steps stay done; they are recorded in the journal.",
                next_="Run the same command again when you are ready.",
            )
        return ScreenProblem(
            f"The page did not answer as it should: {str(error).splitlines()[0]}",
            safe="Completed steps stay done; they are recorded in the journal.",
            next_="Look at the picture in the move's folder, then run the same command again.",
        )

    # -- the two servers

    def log_in(self, side: Side, *, limited: bool = False) -> Landing:
        """ "Log into the server": sign in where that has not been done in this run, else go back to the web app.

        Args:
            side: which of the two.
            limited: whether an account will do that can only see and export what it has.

        Raises:
            ConditionNotMet: the account is suspended, locked, not let in yet, or the new one has itself moved away.
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
        """Where an earlier run began something and did not see its outcome: wait until the pages must show it.

        Returns whether there was such a run; what the pages show is all that is believed after that.
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
