"""The queue of several machines. Its packages are an extra, which may not be installed."""

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from automation.cli.actions.many import current_overview
from automation.cli.actions.running import Outcome, line, results
from automation.cli.crash import keep_traceback
from automation.cli.invocation import Invocation
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.many import confirming, planning
from automation.many.rows.reading import read
from automation.progress import Progress

try:
    from automation.many.machines import jobs
    from automation.many.machines.worker import Place, run
except ModuleNotFoundError as missing:
    if (missing.name or "").startswith("automation"):
        raise
    raise UsageProblem(
        "Several machines need packages that are not installed.",
        safe=NOTHING_OPENED,
        next_="Install them: pip install 'mastodon-move[machines]'",
    ) from missing


def status(call: Invocation, file: Path, only: str | None) -> Outcome[dict[str, Any]]:
    """The state of all moves, and that of each in the queue."""
    overview = current_overview(file, only)
    states, facts = jobs.queue_states(overview), overview.facts()
    facts["moves"] = [move | {"queue": states[move["name"]]} for move in facts["moves"]]
    return results(call, facts)


def enqueue(progress: Progress, file: Path, only: str | None, *, yes: bool) -> Outcome[str]:
    """Put moves into the queue."""
    table = read(file)
    rows = planning.chosen(table, only)
    confirmed = confirming.confirmed_moves(table, rows, progress, yes=yes, one_run=False)
    wanted = [row for row in rows if row.label in confirmed or not row.moves_followers]
    done = jobs.enqueue(table, wanted)
    there = f"; already there: {done['there_already']}" if done["there_already"] else ""
    return line(f"Moves put into the queue: {done['enqueued']} of {len(rows)}{there}.")


def worker(
    progress: Progress, file: Path, *, name: str, shared: bool, at_once: int, stalled_after: float,
    also_for: Sequence[str],
) -> Outcome[str]:  # fmt: skip
    """Take moves out of the queue and do them, until it is stopped."""
    place = Place(name or socket.gethostname(), shared, at_once, stalled_after, list(also_for))
    run(read(file), place, progress.tell, keep_traceback)
    return line("The worker has ended.")
