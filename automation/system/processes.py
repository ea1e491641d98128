"""This process and others of this program: starting one, stopping this one as Ctrl-C does, its standard streams."""

import os
import signal
import sys
from typing import TextIO

MAIN = "from automation.cli.app import main; main()"


def own_command(*arguments: str, first: str = "") -> list[str]:
    """The command line of another process of this program.

    Args:
        arguments: The arguments, as of `mastodon-move`.
        first: Python code that the process runs first.
    """
    # Without -P, modules in the folder where it runs would be taken for the program's and for Python's own.
    return [sys.executable, "-P", "-c", f"{first}{MAIN}", *arguments]


def interrupt() -> None:
    """Stop this process as Ctrl-C does. Any thread may call it."""
    if sys.platform == "win32":
        import _thread

        _thread.interrupt_main()
    else:
        # Not SIGINT: a shell lets processes in the background ignore it. `environment.settle` treats both alike.
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
