"""Beyond the guide: what else comes along.

The part is done before Part 5, while the old server may not see the alias yet. It first reads the old account, which is
shut out of these pages once it has moved away, and then adds to the new account what is missing there.
"""

from collections.abc import Sequence
from typing import Any

from automation.beyond import carrying, readings
from automation.beyond.all_kinds import KINDS, kinds_of, names_of
from automation.beyond.kind import Kind, Place
from automation.errors import DoneInPart, ScreenProblem
from automation.run.current_step import StepRun
from automation.run.move import Move
from automation.settings import ALL_ALSO
from automation.steps import BEYOND, Part, Side, Step
from pages.settings.account import AccountPage
from pages.sign_in import SignInPage

OLD, NEW = Side.OLD, Side.NEW
TITLE = "What else comes along"
TITLE_LATER = "What had to wait until your followers have come"
_GONE = "it was not read before the account moved away, and can no longer be read"


def _numbered(number: int, side: Side, place: Place) -> Step:
    return Step(BEYOND, number, place.words, side, place.screen, place.control)


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
        later: Whether to do what has to wait until the followers have come, rather than everything else.
    """
    names = names_of(also or (ALL_ALSO,))
    if later:
        waiting = [LATER[name] for name in names if name in LATER]
        return Part(BEYOND, NEW, TITLE_LATER, (LOG_IN_NEW, *waiting), run_later)
    reading, writing = [READ[name] for name in names], [WRITE[name] for name in names]
    return Part(BEYOND, NEW, TITLE, (LOG_IN_OLD, *reading, LOG_IN_NEW, *writing), run)


def run(move: Move) -> None:
    """Read the old account, then add what is missing to the new account.

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
    _log_in_new(move)
    carried = carrying.Carried(move)
    for kind in kinds:
        _write(move, kind, WRITE[kind.name], found[kind.name], carried)
    _conclude(carried, f"mastodon-move also {','.join(kind.name for kind in kinds)}")


def run_later(move: Move) -> None:
    """Do what had to wait until the followers have come, from what was read before.

    Raises:
        DoneInPart: Something could not be done.
    """
    kinds = [kind for kind in kinds_of(move) if kind.name in LATER]
    _log_in_new(move)
    carried = carrying.Carried(move, later=True)
    for kind in kinds:
        _write(move, kind, LATER[kind.name], readings.kept(move, kind), carried)
    _conclude(carried, "mastodon-move also --later")


def _log_in_new(move: Move) -> None:
    with move.step(LOG_IN_NEW) as step:
        if move.signed_in(NEW):
            step.already("signed in")
        move.log_in(NEW)


def _conclude(carried: carrying.Carried, command: str) -> None:
    if carried.problems:
        raise DoneInPart(
            " ".join(carried.problems),
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
        step.left_out(_GONE)
        return None
    if reading.lacking:
        step.left_out(f"not possible: {reading.lacking}")
    else:
        step.says(f"{kind.noun}: {kind.count(kind.model.model_validate(reading.state))}")
    return reading


def _write(
    move: Move, kind: Kind[Any], step: Step, reading: readings.Reading | None, carried: carrying.Carried
) -> None:
    """Add one kind. If a screen is not recognised, the other kinds go on."""
    try:
        with move.step(step) as step_run:
            carried.carry(kind, reading, step_run)
    except ScreenProblem as problem:
        carried.problems.append(f"{kind.noun}: {problem.seen}")
