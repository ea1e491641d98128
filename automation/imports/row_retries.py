"""Retries of rows that an import did not bring. The guide goes on with other parts while it waits for them."""

from datetime import UTC, datetime

from automation.imports import verify
from automation.imports.silent_hosts import host_of
from automation.imports.upload_plan import UploadPlans
from automation.imports.uploads import Imports
from automation.imports.verify import Verified
from automation.lists.kinds import ListKind
from automation.lists.rows import Row, key_of
from automation.outline import Side
from automation.results import ImportResult
from automation.run.move import Move
from automation.text import time_of_day
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel

WORDS = "Retry the rows that failed"


class RowRetries:
    """The missing rows of one import, and when it is worth retrying them.

    `look` makes the first comparison. Then the caller decides when to call `come_back`, which waits as long as the
    server needs, `try_if_due`, which never waits, and `conclude`, which reports the outcome.
    """

    def __init__(self, move: Move, plans: UploadPlans, imports: Imports, result: ImportResult) -> None:
        self._move, self._plans, self._imports, self._result = move, plans, imports, result
        self._left: int = move.settings.retry_failed
        self._found: dict[ListKind, Verified] = {}
        result.verified = {}

    def look(self) -> None:
        """Compare the new account's lists with the files. The open page must have the left panel."""
        imports, before = self._imports, self._missing()
        held_back = {host_of(kind, row) for kind, plan in self._plans.of.items() for row in plan.waiting}
        self._found = verify.look(self._plans, imports.page.at(LeftPanel).open_import_and_export(), imports)
        for kind, one in self._found.items():
            if kind.name in imports.done:
                imports.done[kind.name].missing = len(one.missing)
        self._result.verified = verify.keep(self._move, self._plans, self._found)
        self._plans.silent.failed(self._hosts() - held_back)
        if before is not None and self._missing() == before:
            self._left = 0  # the last retry changed nothing, so the next would not either

    def _missing(self) -> int | None:
        return sum(len(one.missing) + len(one.differing) for one in self._found.values()) if self._found else None

    def _failed(self) -> dict[ListKind, list[Row]]:
        found = {kind: self._worth_another_try(kind, one) for kind, one in self._found.items()}
        return {kind: rows for kind, rows in found.items() if rows}

    def _worth_another_try(self, kind: ListKind, one: Verified) -> list[Row]:
        """The rows that failed, and those with other settings unless the server reported them as imported."""
        if self._imports.refused(kind):
            return []
        failed, key = self._imports.failed(kind), key_of(kind)
        return [*one.failed, *(row for row in one.differing if failed is None or key(row) in failed)]

    def _hosts(self) -> set[str]:
        return {host_of(kind, row) for kind, rows in self._failed().items() for row in rows}

    def _count(self) -> int:
        return sum(map(len, self._failed().values()))

    @property
    def open(self) -> bool:
        """Whether another retry could help."""
        return self._left > 0 and bool(self._failed())

    @property
    def may_follow(self) -> bool:
        """Never: what is missing is retried once before the followers are moved."""
        return False

    def due(self) -> datetime:
        """When the next retry makes sense: until then the server does not contact the hosts that failed."""
        return self._plans.silent.may_answer_at(self._hosts())

    def said(self) -> str:
        """How many failed rows wait for a retry, and until when."""
        rows = "1 failed row" if self._count() == 1 else f"{self._count()} failed rows"
        return (
            f"{rows} will be retried at {time_of_day(self.due())}; until then, the new server does not contact the "
            "servers of these rows again"
        )

    def come_back(self) -> None:
        """Wait until a retry is due, then retry once."""
        with self._move.looking(WORDS, Side.NEW):
            self._move.wait(Side.NEW, (self.due() - datetime.now(UTC)).total_seconds(), self._count_down)
            self._try()

    def try_if_due(self, seconds: float) -> None:
        """Retry once if a retry is due and could help."""
        if self.open and self.due() <= datetime.now(UTC):
            with self._move.looking(WORDS, Side.NEW):
                self._try()

    def _count_down(self, left: float) -> None:
        self._move.progress.wait(f"{self._count()} rows failed", left)

    def _try(self) -> None:
        export = (
            self._move.log_in(Side.NEW).at(NavigationPanel).open_preferences().at(LeftPanel).open_import_and_export()
        )
        self._imports.page = export.at(LeftPanel).open_import()
        for kind, rows in self._failed().items():
            self._imports.upload_again(kind, rows)
        self._imports.watch_to_the_end()
        self._left -= 1
        self.look()

    def conclude(self) -> None:
        """Report what arrived, what did not, and why.

        Raises:
            DoneInPart: A list is not complete; the error says when another run makes sense.
        """
        with self._move.looking(verify.WORDS, Side.NEW):
            verify.find_reasons(self._move, self._found)
            self._result.verified = verify.keep(self._move, self._plans, self._found)
            self._imports.problems += verify.sentences(self._found)
        self._imports.raise_if_incomplete(again_at=time_of_day(self.due()) if self._failed() else "")
