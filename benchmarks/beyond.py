"""`guide --also all` for a typical account: no longer than a guide that waits for the alias, but for what exceeds that.

The typical account has 12 hashtags, 6 filters, 4 lists, 20 settings and 30 notes. In both guides the old server sees
the alias `--wait` seconds after it was created. The old account is read, and the new one is added to, in that time. The
benchmark takes two such waits and the guides themselves.
"""

import argparse
import io
import json
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from automation.cli.actions import demo
from automation.cli.terminal import progress
from automation.guide.parts import parts_for
from automation.guide.runner import run_parts
from automation.outline import GUIDE_PARTS, PartNumber
from automation.settings import load
from fixtures.servers import Account
from tests.automation.beyond.typical import typical
from tests.support import Pair

INTERVAL_S, _LOOK_S = 30, 1


def show_alias_after(wait: float, person: Account) -> None:
    """Let other servers see a person's aliases so many seconds after the first one was created."""
    while not person.aliases:
        time.sleep(_LOOK_S)
    time.sleep(wait)
    person.old_copies.clear()


def guide(also: tuple[str, ...], wait: float, notes: int) -> tuple[float, list[dict[str, Any]]]:
    """The seconds of one guide on new servers, and its steps in the journal."""
    with demo.stage("4.5", "4.6") as stage, tempfile.TemporaryDirectory() as folder:
        typical(Pair(stage.old.fediverse, stage.old, stage.new, stage.people), notes=notes)
        stage.new.pace.old_copies = sys.maxsize
        threading.Thread(target=show_alias_after, args=(wait, stage.people.new), daemon=True).start()
        sides = (("old", stage.old, stage.people.old), ("new", stage.new, stage.people.new))
        accounts = {
            side: {"handle": person.acct, "url": server.url, "email": person.email, "password": person.password}
            for side, server, person in sides
        }
        more = {"trace": "off", "report": False, "followers": False, "alias_interval": INTERVAL_S}
        settings = load(**accounts, folder=Path(folder), yes=True, also=also, alias_timeout=86_400, **more)
        began = time.monotonic()
        run_parts(settings, progress(Console(file=io.StringIO())), parts_for(GUIDE_PARTS, also))
        took = time.monotonic() - began
        assert not also or stage.people.new.notes == stage.people.old.notes  # noqa: S101
        lines = (Path(folder) / "journal.jsonl").read_text(encoding="utf-8").splitlines()
        return took, [one for one in map(json.loads, lines) if one["event"] == "step"]


def main() -> int:
    """Measure and print. Returns 1 if the guide takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wait", type=int, default=600, help="seconds until the old server sees the alias")
    parser.add_argument("--notes", type=int, default=30, help="number of notes")
    options = parser.parse_args()
    without, _ = guide((), options.wait, options.notes)
    together, steps = guide(("all",), options.wait, options.notes)
    beyond = [one for one in steps if one["part"] == PartNumber.BEYOND]
    first_new = next(at for at, one in enumerate(beyond) if one["number"] > 1 and one["server"] != beyond[0]["server"])
    reading = sum(one["seconds"] for one in beyond[:first_new])
    adding = sum(one["seconds"] for one in beyond[first_new:])
    longer, exceeding = together - without, max(0, reading + adding - options.wait)
    print(f"guide {without:.0f} s, of which {options.wait} s wait for the alias; with --also all {together:.0f} s")
    print(f"reading the old account {reading:.0f} s, adding to the new one {adding:.0f} s")
    print(f"longer by {longer:.0f} s (at most {exceeding + INTERVAL_S:.0f} s: what exceeds the wait, and one pause)")
    return int(longer > exceeding + INTERVAL_S)


if __name__ == "__main__":
    sys.exit(main())
