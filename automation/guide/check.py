"""The look before the move: every screen that the guide needs, walked without changing anything.

For each screen it tells which of the controls that the guide uses are there, which are not, and which steps that
prevents; and what else stands in the way: a cooldown, a redirect, an account that is limited, lists over the limits.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from automation.errors import ConditionNotMet, MoveError
from automation.guide.parts import PARTS
from automation.lists.kinds import FOLLOWS, KINDS
from automation.lists.split import ROWS_PER_FILE
from automation.migration import follow_requests, move_form
from automation.run import error_details
from automation.run.move import Move
from automation.steps import Part, Side, Step
from pages.account import AccountPage
from pages.actions import BoundControl
from pages.aliases import AliasesPage
from pages.compose import ComposeForm
from pages.errors import ScreenNotRecognised
from pages.export import ExportPage
from pages.imports import ImportPage
from pages.left_panel import LeftPanel
from pages.migration import MigrationPage
from pages.navigation_panel import NavigationPanel
from pages.profile_editor import ProfileEditor
from pages.profile_settings import ProfileSettingsPage
from pages.screen import Control, Region
from pages.settings import SettingsScreen
from pages.web_app import WebAppScreen

WORDS = "Look at every screen that the guide needs"
EVENT = "check"

_IN_THE_WAY = {
    move_form.Redirect.ONLY: "the old account only redirects to the new one, without its followers; undo that first",
    move_form.Redirect.ELSEWHERE: "the old account redirects elsewhere",
}
# The steps that something prevents: the part, and the step in the guide's words.
Prevented = list[tuple[int, str]]


@dataclass
class Seen:
    """A screen: which controls are there, which are not, and the guide's steps that this prevents."""

    server: str
    screen: str
    address: str
    found: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    prevents: list[str] = field(default_factory=list)
    error_details: list[str] = field(default_factory=list)


@dataclass
class Obstacle:
    """Something in the way of a part of the guide."""

    part: int
    what: str


class Check:
    """One walk over both servers' screens."""

    def __init__(self, move: Move) -> None:
        self._move = move
        self.seen: list[Seen] = []
        self.obstacles: list[Obstacle] = []
        self.facts: dict[str, str] = {}
        self._counts: dict[str, int | None] = {}

    def facts_of_all(self) -> dict[str, Any]:
        """As the results and `--json` have it."""
        return {
            "screens": [asdict(seen) for seen in self.seen],
            "obstacles": [asdict(obstacle) for obstacle in self.obstacles],
            "facts": self.facts,
        }

    # -- the two walks

    def old(self) -> None:
        """The server that one leaves."""
        account = self._enter(Side.OLD)
        export = self._opened(Side.OLD, ExportPage, account.at(LeftPanel).open_import_and_export)
        if export:
            self._controls(Side.OLD, export, ("CSV for follows", ExportPage.csv, {"kind": FOLLOWS.name}))
            self._lists(export)
            self._archive(export)
        account = AccountPage.open(self._move.actor(Side.OLD))
        self._controls(Side.OLD, account, ("", AccountPage.move_to_a_different_account, {}))
        if account.offers_move() and (migration := self._opened(Side.OLD, MigrationPage, account.open_migration)):
            self._migration(migration)

    def new(self) -> None:
        """The server that one moves to."""
        account = self._enter(Side.NEW)
        if account.has_moved_away():
            self.obstacles += [Obstacle(part, "the new account has itself moved away") for part in (1, 3, 4)]
            return
        export = self._opened(Side.NEW, ExportPage, account.at(LeftPanel).open_import_and_export)
        if export:
            self._room(export)
            link = export.at(LeftPanel).import_
            imports = self._opened(Side.NEW, ImportPage, export.at(LeftPanel).open_import, link=link)
            if imports:
                upload = (ImportPage.type_, ImportPage.merge, ImportPage.file, ImportPage.upload_)
                self._controls(Side.NEW, imports, *(("", control, {}) for control in upload))
                self._kinds(imports)
        account = AccountPage.open(self._move.actor(Side.NEW))
        self._controls(Side.NEW, account, ("", AccountPage.moving_from_a_different_account, {}))
        if account.moving_from_a_different_account.visible():
            self._alias(self._opened(Side.NEW, AliasesPage, account.open_aliases))

    def _enter(self, side: Side) -> AccountPage:
        """Sign in, look at the web app and the profile where the account can use them, and go to the account page."""
        landing = self._move.log_in(side, limited=True)
        if isinstance(landing, WebAppScreen):
            panel = NavigationPanel(landing.actor)
            panel.preferences.appears(landing.actor.drawn_within_ms)
            by_address = "" if panel.preferences.visible() else " (it will be opened by its address)"
            self._record(side, NavigationPanel, "/", [f"preferences{by_address}"], [])
            self._posts(side, landing)
            if side is Side.OLD and (said := follow_requests.waiting(self._move)):
                self.facts["follow requests"] = said
            self._profile(side, landing.at(NavigationPanel).open_preferences())
        if side is Side.NEW and (said := follow_requests.new_account_is_locked(self._move)):
            self.facts["the new account is locked"] = said
        account = AccountPage.open(self._move.actor(side))
        if said := account.says_of_account():
            numbers = {Side.OLD: (1, 5), Side.NEW: (1, 3, 4)}[side]
            open_ = "only its lists and archive can be exported" if side is Side.OLD else "nothing can be brought there"
            self.obstacles += [Obstacle(part, f"of the {side} account {open_}: {said}") for part in numbers]
        if said := account.says_of_limits():
            self.facts[f"the {side} account"] = said
        return account

    def _posts(self, side: Side, home: WebAppScreen) -> None:
        """Where there is nothing to write in, the guide leaves the post to the person and goes on."""
        if not self._move.settings.post:
            return
        try:
            self._record(side, ComposeForm, "/", [home.compose.text.name], [])
        except ScreenNotRecognised as error:
            self.facts[f"post on the {side} account"] = f"is left to you: there is no {error.control} on {error.screen}"

    def _profile(self, side: Side, preferences: SettingsScreen) -> None:
        """The form, or the editor that the page leads to."""
        copying = _steps(lambda step: (step.part, step.number) == (1, 1))
        page = self._opened(side, ProfileSettingsPage, preferences.at(LeftPanel).open_profile, copying)
        editor = self._opened(side, ProfileEditor, page.edit, copying) if page else None
        if editor:
            self._record(side, type(editor), editor.address, ["display name, bio, fields and pictures"], [])

    # -- what a screen says

    def _migration(self, page: MigrationPage) -> None:
        proof = MigrationPage.username if page.asks_for_username() else MigrationPage.password
        needed = (MigrationPage.new_account, proof, MigrationPage.move_followers)
        self._controls(Side.OLD, page, *(("", control, {}) for control in needed))
        self.facts["redirect"] = page.redirect_words()
        redirect = move_form.redirect_of(page, self._move.handle(Side.OLD), self._move.handle(Side.NEW))
        if redirect in _IN_THE_WAY:
            self.obstacles.append(Obstacle(5, f"{_IN_THE_WAY[redirect]}: {page.redirect_words()}"))
        elif redirect is move_form.Redirect.NOWHERE and page.on_cooldown():
            words, days = page.cooldown_words()
            self.facts["cooldown"] = words
            left = f" ({days} days)" if days else ""
            self.obstacles.append(Obstacle(5, f"the old account moved not long ago{left}: {words}"))

    def _lists(self, export: ExportPage) -> None:
        self._counts = {row.kind: row.count.exact for row in export.rows()}
        for kind, count in self._counts.items():
            if count is not None and count > ROWS_PER_FILE:
                self.facts[f"{kind} on the old account"] = f"{count}: will be uploaded in pieces of {ROWS_PER_FILE}"

    def _archive(self, export: ExportPage) -> None:
        offered = "can be requested" if export.may_request_archive() else "cannot be requested now (once in 7 days)"
        self.facts["archive of the old account"] = offered

    def _room(self, export: ExportPage) -> None:
        there = {row.kind: row.count.exact for row in export.rows()}.get(FOLLOWS.name)
        if there is None:
            return
        self.facts["the new account follows"] = "nobody yet" if there == 0 else f"{there} already"
        limit = self._move.settings.follow_limit
        coming = self._counts.get(FOLLOWS.name)
        if coming is not None and there + coming > limit:
            self.facts["follow limit"] = f"{coming} more than there is room for may stay behind (limit {limit})"

    def _kinds(self, page: ImportPage) -> None:
        offered = page.offers()
        there_are = [kind for kind in KINDS if self._counts.get(kind.name)]
        if lacking := [kind.name for kind in there_are if kind.import_type not in offered]:
            self.facts["left on this machine"] = f"{', '.join(lacking)}: the new server does not import them"

    def _alias(self, page: AliasesPage | None) -> None:
        if page is None:
            return
        self._controls(Side.NEW, page, ("", AliasesPage.handle, {}), ("", AliasesPage.create_alias_, {}))
        there = any(self._move.handle(Side.OLD).same_as(alias) for alias in page.read_aliases())
        self.facts["alias"] = "is there" if there else "is not there yet"

    # -- keeping it

    def _opened(
        self,
        side: Side,
        screen: type[Region],
        open_: Callable[[], Any],
        prevents: Prevented | None = None,
        link: BoundControl | None = None,
    ) -> Any:
        """A screen by the click that leads to it; where it does not come up, that is noted, and the walk goes on."""
        prevents = prevents or _steps_on(side, screen)
        if link is not None and not link.present():
            self._record(side, screen, "", [], [(f'link "{link.name}"', prevents)])
            return None
        try:
            return open_()
        except ScreenNotRecognised as error:
            name = f"{time.strftime('%Y-%m-%dT%H%M%S')}-check"
            kept = error_details.keep(self._move.actor(side), self._move.folder, name, self._move.secrets)
            self._record(side, screen, error.address, [], [(error.control, prevents)])
            self.seen[-1].error_details = kept
            return None

    def _controls(self, side: Side, page: Any, *controls: tuple[str, Control, dict[str, str]]) -> None:
        found, missing = [], []
        for words, control, names in controls:
            name = words or control.name
            if control.bind(page, **names).visible():
                found.append(name)
            else:
                missing.append((name, _steps_with(side, control)))
        self._record(side, type(page), page.address, found, missing)

    def _record(
        self,
        side: Side,
        screen: type[Region],
        address: str,
        found: list[str],
        missing: Sequence[tuple[str, Prevented]],
    ) -> None:
        self._move.progress.note(f"looking at the {side} server: {screen.title}")
        steps = dict.fromkeys(step for _, prevented in missing for step in prevented)
        names = [name for name, _ in missing]
        self.seen.append(Seen(side.value, screen.title, address, found, names, [words for _, words in steps]))
        where = f'"{screen.title}" ({address})' if address else f'"{screen.title}"'
        what = f'on the {side} server\'s screen {where} there is no "{", ".join(names)}"'
        self.obstacles += [Obstacle(part, what) for part in dict.fromkeys(part for part, _ in steps)]


def _steps_with(side: Side, control: Control) -> Prevented:
    """The steps that end in this control."""
    return _steps(lambda step: step.side is side and step.control is control)


def _steps_on(side: Side, screen: type[Region]) -> Prevented:
    """The steps on this screen."""
    return _steps(lambda step: step.side is side and step.screen is screen)


def _steps(wanted: Callable[[Step], bool]) -> Prevented:
    return [
        (part.number, f"Part {part.number}, step {step.number}: {step.words}")
        for part in PARTS
        for step in part.steps
        if wanted(step)
    ]


def run(move: Move, wanted: Sequence[Part]) -> dict[str, Any]:
    """Walk all screens and keep what was seen, in the results and in the journal.

    Args:
        move: with both accounts.
        wanted: the parts that are to be done; what is in the way of others is told, but stops nothing.

    Raises:
        ConditionNotMet: one of these parts could not be finished.
        MoveError: a server or a sign-in stopped the walk.
    """
    check = Check(move)
    try:
        for side, walk in ((Side.OLD, check.old), (Side.NEW, check.new)):
            with move.looking(WORDS, side):
                walk()
    finally:
        move.results["check"] = check.facts_of_all()
    numbers = {part.number for part in wanted}
    ahead = dict.fromkeys(obstacle.what for obstacle in check.obstacles if obstacle.part in numbers)
    clear = sorted(numbers - {obstacle.part for obstacle in check.obstacles})
    move.journal.write(EVENT, accounts=move.accounts(), parts=sorted(numbers), obstacles=list(ahead))
    if ahead:
        raise _cannot_be_finished(check, list(ahead), clear)
    return move.results


def passed(move: Move, wanted: Sequence[Part]) -> bool:
    """Whether the last look, for these accounts and at least these parts, found nothing in the way."""
    last = move.journal.last(EVENT) or {}
    looked_at = last.get("accounts") == move.accounts() and {part.number for part in wanted} <= set(last["parts"])
    return looked_at and not last["obstacles"]


def _cannot_be_finished(check: Check, ahead: list[str], clear: list[int]) -> MoveError:
    alone = f" Nothing is in the way of --parts {','.join(map(str, clear))}." if clear else ""
    problem = ConditionNotMet(
        f"The guide could not be finished: {'; '.join(ahead)}.",
        safe="This was a look only: nothing was changed.",
        next_=f"The table shows what is missing, and which steps that stops.{alone}",
    )
    problem.doing = WORDS
    problem.error_details = [file for seen in check.seen for file in seen.error_details]
    problem.keeps_traces = bool(problem.error_details)
    return problem
