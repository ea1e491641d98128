"""The settings of a call: its options, and everything that is set elsewhere."""

from collections.abc import Sequence
from typing import Any

from automation.accounts import questions
from automation.cli.invocation import Invocation
from automation.folder.known_moves import found_for
from automation.outline import Side
from automation.progress import Progress
from automation.settings import Settings, load


def settings_of(
    call: Invocation,
    progress: Progress,
    *sides: Side,
    changes: bool = False,
    folder_only: bool = False,
    files: Sequence[str] | None = None,
    **more: Any,
) -> Settings:
    """All settings. If accounts are not set, those of a move found here are used (see `found_for`).

    Args:
        call: The call of the command.
        progress: Tells which move was found, and asks again for handles that were mistyped.
        sides: The accounts that are needed.
        changes: Whether something is changed on a server.
        folder_only: Whether only the move's folder is needed.
        files: The files to import or to compare with; by default those in the move's folder.
        more: Settings that are not among the call's options.
    """
    if files:
        more["files"] = tuple(files)
    loaded = load(**_corrected(call, progress) | more)
    return found_for(loaded, progress.tell, *sides, changes=changes, folder_only=folder_only)


def _corrected(call: Invocation, progress: Progress) -> dict[str, Any]:
    """The settings given as options. Mistyped handles are asked for again, if anybody can answer."""
    given = dict(call.given)
    for side in Side:
        typed = given.get(side, {}).get("handle")
        if typed is not None and progress.may_ask() and (said := questions.problem_with(typed)):
            progress.tell(said)
            given[side] = given[side] | {"handle": str(questions.handle(progress, side, look_up=False))}
    return given
