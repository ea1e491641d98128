"""Running the guide's steps: showing, observing and recording them, and explaining failures."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Error as PlaywrightError

from automation.context import RunContext
from automation.errors import Interrupted, MoveError, Paused
from automation.observers.run_observers import RunObservers
from automation.outline import Side, part_name
from automation.run.current_step import CurrentStep, StepRun
from automation.run.failures import Failures
from automation.run.live_report import LiveReport
from automation.steps import Part, Step
from pages.errors import PageError


class StepRunner:
    """Runs the steps of one run.

    Args:
        context: The run's context.
        observers: Are told of every part and step.
        current: Is told which step is running.
        failures: Explains errors.
        report: Is updated after every step.
    """

    def __init__(
        self,
        context: RunContext,
        observers: RunObservers,
        current: CurrentStep,
        failures: Failures,
        report: LiveReport,
    ) -> None:
        self._context = context
        self._observers = observers
        self._current = current
        self._failures = failures
        self._report = report
        self._part: Part | None = None

    def begin(self, part: Part) -> None:
        """Begin a part of the guide."""
        self._part = part
        self._context.part = part.number
        self._context.progress.part(part, self._context.account(part.side).origin)
        self._observers.part(part)

    @contextmanager
    def aside(self, part: Part) -> Iterator[None]:
        """Do steps of another part while a server needs time. Then the step under way goes on, if there is one."""
        context, within, run = self._context, self._part, self._current.run
        doing, number = context.doing, context.part
        context.part = part.number
        context.progress.part(part, context.account(part.side).origin)
        try:
            yield
        finally:
            context.doing, context.part, self._current.run = doing, number, run
        if run is not None and within is not None:
            context.progress.part(within, context.account(within.side).origin)
            context.progress.begin(run.step)
            self._observers.begin(run.step)

    @contextmanager
    def step(self, step: Step) -> Iterator[StepRun]:
        """Run one step: show it, observe its actions, and record the outcome.

        Raises:
            MoveError: The step failed. The error has the guide's words for what was being done, and the error details.
        """
        run, began = StepRun(step), time.monotonic()
        self._current.run = run
        self._context.doing, self._context.step_begun = _name_of(step), True
        self._context.progress.begin(step)
        self._observers.begin(step)
        try:
            yield run
        except Paused as pause:
            self._paused(run, began, pause)
            raise
        except (PageError, PlaywrightError, MoveError) as error:
            raise self._failed(run, began, error) from error
        except KeyboardInterrupt:
            self._journal(run, began, "interrupted")
            raise
        finally:
            self._current.run = None
        self._context.doing = ""
        run.quote_label()
        self._observers.end(step, run.outcome, run.said)
        self._journal(run, began, run.outcome)
        self._context.progress.end(step, run.outcome, self._context.secrets.scrub("\n".join(run.said)))

    @contextmanager
    def explaining(self, words: str, side: Side) -> Iterator[None]:
        """Do something that is not a step of the guide. A failure is explained like a step's.

        Raises:
            MoveError: It failed. The error has these words for what was being done, and the error details.
        """
        self._observers.looking(words)
        self._context.progress.note(f"{words} ({self._context.account(side).origin})")
        try:
            yield
            self._context.progress.note("")
        except (PageError, PlaywrightError, MoveError) as error:
            problem = self._failures.explained(error, words, side, "look")
            self._context.journal.write(
                "look", words=words, outcome="failed", error=problem.seen, exit_code=problem.exit_code
            )
            raise problem from error

    @contextmanager
    def looking(self, words: str, side: Side) -> Iterator[None]:
        """Look at something that is not a step of the guide, and record it in the journal.

        Raises:
            MoveError: As for `explaining`.
        """
        with self.explaining(words, side):
            yield
        self._context.journal.write("look", words=words, outcome="done")

    def _paused(self, run: StepRun, began: float, pause: Paused) -> None:
        """The user stopped here. That is not a failure, so there are no error details."""
        pause.doing = _name_of(run.step)
        self._observers.end(run.step, "paused", [])
        self._journal(run, began, "interrupted")
        self._context.progress.end(run.step, "paused", "")

    def _failed(self, run: StepRun, began: float, error: Exception) -> MoveError:
        step = run.step
        problem = self._failures.explained(error, _name_of(step), step.side, f"part{step.part}-step{step.number}")
        self._observers.end(step, "failed", [problem.seen])
        mark = "paused" if isinstance(problem, Interrupted) else "failed"
        files = [os.path.relpath(file, self._context.folder) for file in problem.error_details]
        self._journal(run, began, "failed", error=problem.seen, exit_code=problem.exit_code, error_details=files)
        self._context.progress.end(step, mark, "" if mark == "paused" else problem.seen)
        return problem

    def _journal(self, run: StepRun, began: float, outcome: str, **facts: Any) -> None:
        pictures = self._observers.pictures
        self._context.journal.write(
            "step",
            **run.step.facts(self._context.account(run.step.side).origin),
            clicks=[f"{action.screen}: {action.kind} {action.control}" for action in run.clicks],
            by_address=[action.control for action in run.clicks if action.kind == "open"],
            outcome=outcome,
            said=run.said,
            seconds=round(time.monotonic() - began, 3),
            pictures=pictures.taken if pictures else [],
            **facts,
        )
        self._report.write()


def _name_of(step: Step) -> str:
    return f"{part_name(step.part)}, step {step.number}: {step.words}"
