"""This process: stopping it as Ctrl-C does, and its standard streams."""

import _thread
import os
import signal
import sys
from typing import TextIO


def interrupt() -> None:
    """Stop this process as Ctrl-C does. Any thread may call it."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        # Not SIGINT: a shell lets processes in the background ignore it. `prepare_process` treats both alike.
        os.kill(os.getpid(), signal.SIGTERM)


def take_standard_input() -> int:
    """Take standard input for this process alone; programs that it starts get an empty one.

    Returns:
        The descriptor to read from.
    """
    own = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return own


def write_nowhere(stream: TextIO) -> None:
    """Let a stream that nobody reads any more lead nowhere, also what is still in its buffer."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, stream.fileno())
    os.close(nothing)
