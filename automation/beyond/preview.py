"""A preview of what would be copied, read on both accounts without changing anything."""

from collections.abc import Iterator
from typing import Any

from automation.beyond.all_kinds import kinds_of
from automation.beyond.kind import Kind, NotSupported
from automation.outline import Side
from automation.run.move import Move

# What is said of a kind if one of the servers has no page for it.
LACKING = "cannot be copied"


class Preview:
    """A preview of both accounts. Read the old account first.

    Args:
        move: The run, which signs in before each look.
    """

    def __init__(self, move: Move) -> None:
        self._kinds = kinds_of(move)
        self._old: dict[str, Any] = {}

    def old(self) -> Iterator[tuple[Kind[Any], str]]:
        """The kinds on the old account, each with what its page shows.

        Raises:
            PageError: A screen did not appear.
        """
        for kind in self._kinds:
            if forecast := kind.forecast(Side.OLD):
                yield kind, forecast
                continue
            try:
                self._old[kind.name] = kind.read(Side.OLD)
            except NotSupported as lack:
                yield kind, f"{LACKING}: on the old server, {lack}"
            else:
                yield kind, f"{kind.count(self._old[kind.name])} on the old account"

    def new(self) -> Iterator[tuple[Kind[Any], str]]:
        """The kinds on the new account, each with what would be added.

        Raises:
            PageError: A screen did not appear.
        """
        for kind in self._kinds:
            if (old := self._old.get(kind.name)) is None:
                continue
            try:
                changes = kind.missing(old, kind.read(Side.NEW, old))
            except NotSupported as lack:
                yield kind, f"{LACKING}: on the new server, {lack}"
            else:
                yield kind, f"{kind.count(old)} on the old account; {len(changes) or 'nothing'} to add to the new one"
