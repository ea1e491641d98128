"""Explaining errors to the user: what was being done, what happened, and which error details were saved."""

import time

from automation.accounts.sessions import Sessions
from automation.context import RunContext
from automation.errors import (
    NOTHING_CHANGED,
    STEPS_STAY,
    Interrupted,
    MoveError,
    Paused,
    ScreenProblem,
    UsageProblem,
    from_page,
)
from automation.outline import Side
from automation.run import error_details
from pages.errors import PageError


class Failures:
    """Explains the errors of one run.

    Args:
        context: The run's context.
        sessions: The run's browser pages.
    """

    def __init__(self, context: RunContext, sessions: Sessions) -> None:
        self._context, self._sessions = context, sessions

    def explained(self, error: Exception, words: str, side: Side, name: str) -> MoveError:
        """Convert an error to a `MoveError`, and save error details.

        Args:
            error: The error.
            words: What was being done.
            side: The server on which it happened.
            name: The name of the error details' files, after the time.
        """
        problem = self._as_move_error(error)
        problem.seen = self._context.secrets.scrub(problem.seen)  # it can quote the page, which can contain anything
        problem.doing = problem.doing or words
        if problem.safe == STEPS_STAY and not self._sessions.ever_signed_in:
            problem.safe = NOTHING_CHANGED
        actor = self._sessions.actor_at(side)
        if actor and not isinstance(problem, Interrupted | Paused | UsageProblem) and problem.keeps_details:
            name = f"{time.strftime('%Y-%m-%dT%H%M%S')}-{name}"
            problem.error_details += error_details.keep(actor, self._context.folder, name, self._context.secrets)
        return problem

    def _as_move_error(self, error: Exception) -> MoveError:
        if isinstance(error, MoveError):
            return error
        if isinstance(error, PageError):
            return from_page(error)
        if self._sessions.lost_browser() or "has been closed" in str(error):
            return Interrupted(
                "The browser was closed.", safe=STEPS_STAY, next_="Run the same command again when you are ready."
            )
        return ScreenProblem(
            f"The page did not respond as expected: {str(error).splitlines()[0]}",
            safe=STEPS_STAY,
            next_="Look at the screenshot in the move's folder, then run the same command again.",
        )
