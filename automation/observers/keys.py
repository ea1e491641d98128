"""Single keys from the terminal, while other things go on."""

import sys
from types import TracebackType

from automation.keyboard import SingleKeys, is_a_terminal


class Keys:
    """The keys that are pressed while the block runs; none where there is no terminal.

    The terminal is put back as it was when the block is left, however that happens. Ctrl-C stays Ctrl-C.
    """

    def __init__(self) -> None:
        self.terminal = is_a_terminal(sys.stdin)
        self._keys = SingleKeys()

    def __enter__(self) -> "Keys":
        """Take single keys from the terminal, without showing them."""
        if self.terminal:
            self._keys.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """As it was before."""
        if self.terminal:
            self._keys.end()

    def pressed(self) -> str | None:
        """The next key, where one was pressed: "enter", or the character."""
        key = self._keys.next() if self.terminal else None
        return "enter" if key in {"\r", "\n"} else key and key.lower()
