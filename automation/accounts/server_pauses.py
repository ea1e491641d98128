"""Leaving a server alone while it has trouble, as one run has told all others that share a file of waits."""

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from playwright.sync_api import Page

from automation.context import RunContext
from automation.errors import STEPS_STAY, ServerProblem
from automation.handles import domain_key
from automation.outline import Side
from automation.retry import pause as wait
from automation.text import time_of_day
from pages.browser.actions import Action
from pages.browser.execution import Performer
from pages.errors import ServerTrouble

_TOO_MANY, _BUG = 429, 500
# A server that asks to wait longer is asked again after this time.
_LONGEST_S = 3600


class ServerPauses:
    """Holds actions back on one server, and tells other runs when this one meets trouble.

    An observer of actions, asked before all others.

    Args:
        context: The run's context.
        side: The server.
    """

    def __init__(self, context: RunContext, side: Side) -> None:
        self._context, self._side = context, side

    def before(self, action: Action) -> Performer:
        """Wait until the server may be asked."""
        self.hold(action.page)
        return "actor"

    def after(self, action: Action) -> None:
        """Do nothing."""

    def hold(self, page: Page | None) -> None:
        """Wait until the server may be asked.

        Args:
            page: The page that does the waiting, so that a closed window ends it; None before there is one.

        Raises:
            ServerProblem: That takes longer than this run keeps trying.
        """
        context = self._context
        if self._is_declared():
            return
        while until := context.shared_waits.until(self._names()):
            left = (until - datetime.now(UTC)).total_seconds()
            domain = context.handle(self._side).domain
            if left > context.settings.retry_timeout:
                raise _later(domain, until)
            wait(
                page, left, partial(context.progress.wait, f"another run had trouble with {domain}", then="continuing")
            )

    def _is_declared(self) -> bool:
        """Whether the journal says that the next action is about to happen. If it is killed, the next run waits for the
        effect, counted from there; so nothing may come between.
        """
        declared = self._context.journal.declared_at
        return declared is not None and time.monotonic() - declared < self._context.settings.settle

    def tell(self, error: BaseException, seconds: float) -> None:
        """Tell other runs of trouble that they would have, too.

        Args:
            error: What happened.
            seconds: How long this run waits before it asks again.
        """
        trouble = error if isinstance(error, ServerTrouble) else error.__cause__
        if isinstance(trouble, ServerTrouble) and _is_of_all(trouble) and self._is_here(trouble):
            pause = timedelta(seconds=min(seconds, _LONGEST_S))
            self._context.shared_waits.add(self._names(), datetime.now(UTC) + pause)

    def _is_here(self, trouble: ServerTrouble) -> bool:
        """Whether it is of this server, and not of the storage that its files are on."""
        return urlsplit(trouble.address).netloc in self._names()

    def _names(self) -> set[str]:
        account = self._context.account(self._side)
        if account.handle is None:  # a run that needs one account only
            return set()
        return {urlsplit(account.origin).netloc, domain_key(account.handle.domain)}


def _is_of_all(trouble: ServerTrouble) -> bool:
    """Whether other visitors of the server would have the same trouble. A bug can concern one account alone."""
    return trouble.status is None or trouble.status == _TOO_MANY or trouble.status > _BUG


def _later(domain: str, until: datetime) -> ServerProblem:
    problem = ServerProblem(
        f"{domain} asked another run to wait until {time_of_day(until)}.",
        safe=STEPS_STAY,
        next_="Run the same command again then.",
    )
    problem.keeps_details = False
    return problem
