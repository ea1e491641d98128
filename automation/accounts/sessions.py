"""The signed-in browser pages of a run: one context, one page and one sign-in for each server."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    StorageState,
    StorageStateCookie,
    ViewportSize,
)
from playwright.sync_api import Error as PlaywrightError

from automation.accounts import origins, session_store
from automation.accounts.credentials import Credentials
from automation.accounts.server_pauses import ServerPauses
from automation.accounts.sign_in import confirm_password, expect_account, sign_in, sign_in_again
from automation.browser import launch
from automation.context import RunContext
from automation.errors import MoveError, ServerProblem
from automation.observers import windows
from automation.observers.run_observers import RunObservers
from automation.outline import Side
from automation.retry import may_read_again
from pages.browser.actions import ActionObserver
from pages.browser.actor import Actor
from pages.errors import PageError, SignedOut
from pages.panels.left_panel import LeftPanel
from pages.settings.account import AccountPage
from pages.sign_in import Landing
from pages.web_app.home import HomePage

# Wide enough for the web app to show its navigation panel and the compose box (SCREENS.md: from about 1175 px).
_WINDOW: ViewportSize = {"width": 1280, "height": 900}


@dataclass
class Session:
    """A signed-in page of one server."""

    context: BrowserContext
    actor: Actor
    credentials: Credentials
    landing: Landing
    kept: bool = False  # saved for later runs, so the run does not sign out
    doubtful: bool = False  # something went wrong, so check whether the session still exists


class Sessions:
    """All sessions of a run, and their browser. Closing signs out, ends the recordings and closes the browser.

    Downloads and traces are first written to a working folder inside the move's folder: that disk has room for them,
    nobody else can read the folder, and it is deleted at the end.

    Args:
        context: The run's context.
        playwright: A running Playwright.
        observer: Is told of every action on the pages.
        observers: Are told of contexts and pages, and closed at the end.
    """

    def __init__(
        self, context: RunContext, playwright: Playwright, observer: ActionObserver, observers: RunObservers
    ) -> None:
        self._context = context
        self._settings = context.settings
        self._playwright, self._observer, self._observers = playwright, observer, observers
        self._browser: Browser | None = None
        self._open: dict[Side, Session] = {}
        self.signed_out: list[str] = []  # the accounts that `close` has signed out
        self.ever_signed_in = False  # in this run, on either side
        self._actors: dict[Side, Actor] = {}
        self._contexts: dict[Side, BrowserContext] = {}
        self._server_pauses = {side: ServerPauses(context, side) for side in Side}
        context.retry_policy.failed = self._tell_other_runs

    def log_in(self, side: Side) -> Landing:
        """Sign in if this run has not done so yet; otherwise go back to the web app."""
        session = self._open.get(side)
        if session is None:
            return self._begin(side).landing
        panel, home, sure = LeftPanel(session.actor), HomePage(session.actor), not session.doubtful
        if sure and panel.is_shown():
            session.landing = panel.back_to_mastodon()
        elif sure and isinstance(session.landing, AccountPage):
            session.landing = AccountPage.open(session.actor)
        elif sure and home.web_app.present():
            session.landing = home
        else:  # the session is in doubt, or the page is outside the web app, like profiles up to 3.5
            session.landing = self._enter(session.context, session.actor, session.credentials, again=True)
            session.doubtful = False
        return session.landing

    def has(self, side: Side) -> bool:
        """Whether this run has already signed in on that side."""
        return side in self._open

    def of(self, side: Side) -> Session:
        """The session of one side."""
        return self._open[side]

    def actor_at(self, side: Side) -> Actor | None:
        """The actor of a side's page, signed in or not; None if no page was opened."""
        return self._actors.get(side)

    def doubt(self) -> None:
        """After a server error: have `log_in` check that each session still exists, and sign in again if not."""
        for session in self._open.values():
            session.doubtful = True

    def keep(self, side: Side) -> str:
        """Save a session for later runs, and return where."""
        session = self._open[side]
        session.kept = True
        state, host = session.context.storage_state(), urlsplit(session.actor.origin).hostname
        own = [cookie for cookie in state.get("cookies", []) if _is_of(cookie, host)]
        origins = [one for one in state.get("origins", []) if one["origin"] == session.actor.origin]
        return session_store.keep_session(session.credentials.handle, {"cookies": own, "origins": origins})

    def lost_browser(self) -> bool:
        """Whether the browser has closed or was never opened."""
        return self._browser is None or not self._browser.is_connected()

    def close(self, *, failed: bool) -> list[str]:
        """Sign out unless the session is saved, and close the browser; return the traces and videos that are kept."""
        self._observers.leaving()
        for side, session in list(self._open.items()):
            if session.kept:
                with suppress(PlaywrightError):
                    self.keep(side)
            else:
                self._sign_out_at_the_end(side)
        kept = self._observers.close(failed=failed)
        for context in self._contexts.values():
            with suppress(PlaywrightError):
                context.close()
        if self._browser is not None:
            with suppress(PlaywrightError):
                self._browser.close()
        self.abandon()
        return kept

    def abandon(self) -> None:
        """Delete unfinished downloads and traces. A browser that is still open closes with this process."""
        self._context.working.end()

    def _sign_out_at_the_end(self, side: Side) -> None:
        handle = self._open[side].credentials.handle
        try:
            self.sign_out(side)
        except SignedOut:
            pass  # the server has ended it
        except (PageError, PlaywrightError, ServerProblem):
            self._context.progress.tell(
                f"{handle} could not be signed out: this run's session still exists on the server. End it at "
                f"{self._open[side].actor.origin}{AccountPage.address}, in the list of sessions."
            )
        else:
            self.signed_out.append(str(handle))

    def sign_out(self, side: Side) -> None:
        """Click "Logout", which ends the session on the server."""
        session = self._open[side]
        LeftPanel.reach(session.actor).sign_out()
        del self._open[side]

    # -- opening a session
    def _begin(self, side: Side) -> Session:
        account = self._context.account(side)
        by_hand = self._settings.sign_in_timeout if self._settings.headed else None
        credentials = Credentials(side, account, self._context.secrets, self._context.progress, by_hand)
        state = session_store.session_of(credentials.handle)
        self._close_failed(side)
        self._server_pauses[side].hold(None)
        context = self._contexts[side] = self._context_for(side, state)
        if account.url is None:
            account.url = origins.confirmed(
                context, side, credentials.handle, self._context.journal, self._context.progress
            )
        actor = self._new_actor(side, context, account.origin, credentials)
        landing = self._enter(context, actor, credentials, again=state is not None)
        self._open[side] = Session(context, actor, credentials, landing, kept=state is not None)
        self.ever_signed_in = True
        expect_account(landing, credentials)
        return self._open[side]

    def _close_failed(self, side: Side) -> None:
        """Close what a failed sign-in left open: the next try needs a fresh page."""
        earlier = self._contexts.pop(side, None)
        if earlier and earlier not in self._contexts.values():
            earlier.close()
        elif actor := self._actors.get(side):
            actor.page.close()

    def _enter(self, context: BrowserContext, actor: Actor, credentials: Credentials, *, again: bool) -> Landing:
        """Sign in. Nothing that the user typed may stay in a trace."""
        try:
            landing = sign_in_again(actor, credentials) if again else sign_in(actor, credentials)
        except (PageError, PlaywrightError, MoveError):  # not Ctrl-C: after it, Playwright must not be called
            self._forget_what_was_typed(context, credentials)
            raise
        self._forget_what_was_typed(context, credentials)
        return landing

    def _forget_what_was_typed(self, context: BrowserContext, credentials: Credentials) -> None:
        """Discard the recordings: the program does not know what was typed, so it cannot remove it."""
        if credentials.typed_by_hand:
            self._observers.forget(context)
        credentials.typed_by_hand = False

    def _context_for(self, side: Side, state: StorageState | None) -> BrowserContext:
        """A new context; on a narrow screen the other side's, so that both pages are tabs of one window."""
        if state is not None:
            self._context.secrets.add_tokens(*(cookie.get("value") for cookie in state.get("cookies", [])))
        shared = self._shared_context(side)
        if shared is None:
            return self._new_context(state)
        if state is not None:
            shared.add_cookies([dict(cookie) for cookie in state.get("cookies", [])])  # type: ignore[misc]
        return shared

    def _shared_context(self, side: Side) -> BrowserContext | None:
        """The other side's context, unless both servers have the same host: cookies ignore ports."""
        actor = self._actors.get(side.other)
        if not self._settings.headed or actor is None or windows.Screen.of(actor.page).wide:
            return None
        hosts = {urlsplit(self._context.account(one).origin).hostname for one in Side}
        return self._contexts.get(side.other) if len(hosts) > 1 else None

    def _new_context(self, state: StorageState | None) -> BrowserContext:
        settings = self._settings
        if self._browser is None:
            self._browser = launch.launch(
                self._playwright,
                settings.browser,
                headed=settings.headed,
                slow_mo=settings.slow_mo,
                sandbox=settings.sandbox,
                working=self._context.working.path,
            )
        size: dict[str, Any] = {"no_viewport": True} if settings.headed else {"viewport": _WINDOW}
        context = self._browser.new_context(service_workers="block", storage_state=state, **size)
        context.set_default_timeout(settings.timeout * 1000)
        return context

    def _new_actor(self, side: Side, context: BrowserContext, origin: str, credentials: Credentials) -> Actor:
        self._observers.before_page(context)
        page = context.new_page()
        if self._settings.headed:
            windows.place(page, side, windows.Screen.of(page))
        self._observers.opened(side, page)
        actor = self._actors[side] = Actor(page, origin)
        actor.timeout_ms = self._settings.timeout * 1000
        actor.user_timeout_ms = self._settings.sign_in_timeout * 1000
        actor.render_timeout_ms = min(actor.render_timeout_ms, actor.timeout_ms / 2)
        actor.observers += [self._server_pauses[side], self._observer]
        actor.documents.repeat = lambda read: self._repeat(side, page, read)
        actor.ask_user_to_clear = self._ask_to_clear if self._settings.headed else None
        actor.confirm_password = lambda: confirm_password(actor, credentials)
        actor.on_secret_typed = lambda secret: self._typed(context, secret)
        return actor

    def _repeat(self, side: Side, page: Page, read: Callable[[], None]) -> None:
        """Ask a server for a document, and again while it has trouble."""

        def when_allowed() -> None:
            self._server_pauses[side].hold(page)
            read()

        self._context.retry_policy.again(when_allowed, may_read_again, page)

    def _tell_other_runs(self, error: BaseException, seconds: float) -> None:
        for side in Side:
            self._server_pauses[side].tell(error, seconds)

    def _ask_to_clear(self, said: str) -> None:
        self._context.progress.by_hand(
            f"{self._context.secrets.scrub(said)} If you can, deal with it in the browser window. "
            "The run then continues on its own.",
            self._settings.sign_in_timeout,
        )

    def _typed(self, context: BrowserContext, secret: str | None) -> None:
        """The user typed a secret: remember it for scrubbing, or discard the recordings if it could not be read."""
        if secret is None:
            self._observers.forget(context)
        self._context.secrets.add(secret)


def _is_of(cookie: StorageStateCookie, host: str | None) -> bool:
    """Whether a cookie is sent to a host. Two servers that share a window have their cookies in one context."""
    domain = cookie.get("domain", "").lstrip(".")
    return host is not None and (host == domain or host.endswith(f".{domain}"))
