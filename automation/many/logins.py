"""Signing in by hand, one account after the other, and keeping the sessions: `many login`."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from automation.errors import DoneInPart, Interrupted
from automation.exit_codes import ExitCode
from automation.many.rows import references
from automation.many.rows.table import Row, Table
from automation.many.supervision.child import MAIN
from automation.progress import Progress
from automation.steps import Side


def needing(rows: Sequence[Row]) -> Iterator[tuple[Row, Side]]:
    """The accounts that have neither a kept session nor a password to refer to, each once."""
    seen = set()
    for row in rows:
        for side in row.sides:
            handle = str(row.handle(side)).lower()
            referred = row.of(side, "password_command") or row.of(side, "password_env")
            if handle not in seen and not referred and not references.has_session(row, side):
                seen.add(handle)
                yield row, side


def run(table: Table, rows: Sequence[Row], progress: Progress) -> dict[str, Any]:
    """Open a window for each of these accounts, and keep its session once the person has signed in.

    Raises:
        DoneInPart: Some sessions are not kept; the error names the accounts.
        Interrupted: The person stopped.
    """
    accounts, left = list(needing(rows)), []
    progress.close()
    for number, (row, side) in enumerate(accounts, 1):
        progress.tell(f"{number} of {len(accounts)}: {row.handle(side)}")
        folder = table.folder_of(row).absolute()
        words = ["login", str(side), "--headed", "--remember", "--folder", str(folder)]
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *words], cwd=table.file.parent.absolute(),
            env=references.environment_of(row, table), stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        if done.returncode == ExitCode.INTERRUPTED:
            raise Interrupted.by_the_person()
        if done.returncode:
            left.append(str(row.handle(side)))
    if left:
        raise DoneInPart(
            f"{len(left)} of {len(accounts)} accounts are not signed in: {', '.join(left)}.",
            safe="The sessions of the others are kept.",
            next_="Run the same command again; it asks only for those.",
        )
    if not accounts:
        return {"login": "No account needs to sign in by hand."}
    return {"login": "1 session is kept." if len(accounts) == 1 else f"{len(accounts)} sessions are kept."}
