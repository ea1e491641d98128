"""`mastodon-move`, killed at a moment of its run: `python killable.py N COUNT-FILE ARGUMENTS…`.

A moment is before and after every step, every action on a page and every line of the journal. At the Nth the
process kills itself as `kill -9` does, so that nothing of it can tidy up. N = 0 only counts.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from automation import cli
from automation.journal import Journal
from automation.move import Move
from automation.progress import PlainLines


def main() -> None:
    """Run the command, with the Nth moment as its last."""
    last, counted = int(sys.argv[1]), Path(sys.argv[2])
    moments = 0

    def moment() -> None:
        nonlocal moments
        moments += 1
        counted.write_text(str(moments))
        if moments == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(work: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **named: Any) -> Any:
            moment()
            result = work(*arguments, **named)
            moment()
            return result

        return watched

    for owner, name in ((PlainLines, "begin"), (PlainLines, "end"), (Move, "before"), (Move, "after")):
        setattr(owner, name, around(getattr(owner, name)))
    Journal.write = around(Journal.write)  # type: ignore[method-assign]
    del sys.argv[1:3]
    cli.main()


main()
