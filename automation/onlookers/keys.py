"""Single keys from the terminal, while other things go on."""

import os
import select
import sys
import termios
import tty
from types import TracebackType
from typing import Any


class Keys:
    """The keys that are pressed while the block runs; none where there is no terminal.

    The terminal is put back as it was when the block is left, however that happens.
    """

    def __init__(self) -> None:
        self.terminal = sys.stdin.isatty()
        self._before: list[Any] = []

    def __enter__(self) -> "Keys":
        """Let the terminal hand over every key at once, without showing it. Ctrl-C stays Ctrl-C."""
        if self.terminal:
            self._before = termios.tcgetattr(sys.stdin.fileno())
            tty.setcbreak(sys.stdin.fileno())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """As it was before."""
        if self.terminal:
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)

    def pressed(self) -> str | None:
        """The next key, where one was pressed: "enter", or the character."""
        if not self.terminal or not select.select([sys.stdin], [], [], 0)[0]:
            return None
        key = os.read(sys.stdin.fileno(), 1).decode(errors="replace")
        return "enter" if key in "\r\n" else key.lower()
