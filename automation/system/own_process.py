"""This program as a process of its own: how it is started, and how it is told to stop."""

import signal
import subprocess
import sys
from typing import Any

# Without `-P`, Python would first look for modules in the current folder, which can hold anybody's files.
PYTHON = (sys.executable, "-P")
MAIN = "from automation.cli.app import main; main()"
# Ends a run as Ctrl-C does (`automation.system.environment`).
if sys.platform == "win32":
    STOP = signal.CTRL_BREAK_EVENT
else:
    STOP = signal.SIGTERM


def this_program(*arguments: str, before: str = "") -> list[str]:
    """The command line that starts this program again.

    Args:
        arguments: What would be typed after `mastodon-move`.
        before: Python code that the process runs first.
    """
    return [*PYTHON, "-c", f"{before}; {MAIN}" if before else MAIN, *arguments]


def in_its_own_group() -> dict[str, Any]:
    """Arguments for starting a process that a Ctrl-C in this terminal does not reach. `STOP` can be sent to it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
