"""A process that ends when the worker ends that has started it.

The database gives the moves of a worker that has died to another one, on another machine, where the lock of the move's
folder says nothing. So the process of such a move must not go on.
"""

import os
import signal
import threading
import time

_LOOK_S = 1
# After the first signal, the run signs out and closes its browser, which ends the process, and with it this thread.
_STOPS_WITHIN_S = 60


def exit_with_parent(parent: int) -> None:
    """Stop this process, as Ctrl-C does, when its parent is another one than this."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:  # nothing tells of it, on all Unix systems
        time.sleep(_LOOK_S)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_STOPS_WITHIN_S)
    os.kill(os.getpid(), signal.SIGTERM)
    os._exit(1)
