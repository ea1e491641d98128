"""Carrying one kind over: compare both accounts, add what is missing, and compare again."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from automation.beyond.kind import Change, Kind, NotSupported
from automation.beyond.readings import Reading
from automation.outline import Side
from automation.results import AlsoCarried, BeyondResult
from automation.run.current_step import StepRun
from automation.run.move import Move
from automation.text import some

# What the user runs once the followers have arrived.
LATER_COMMAND = "mastodon-move also --later"


class Transfer:
    """Adds what is missing to the new account, kind by kind.

    Args:
        move: The run, signed in to the new account.
        result: The part's result; gets what is carried over, kind by kind.
        later: Whether to do what has to wait for the followers to arrive, rather than everything else.
    """

    def __init__(self, move: Move, result: BeyondResult, *, later: bool = False) -> None:
        self._move, self._later = move, later
        self.problems: list[str] = []
        result.also = self._results = dict[str, AlsoCarried]()

    def carry(self, kind: Kind[Any], reading: Reading | None, step: StepRun) -> None:
        """Add what the new account lacks of one kind.

        Args:
            kind: The kind.
            reading: What was read on the old account; None if it could not be read.
            step: The step, which says what was done.

        Raises:
            PageError: A screen did not appear.
        """
        if reading is None or reading.state is None:
            why = reading.lacking if reading else "nothing was read on the old account"
            self._results[kind.name] = AlsoCarried(kind.noun, lacking=f"old server: {why}")
            step.skip(f"not possible: {why}")
            return
        old = kind.model.model_validate(reading.state)
        result = self._results[kind.name] = AlsoCarried(kind.noun, on_old=kind.count(old))
        try:
            new = kind.read(Side.NEW, old)
        except NotSupported as lack:
            result.lacking = f"new server: {lack}"
            step.skip(f"not possible: {lack}")
            self._remark(kind, old, None, step)
            return
        if why := kind.skip_reason(old):
            step.skip(why)
        elif changes := self._missing(kind, old, new):
            self._add(kind, old, changes, step, result)
        else:
            step.already(f"nothing is {kind.difference}")
        self._remark(kind, old, new, step)

    def _missing(self, kind: Kind[Any], old: Any, new: Any) -> list[Change]:
        return kind.missing_later(old, new) if self._later else kind.missing(old, new)

    def _add(self, kind: Kind[Any], old: Any, changes: Sequence[Change], step: StepRun, result: AlsoCarried) -> None:
        self._move.progress.tell(f"{kind.noun}, {kind.difference}: {self._named(changes)}")
        left = dict(kind.add(changes))
        lacking = {change.words for change in self._missing(kind, old, kind.read(Side.NEW, old))}
        added = [change for change in changes if change.words not in lacking]
        result.added = [change.words for change in added]
        result.left = {change.words: why for change, why in left.items()}
        if added:
            step.says(f"{kind.done}: {self._named(added)}")
        for why in dict.fromkeys(left.values()):
            named = self._named([change for change in left if left[change] == why])
            step.says(f"not added: {named} ({why})")
            self._move.keep_for_later(f"{kind.noun}: {named}: {why}")
        result.missing = sorted(lacking - set(result.left))
        if result.missing:
            self.problems.append(f"{kind.noun}: the new account does not show {', '.join(result.missing)}.")
        self._move.journal.write("also", kind=kind.name, **asdict(result))

    def _remark(self, kind: Kind[Any], old: Any, new: Any, step: StepRun) -> None:
        if self._later:
            return
        step.says(*kind.remarks(old, new))
        for reminder in kind.reminders(old, new):
            self._move.keep_for_later(reminder)
        if new is not None and (later := kind.missing_later(old, new)):
            self._move.keep_for_later(
                f"{kind.noun}: {self._named(later)}. This has to wait until your followers have arrived; "
                f"then run: {LATER_COMMAND}"
            )

    def _named(self, changes: Sequence[Change]) -> str:
        """The changes in words; only their number if names are to be hidden, or if there are many."""
        if self._move.settings.redact:
            return str(len(changes))
        return some([change.words for change in changes])
