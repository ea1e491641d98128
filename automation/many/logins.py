"""Signing in by hand, one account after the other, and keeping the sessions: `many login`."""

import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from automation.errors import DoneInPart, Interrupted
from automation.exit_codes import ExitCode
from automation.many.rows import references
from automation.many.rows.table import Row, Table
from automation.outline import Side
from automation.progress import Progress
from automation.system.own_process import this_program

Account = tuple[Row, Side]


def needing(rows: Sequence[Row]) -> Iterator[Account]:
    """The accounts of which nothing is known with which they could sign in, each once."""
    return (account for account in _each_once(rows) if not references.source_of(*account))


def with_session(rows: Sequence[Row]) -> Iterator[Account]:
    """The accounts that sign in with a kept session, each once."""
    return (account for account in _each_once(rows) if references.source_of(*account) == references.SESSION)


def run(table: Table, rows: Sequence[Row], progress: Progress) -> dict[str, Any]:
    """Look whether the kept sessions still work, then open a window for each account that has none.

    Raises:
        DoneInPart: Some sessions are not kept; the error names the accounts.
        Interrupted: The user stopped.
    """
    progress.close()
    accounts, working, left = list(needing(rows)), 0, list[str]()
    for row, side in with_session(rows):
        code = _login(table, row, side, by_hand=False)
        if code == ExitCode.SIGN_IN_REFUSED:
            progress.tell(f"The session of {row.handle(side)} has ended.")
            accounts.append((row, side))
        elif code:
            left.append(str(row.handle(side)))
        else:
            working += 1
    total = len(accounts) + working + len(left)
    for number, (row, side) in enumerate(accounts, 1):
        progress.tell(f"{number} of {len(accounts)}: {row.handle(side)}")
        if _login(table, row, side, by_hand=True):
            left.append(str(row.handle(side)))
    if left:
        raise DoneInPart(
            f"{len(left)} of {total} accounts are not signed in: {', '.join(left)}.",
            safe="The sessions of the others are kept.",
            next_="Run the same command again; it asks only for those.",
        )
    return {"login": _outcome(len(accounts), working)}


def _each_once(rows: Sequence[Row]) -> Iterator[Account]:
    seen = set()
    for row in rows:
        for side in row.sides:
            handle = str(row.handle(side)).lower()
            if handle not in seen:
                seen.add(handle)
                yield row, side


def _login(table: Table, row: Row, side: Side, *, by_hand: bool) -> int:
    """Sign in, with the kept session or in a window, and keep the session; the exit code."""
    folder = table.folder_of(row).absolute()
    words = ["login", str(side), *(["--headed"] if by_hand else []), "--remember", "--folder", str(folder)]
    shown = None if by_hand else subprocess.DEVNULL
    done = subprocess.run(
        this_program(*words), cwd=table.file.parent.absolute(),
        env=references.environment_of(row, table), stdin=subprocess.DEVNULL, stdout=shown, stderr=shown, check=False,
    )  # fmt: skip
    if done.returncode == ExitCode.INTERRUPTED:
        raise Interrupted.by_the_user()
    return done.returncode


def _outcome(by_hand: int, working: int) -> str:
    """What became of it, in words."""
    said = [f"{_sessions(working)} still {'works' if working == 1 else 'work'}."] if working else []
    said += [f"{_sessions(by_hand)} {'is' if by_hand == 1 else 'are'} kept."] if by_hand else []
    return " ".join(said) or "No account needs to sign in by hand."


def _sessions(number: int) -> str:
    return "1 session" if number == 1 else f"{number} sessions"
