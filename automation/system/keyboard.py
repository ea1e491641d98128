"""Detecting a terminal and reading single keys, on each operating system.

Modules that exist on one system only are imported where they are used, so that this module can be imported everywhere.
"""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TextIO


def is_a_terminal(stream: TextIO) -> bool:
    """Whether a stream is a terminal. On Windows, `isatty` is also true for the null device."""
    if not stream.isatty():
        return False
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        handle = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))
        return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(ctypes.c_ulong())))
    return True


def at_a_terminal() -> bool:
    """Whether a person at a terminal can read questions and answer them."""
    return is_a_terminal(sys.stdin) and is_a_terminal(sys.stderr)


def edited_line(prompt: str) -> str:
    """A line that the user types, on Unix. It can be edited, and the up arrow brings back earlier ones."""
    import readline  # noqa: F401 (`input` uses it once it is imported, with a prompt that no key erases)

    return input(prompt)


if sys.platform == "win32":

    class SingleKeys:
        """The keys of a Windows console, one at a time."""

        def begin(self) -> None:
            """Discard keys that were typed earlier."""
            while self.next() is not None:
                pass

        def end(self) -> None:
            """Do nothing: `begin` changed nothing that has to be restored."""

        def next(self) -> str | None:
            """The next key if one was pressed; an empty string for arrows and other special keys."""
            import msvcrt

            if not msvcrt.kbhit():
                return None
            key = msvcrt.getwch()
            if key in {"\x00", "\xe0"}:  # the first half of a special key
                msvcrt.getwch()
                return ""
            if key == "\x03":
                raise KeyboardInterrupt
            return key

else:

    class SingleKeys:
        """The keys of a terminal, read one at a time instead of by line."""

        def __init__(self) -> None:
            self._before: list[Any] = []

        def begin(self) -> None:
            """Read keys immediately and without echo. Keys that were typed earlier are discarded."""
            import termios
            import tty

            self._before = termios.tcgetattr(sys.stdin.fileno())
            tty.setcbreak(sys.stdin.fileno())

        def end(self) -> None:
            """Restore the terminal's mode."""
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)

        def next(self) -> str | None:
            """The next key if one was pressed."""
            if not select.select([sys.stdin], [], [], 0)[0]:
                return None
            return os.read(sys.stdin.fileno(), 1).decode(errors="replace")


@contextmanager
def _echo(*, on: bool) -> Iterator[None]:
    """Turn the echo on or off, and discard what was typed before. Windows echoes only during a question anyway."""
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
    """A context in which typed keys are not shown, because no question is being asked."""
    return _echo(on=False)


def typing_shown() -> AbstractContextManager[None]:
    """A context in which the user answers a question. Keys typed before it are discarded."""
    return _echo(on=True)
