"""The signed-in browser pages of a run: one context, one page and one sign-in for each server."""

import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, StorageState
from playwright.sync_api import Error as PlaywrightError

from automation import browser, origins, recording, remembered
from automation.credentials import Credentials
from automation.errors import MoveError
from automation.files import private_folder, working_folder
from automation.guide import Side
from automation.journal import Journal
from automation.patience import Patience, may_read_again
from automation.progress import Progress
from automation.secrets import Secrets
from automation.settings import AccountSettings, Settings
from automation.sign_in import confirm_password, sign_in, sign_in_again
from pages.account import AccountPage
from pages.errors import PageError
from pages.hand import Hand, Watcher
from pages.home import HomePage
from pages.settings import LeftPanel
from pages.sign_in import Landing

# Wide enough for the web app to show its panel and the compose box (SCREENS.md: from about 1175 px).
_WINDOW = (1280, 900)


@dataclass
class Session:
    """A signed-in page of one server."""

    context: BrowserContext
    hand: Hand
    credentials: Credentials
    landing: Landing
    kept: bool = False  # between runs: then one does not sign out
    doubtful: bool = False  # something went wrong there: whether one is still signed in has to be looked at


@dataclass
class Sessions:
    """All of them, and the browser around them. Closing signs out, keeps the traces and ends the browser.

    Downloads and traces grow in a folder within the move's: there is room for them there, nobody else can read it,
    and it goes at the end.
    """

    settings: Settings
    playwright: Playwright
    progress: Progress
    secrets: Secrets
    journal: Journal
    patience: Patience
    watcher: Watcher
    folder: Path

    def __post_init__(self) -> None:
        """Nothing is open yet."""
        self._browser: Browser | None = None
        self._open: dict[Side, Session] = {}
        self._hands: dict[Side, Hand] = {}
        self._contexts: dict[Side, BrowserContext] = {}
        self._working: Path | None = None

    @property
    def downloads(self) -> Path:
        """Where files are while they arrive."""
        assert self._working is not None  # noqa: S101 (whatever downloads has a browser open)
        return self._working / browser.DOWNLOADS

    def log_in(self, side: Side) -> Landing:
        """Sign in where that has not been done in this run, else go back to the web app."""
        session = self._open.get(side)
        if session is None:
            return self._begin(side).landing
        if session.doubtful:
            session.landing = self._enter(session.context, session.hand, session.credentials, again=True)
            session.doubtful = False
            return session.landing
        panel = LeftPanel(session.hand)
        if panel.is_shown():
            session.landing = panel.back_to_mastodon()
        elif isinstance(session.landing, AccountPage):
            session.landing = AccountPage.open(session.hand)
        else:
            session.landing = HomePage(session.hand).wait()
        return session.landing

    def has(self, side: Side) -> bool:
        """Whether this run has signed in there already."""
        return side in self._open

    def of(self, side: Side) -> Session:
        """The session of one of the two servers."""
        return self._open[side]

    def hand_at(self, side: Side) -> Hand | None:
        """The hand at a server's page, signed in or not; None where none was opened."""
        return self._hands.get(side)

    def doubt(self) -> None:
        """After trouble: look whether one is still signed in before going on, and sign in anew where one is not."""
        for session in self._open.values():
            session.doubtful = True

    def keep(self, side: Side) -> str:
        """Keep a session for later runs, and say where."""
        session = self._open[side]
        session.kept = True
        return remembered.keep_session(session.credentials.handle, session.context.storage_state())

    def lost_browser(self) -> bool:
        """Whether the browser is gone, or was never there."""
        return self._browser is None or not self._browser.is_connected()

    def close(self, *, failed: bool) -> list[str]:
        """Sign out where the session is not kept, end the browser; return the traces that are kept."""
        traces = []
        for side, session in self._open.items():
            with suppress(PageError, PlaywrightError):
                if session.kept:
                    self.keep(side)
                else:
                    self.sign_out(side)
        for side, context in self._contexts.items():
            with suppress(PlaywrightError):
                traces += self._stop_trace(side, context, keep=failed or self.settings.trace == "on")
                context.close()
        if self._browser is not None:
            with suppress(PlaywrightError):
                self._browser.close()
        self.abandon()
        return traces

    def abandon(self) -> None:
        """Leave nothing behind of what was on its way; the browser ends with this process, if it has not ended."""
        if self._working is not None and self._working.exists():
            # By another name first: what a browser that is ending would still write, finds no place.
            shutil.rmtree(self._working.rename(f"{self._working}-ended"), ignore_errors=True)

    def sign_out(self, side: Side) -> None:
        """Click "Logout"; the session has ended on the server then."""
        session = self._open[side]
        panel = LeftPanel(session.hand)
        if not panel.is_shown():
            panel = AccountPage.open(session.hand).left_panel
        panel.sign_out()
        session.kept = False

    # -- opening one

    def _begin(self, side: Side) -> Session:
        account: AccountSettings = getattr(self.settings, side.value)
        by_hand = self.settings.sign_in_patience if self.settings.headed else None
        credentials = Credentials(side, account, self.secrets, self.progress, by_hand)
        state = remembered.session_of(credentials.handle)
        if state is None:
            credentials.require()  # asked for before a window opens
        if earlier := self._contexts.pop(side, None):
            earlier.close()  # a sign-in that failed, and is tried again
        context = self._contexts[side] = self._new_context(state)
        if account.url is None:
            account.url = origins.confirmed(context, side, credentials.handle, self.journal, self.progress)
        hand = self._new_hand(side, context, account.origin, credentials)
        landing = self._enter(context, hand, credentials, again=state is not None)
        self._open[side] = Session(context, hand, credentials, landing, kept=state is not None)
        return self._open[side]

    def _enter(self, context: BrowserContext, hand: Hand, credentials: Credentials, *, again: bool) -> Landing:
        """Sign in, in a way that leaves nothing in a trace that the person typed by hand."""
        try:
            landing = sign_in_again(hand, credentials) if again else sign_in(hand, credentials)
        except (PageError, PlaywrightError, MoveError):  # not Ctrl-C: after it Playwright must not be spoken to
            self._forget_what_was_typed(context, credentials)
            raise
        self._forget_what_was_typed(context, credentials)
        return landing

    def _forget_what_was_typed(self, context: BrowserContext, credentials: Credentials) -> None:
        """Begin the trace anew: nobody knows what would have to be removed from it."""
        if credentials.typed_by_hand and self.settings.trace != "off":
            context.tracing.stop()
            recording.start(context)
        credentials.typed_by_hand = False

    def _new_context(self, state: StorageState | None) -> BrowserContext:
        if self._browser is None:
            settings = self.settings
            self._working = working_folder(self.folder)
            self._browser = browser.launch(
                self.playwright,
                settings.browser,
                headed=settings.headed,
                slow_mo=settings.slow_mo,
                sandbox=settings.sandbox,
                working=self._working,
            )
        context = self._browser.new_context(
            viewport={"width": _WINDOW[0], "height": _WINDOW[1]}, service_workers="block", storage_state=state
        )
        if state is not None:
            self.secrets.add(*(cookie.get("value") for cookie in state.get("cookies", [])))
        context.set_default_timeout(self.settings.timeout * 1000)
        return context

    def _new_hand(self, side: Side, context: BrowserContext, origin: str, credentials: Credentials) -> Hand:
        if self.settings.trace != "off":
            recording.start(context)
        hand = self._hands[side] = Hand(context.new_page(), origin)
        hand.drawn_within_ms = min(hand.drawn_within_ms, self.settings.timeout * 1000 / 2)
        hand.watchers.append(self.watcher)
        hand.documents.repeat = lambda read: self.patience.again(read, may_read_again, hand.page)
        hand.confirm_password = lambda: confirm_password(hand, credentials)
        return hand

    def _stop_trace(self, side: Side, context: BrowserContext, *, keep: bool) -> list[str]:
        if self.settings.trace == "off":
            return []
        if not keep:
            context.tracing.stop()
            return []
        target = private_folder(self.folder / "traces") / f"{time.strftime('%Y-%m-%dT%H%M%S')}-{side}.zip"
        if recording.stop(context, target, self.secrets) is None:
            self.progress.tell("The trace was not kept: a secret could not be removed from it.")
            return []
        return [str(target)]
