"""Whether a person is there to ask, and single keys, in the way of each system.

No module of one system alone is imported before it is used: every module of this program loads everywhere.
"""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TextIO


def is_a_terminal(stream: TextIO) -> bool:
    """Whether a person reads or writes there. On Windows `isatty` says so of its null device, too."""
    if not stream.isatty():
        return False
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        handle = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))
        return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(ctypes.c_ulong())))
    return True


if sys.platform == "win32":

    class SingleKeys:
        """The keys of a Windows console, one at a time."""

        def begin(self) -> None:
            """What was typed ahead is thrown away."""
            while self.next() is not None:
                pass

        def end(self) -> None:
            """Nothing was changed."""

        def next(self) -> str | None:
            """The next key, where one was pressed; of arrows and their like nothing is told."""
            import msvcrt

            if not msvcrt.kbhit():
                return None
            key = msvcrt.getwch()
            if key in {"\x00", "\xe0"}:  # the first half of a key that is no character
                msvcrt.getwch()
                return ""
            if key == "\x03":
                raise KeyboardInterrupt
            return key

else:

    class SingleKeys:
        """The keys of a terminal, taken one at a time instead of by line."""

        def __init__(self) -> None:
            self._before: list[Any] = []

        def begin(self) -> None:
            """Let every key through at once, without showing it; what was typed ahead is thrown away."""
            import termios
            import tty

            self._before = termios.tcgetattr(sys.stdin.fileno())
            tty.setcbreak(sys.stdin.fileno())

        def end(self) -> None:
            """As it was before."""
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)

        def next(self) -> str | None:
            """The next key, where one was pressed."""
            if not select.select([sys.stdin], [], [], 0)[0]:
                return None
            return os.read(sys.stdin.fileno(), 1).decode(errors="replace")


@contextmanager
def _echo(*, on: bool) -> Iterator[None]:
    """Show what is typed, or not. What was typed before is thrown away. Windows shows it only while it is asked for."""
    if sys.platform == "win32" or not is_a_terminal(sys.stdin):
        yield
        return
    import termios

    before = termios.tcgetattr(sys.stdin.fileno())
    local = before[3] | termios.ECHO if on else before[3] & ~termios.ECHO
    termios.tcsetattr(sys.stdin.fileno(), termios.TCSAFLUSH, [*before[:3], local, *before[4:]])
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, before)


def typing_hidden() -> AbstractContextManager[None]:
    """A context in which keys that nobody asked for are not shown among the lines of the program."""
    return _echo(on=False)


def typing_shown() -> AbstractContextManager[None]:
    """A context in which the person answers a question. What was typed before it is no answer."""
    return _echo(on=True)
