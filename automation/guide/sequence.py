"""Running the guide's parts one after the other: skipping, retrying, finishing them later, and recording them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from automation.errors import DoneInPart, MoveError, ServerProblem, SessionEnded
from automation.migration import undo
from automation.outline import PartNumber, part_name
from automation.results import Results
from automation.retry import may_begin_again
from automation.run.move import Move
from automation.steps import Part, Unfinished
from automation.text import date_and_time

_T = TypeVar("_T")


def still_to_do(move: Move, parts: Sequence[Part]) -> list[Part]:
    """The parts that are still to do, according to the journal."""
    done = {part.number: time for part in parts if (time := _confirmed(move, part))}
    again = move.settings.redo
    for part in parts:
        if part.number in done and part.number not in again:
            move.progress.tell(_said_of(part, done[part.number], undo.undone_on(move.journal)))
    return [part for part in parts if part.number not in done or part.number in again]


def _said_of(part: Part, done: str, undone: str) -> str:
    """What is said of a part that is done."""
    said = f"{part_name(part.number)} was already done on {done}."
    if part.number != PartNumber.MOVE:
        return f"{said} To repeat it, add --redo {part.number}."
    if undone:
        return f"{said} The redirect was undone on {undone}. To move again after the waiting period, add --redo 5."
    return said


def _confirmed(move: Move, part: Part) -> str | None:
    """When the part was last done for these accounts with these settings; None if it is still to do."""
    events = [e for e in move.journal.read() if e.get("event") == "part" and e.get("number") == part.number]
    last = events[-1] if events else {}
    if last.get("outcome") != "done" or last.get("for") != _asked_for(move, part):
        return None
    return date_and_time(datetime.fromisoformat(last["time"]))


def _asked_for(move: Move, part: Part) -> dict[str, Any]:
    """The accounts and settings that a part was done for: a part done for other lists is not done for these."""
    settings = move.settings
    names = ("also",) if part.number == PartNumber.BEYOND else ("only", "files", "mode", "archive", "post", "verify")
    wished = {name: getattr(settings, name) for name in names}
    facts = move.accounts() | wished
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def with_retries(move: Move, work: Callable[[], _T]) -> _T:
    """Do a part or a look, and start it again after temporary trouble. All work first checks what is already done."""

    def begin() -> _T:
        try:
            return work()
        except (ServerProblem, SessionEnded):
            move.sessions.doubt()
            raise

    return move.retry_policy.again(begin, may_begin_again, None)


class PartSequence:
    """One run through some parts of the guide.

    What a part leaves unfinished does not delay the next parts. It is continued once before the followers are moved,
    unless they may be moved first, and again while the old server does not see the alias yet. What is left then is
    done at the end; if the followers are not moved in this run, for as long as it takes.

    Args:
        move: The run.
        results: Get the result of each part as it begins.
    """

    def __init__(self, move: Move, results: Results) -> None:
        self._move, self._results = move, results
        self._problems: list[DoneInPart] = []
        self._open: list[tuple[Part, Unfinished]] = []

    def through(self, parts: Sequence[Part]) -> list[DoneInPart]:
        """Do these parts in order.

        Returns:
            An error for each part that was only partly done.

        Raises:
            MoveError: What stopped the run.
        """
        self._move.moves_followers = any(part.number == PartNumber.MOVE for part in parts)
        for part in parts:
            if part.number == PartNumber.MOVE:
                self._take_up()
            try:
                self._do(part, partial(self._move.run, part, self._results.begin(part.result)))
            except MoveError as problem:
                self._tell_what_is_left(problem)
                raise
        to_the_end = all(part.number != PartNumber.MOVE for part in parts)
        for part, left in self._open:
            while to_the_end and left.open:
                with_retries(self._move, left.come_back)
            self._do(part, left.conclude)
        return self._problems

    def _take_up(self) -> None:
        for _, left in self._open:
            if not left.may_follow:
                with_retries(self._move, left.come_back)
        self._move.while_waiting = self._without_waiting

    def _without_waiting(self, seconds: float) -> None:
        for _, left in self._open:
            left.try_if_due(seconds)

    def _tell_what_is_left(self, problem: MoveError) -> None:
        """Add to an error what the run has not come to."""
        names = [part.heading for part, left in self._open if left.may_follow and left.open]
        if names:
            words = (
                f'The old account\'s data for "{" and ".join(names)}" has been read. Run the same command again to '
                "add it to the new account."
            )
            problem.safe = f"{problem.safe} {words}".strip()

    def _do(self, part: Part, work: Callable[[], Unfinished | None]) -> None:
        """Do or conclude a part, and record the outcome in the journal."""
        facts = {"number": part.number, "for": _asked_for(self._move, part)}
        try:
            left = with_retries(self._move, work)
        except DoneInPart as problem:
            problem.doing = problem.doing or f"{part_name(part.number)}: {part.heading}"
            self._move.journal.write("part", **facts, outcome="partly done", said=problem.seen)
            self._problems.append(problem)
            return
        if left is None:
            self._move.journal.write("part", **facts, outcome="done")
            return
        self._open.append((part, left))
        self._move.progress.tell(left.said())
        self._move.journal.write("part", **facts, outcome="partly done", said=left.said())
