"""Reading single keys from the terminal without blocking."""

import sys
from types import TracebackType

from automation.system.keyboard import SingleKeys, is_a_terminal


class Keys:
    """The keys that are pressed while the block runs; none without a terminal.

    The terminal's mode is always restored at the end of the block. Ctrl-C works as usual.
    """

    def __init__(self) -> None:
        self.terminal = is_a_terminal(sys.stdin)
        self._keys = SingleKeys()

    def __enter__(self) -> "Keys":
        """Start reading single keys without echoing them."""
        if self.terminal:
            self._keys.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Restore the terminal's mode."""
        if self.terminal:
            self._keys.end()

    def pressed(self) -> str | None:
        """The next key that was pressed ("enter" or the character), or None."""
        key = self._keys.next() if self.terminal else None
        return "enter" if key in {"\r", "\n"} else key and key.lower()
