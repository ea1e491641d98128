"""Beyond the guide: what else is copied.

The part begins before Part 5: it reads the old account, which is shut out of these pages once it has moved away. What
is missing on the new account is added while the old server does not see the alias yet, and the rest after Part 5.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from automation.beyond import readings
from automation.beyond.all_kinds import KINDS, kinds_of, names_of
from automation.beyond.kind import Kind, Place
from automation.beyond.transfer import LATER_COMMAND, Transfer
from automation.errors import DoneInPart, ScreenProblem, ServerProblem, SessionEnded
from automation.outline import PartNumber, Side
from automation.results import BeyondResult
from automation.run.current_step import StepRun
from automation.run.move import Move
from automation.settings import ALL_ALSO
from automation.steps import Part, Step, Unfinished
from pages.settings.account import AccountPage
from pages.sign_in import SignInPage

OLD, NEW = Side.OLD, Side.NEW
TITLE = "Everything else"
TITLE_LATER = "What had to wait for your followers to arrive"
_GONE = "it was not read before the account moved away, and can no longer be read"


def _numbered(number: int, side: Side, place: Place) -> Step:
    return Step(PartNumber.BEYOND, number, place.words, side, place.screen, place.control)


_COUNT = len(KINDS)
LOG_IN_OLD = _numbered(1, OLD, Place("Log into the server you're moving from", SignInPage, SignInPage.log_in))
READ = {kind.name: _numbered(number, OLD, kind.reading) for number, kind in enumerate(KINDS, start=2)}
LOG_IN_NEW = _numbered(_COUNT + 2, NEW, Place("Log into the server you're moving to", SignInPage, SignInPage.log_in))
WRITE = {kind.name: _numbered(number, NEW, kind.writing) for number, kind in enumerate(KINDS, start=_COUNT + 3)}
LATER = {
    kind.name: _numbered(number, NEW, kind.later)
    for number, kind in enumerate(KINDS, start=2 * _COUNT + 3)
    if kind.later is not None
}


def part_for(also: Sequence[str], *, later: bool = False) -> Part:
    """The part with the steps for some kinds. A step has the same number whichever kinds are asked for.

    Args:
        also: The kinds; all of them if none is named.
        later: Whether to do what has to wait for the followers to arrive, rather than everything else.
    """
    names = names_of(also or (ALL_ALSO,))
    if later:
        waiting = [LATER[name] for name in names if name in LATER]
        return Part(PartNumber.BEYOND, NEW, TITLE_LATER, (LOG_IN_NEW, *waiting), run_later, BeyondResult)
    reading, writing = [READ[name] for name in names], [WRITE[name] for name in names]
    return Part(PartNumber.BEYOND, NEW, TITLE, (LOG_IN_OLD, *reading, LOG_IN_NEW, *writing), run, BeyondResult)


def run(move: Move, result: BeyondResult) -> Unfinished | None:
    """Read the old account, then add what is missing to the new account.

    Returns:
        What is to be added, if the followers are moved in this run: it is added while the old server does not see the
        alias yet, and the rest afterwards. None if all is done.

    Raises:
        DoneInPart: Something could not be added.
        MoveError: The old account could not be read. After the move it would be too late.
    """
    kinds = kinds_of(move)
    with move.step(LOG_IN_OLD) as step:
        if move.signed_in(OLD):
            step.already("signed in")
        landing = move.log_in(OLD, limited=True)
        readable = not isinstance(landing, AccountPage)
    found = {}
    for kind in kinds:
        found[kind.name] = _read(move, kind, readable=readable)
    adding = Adding(move, kinds, found, result)
    if readable and move.moves_followers:
        return adding
    adding.finish()
    return None


class Adding:
    """What was read on the old account and is to be added to the new one, kind by kind.

    Args:
        move: The run.
        kinds: The kinds, in their order.
        readings: What was read of each, by its name.
        result: The part's result.
    """

    def __init__(
        self,
        move: Move,
        kinds: Sequence[Kind[Any]],
        readings: Mapping[str, readings.Reading | None],
        result: BeyondResult,
    ) -> None:
        self._move, self._left, self._readings = move, list(kinds), readings
        self._command = f"mastodon-move also {','.join(kind.name for kind in kinds)}"
        self._transfer = Transfer(move, result)
        self._part = part_for([kind.name for kind in kinds])
        self._signed_in = self._in_trouble = False

    @property
    def open(self) -> bool:
        """Whether anything is left to add."""
        return bool(self._left)

    @property
    def may_follow(self) -> bool:
        """The new account can be changed before and after the followers are moved."""
        return True

    def said(self) -> str:
        """When it is added."""
        return (
            "what was read will be added while the run waits for the old server to see the alias; the rest will be "
            "added after Part 5"
        )

    def try_if_due(self, seconds: float) -> None:
        """Add kind after kind, beginning none after so many seconds. After server trouble, wait until the end."""
        if not self.open or self._in_trouble:
            return
        end = time.monotonic() + seconds
        try:
            with self._move.aside(self._part):
                while self.open and time.monotonic() < end:
                    self._add_next()
        except (ServerProblem, SessionEnded) as problem:
            self._in_trouble = True
            self._move.progress.tell(f"{TITLE}: {problem.seen} It goes on after Part 5.")

    def come_back(self) -> None:
        """Add all that is left."""
        with self._move.aside(self._part):
            self._add_all()

    def conclude(self) -> None:
        """Add all that is left, and report the outcome.

        Raises:
            DoneInPart: Something could not be added.
        """
        if self.open:
            self.come_back()
        self._report()

    def finish(self) -> None:
        """Add all at once, within the part.

        Raises:
            DoneInPart: Something could not be added.
        """
        self._add_all()
        self._report()

    def _add_all(self) -> None:
        while self.open:
            self._add_next()

    def _add_next(self) -> None:
        if not self._signed_in:
            _log_in_new(self._move)
            self._signed_in = True
        kind = self._left[0]
        try:
            _write(self._move, kind, WRITE[kind.name], self._readings[kind.name], self._transfer)
        except (ServerProblem, SessionEnded):
            self._signed_in = False
            raise
        del self._left[0]

    def _report(self) -> None:
        _conclude(self._transfer, self._command)


def run_later(move: Move, result: BeyondResult) -> None:
    """Do what had to wait for the followers to arrive, from what was read before.

    Raises:
        DoneInPart: Something could not be done.
    """
    kinds = [kind for kind in kinds_of(move) if kind.name in LATER]
    _log_in_new(move)
    transfer = Transfer(move, result, later=True)
    for kind in kinds:
        _write(move, kind, LATER[kind.name], readings.kept(move, kind), transfer)
    _conclude(transfer, LATER_COMMAND)


def _log_in_new(move: Move) -> None:
    with move.step(LOG_IN_NEW) as step:
        if move.signed_in(NEW):
            step.already("signed in")
        move.log_in(NEW)


def _conclude(transfer: Transfer, command: str) -> None:
    if transfer.problems:
        raise DoneInPart(
            " ".join(transfer.problems),
            safe="Everything else was added. Nothing was removed on either account.",
            next_=f"Run it again: {command}",
        )


def _read(move: Move, kind: Kind[Any], *, readable: bool) -> readings.Reading | None:
    """Read one kind on the old account. If that fails, the followers must not be moved yet."""
    try:
        with move.step(READ[kind.name]) as step:
            return _reading(move, kind, step, readable=readable)
    except ScreenProblem as problem:
        problem.next_ = f"{problem.next_} To go on without {kind.noun}, leave {kind.name} out.".strip()
        raise


def _reading(move: Move, kind: Kind[Any], step: StepRun, *, readable: bool) -> readings.Reading | None:
    """What was read on the old account: now, or before it moved away."""
    if readable:
        reading = readings.read_and_keep(move, kind)
    elif found := readings.kept(move, kind):
        step.already(f"read on {found.read_at[:10]}, before the account moved away")
        reading = found
    else:
        step.skip(_GONE)
        return None
    if reading.lacking:
        step.skip(f"not possible: {reading.lacking}")
    else:
        step.says(f"{kind.noun}: {kind.count(kind.model.model_validate(reading.state))}")
    return reading


def _write(move: Move, kind: Kind[Any], step: Step, reading: readings.Reading | None, transfer: Transfer) -> None:
    """Add one kind. If a screen is not recognised, the other kinds go on."""
    try:
        with move.step(step) as step_run:
            transfer.carry(kind, reading, step_run)
    except ScreenProblem as problem:
        transfer.problems.append(f"{kind.noun}: {problem.seen}")
