"""Running until the end, or until somebody stops it: then everything that is under way is told to stop, and awaited."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from automation.errors import Interrupted

# What `automation.system.environment` treats like Ctrl-C.
_ENDS = ("SIGINT", "SIGTERM", "SIGHUP")


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end.

    Raises:
        Interrupted: A signal stopped it; whatever was under way has ended.
    """
    try:
        asyncio.run(_stoppable(work))
    except asyncio.CancelledError:
        raise Interrupted(
            "You stopped the run.",
            safe="The moves that were under way were told to stop, and have ended. What is done stays done.",
            next_="Run the same command again: each move goes on where it stopped.",
        ) from None


async def _stoppable(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.current_task()
    if task and sys.platform != "win32":  # there, asyncio knows Ctrl-C alone, and cancels as well
        for number in (getattr(signal, name) for name in _ENDS):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    await work
