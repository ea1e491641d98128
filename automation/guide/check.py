"""The check before the move: open every screen that the guide needs, without changing anything.

For each screen, it records which of the guide's controls were found, which are missing, and which steps that prevents.
It also finds other obstacles: a waiting period, a redirect, a limited account, lists over the limits.
"""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from automation.beyond.kind import Kind
from automation.beyond.preview import Preview
from automation.errors import ConditionNotMet, MoveError, Reason
from automation.guide.part1_profile import COPY_OVER
from automation.guide.screen_notes import ScreenNotes, steps_where
from automation.handles import server_origin
from automation.lists.counts import counted
from automation.lists.kinds import FOLLOWS, KINDS, kind_named
from automation.lists.split import ROWS_PER_FILE
from automation.migration import follow_requests, redirects
from automation.migration.waiting_period import WaitingPeriod
from automation.outline import PartNumber, Side
from automation.results import CheckResult, Obstacle
from automation.run.move import Move
from automation.steps import Part
from pages.errors import ScreenNotRecognised
from pages.own_profile.profile_editor import ProfileEditor
from pages.own_profile.profile_settings import ProfileSettingsPage
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.account import AccountPage
from pages.settings.aliases import AliasesPage
from pages.settings.export import ExportPage
from pages.settings.imports import ImportPage
from pages.settings.migration import MigrationPage
from pages.settings.screen import SettingsScreen
from pages.web_app.compose import ComposeForm
from pages.web_app.screen import WebAppScreen

WORDS = "Check every screen that the guide needs"
EVENT = "check"

# The parts for which each account must be able to do more than sign in.
_NEEDED = {
    Side.OLD: (PartNumber.PROFILE, PartNumber.MOVE),
    Side.NEW: (PartNumber.PROFILE, PartNumber.IMPORT, PartNumber.ALIAS),
}


class Check:
    """One check of both servers' screens.

    Args:
        move: The run, with both accounts.
        result: Gets what is found.
        beyond: Whether to check what else could be copied, too.
    """

    def __init__(self, move: Move, result: CheckResult, *, beyond: bool) -> None:
        self._move, self.result = move, result
        self._beyond = Preview(move) if beyond else None
        self._facts = self.result.facts
        self._notes = ScreenNotes(move, self.result)
        self._counts: dict[str, int | None] = {}
        self.periods: dict[str, WaitingPeriod] = {}  # the obstacles that end by themselves

    # -- the two servers
    def old(self) -> None:
        """Check the old server's screens."""
        account = self._enter(Side.OLD)
        export = self._notes.opened(Side.OLD, ExportPage, account.at(LeftPanel).open_import_and_export)
        if export:
            self._notes.controls(Side.OLD, export, ("CSV for follows", ExportPage.csv, {"kind": FOLLOWS.name}))
            self._lists(export)
            self._archive(export)
        account = AccountPage.open(self._move.actor(Side.OLD))
        self._notes.controls(Side.OLD, account, ("", AccountPage.move_to_a_different_account, {}))
        if account.offers_move() and (migration := self._notes.opened(Side.OLD, MigrationPage, account.open_migration)):
            self._migration(migration)
        if self._beyond and not account.has_moved_away():
            self._look_beyond(Side.OLD, self._beyond.old())

    def new(self) -> None:
        """Check the new server's screens."""
        account = self._enter(Side.NEW)
        if account.has_moved_away():
            moved = "the new account has itself moved away"
            self.result.obstacles += [Obstacle(part, moved) for part in _NEEDED[Side.NEW]]
            return
        export = self._notes.opened(Side.NEW, ExportPage, account.at(LeftPanel).open_import_and_export)
        if export:
            self._room(export)
            link = export.at(LeftPanel).import_
            imports = self._notes.opened(Side.NEW, ImportPage, export.at(LeftPanel).open_import, link=link)
            if imports:
                upload = (ImportPage.type_, ImportPage.merge, ImportPage.file, ImportPage.upload_)
                self._notes.controls(Side.NEW, imports, *(("", control, {}) for control in upload))
                self._kinds(imports)
        account = AccountPage.open(self._move.actor(Side.NEW))
        self._notes.controls(Side.NEW, account, ("", AccountPage.moving_from_a_different_account, {}))
        if account.offers_aliases():
            self._alias(self._notes.opened(Side.NEW, AliasesPage, account.open_aliases))
        if self._beyond:
            self._look_beyond(Side.NEW, self._beyond.new())

    def _enter(self, side: Side) -> AccountPage:
        """Sign in, check the web app and the profile if the account can use them, and go to the account page."""
        landing = self._move.log_in(side, limited=True)
        if isinstance(landing, WebAppScreen):
            panel = NavigationPanel(landing.actor)
            by_address = "" if panel.shows_preferences() else " (opened by address)"
            self._notes.record(side, NavigationPanel, "/", [f"preferences{by_address}"], [])
            self._posts(side, landing)
            if side is Side.OLD and (said := follow_requests.waiting(self._move)):
                self._facts["follow requests"] = said
            self._profile(side, landing.at(NavigationPanel).open_preferences())
        if side is Side.NEW and (said := follow_requests.new_account_is_locked(self._move)):
            self._facts["the new account is locked"] = said
        account = AccountPage.open(self._move.actor(side))
        if said := account.says_of_account():
            use = "can only export its lists and archive" if side is Side.OLD else "cannot import anything"
            self.result.obstacles += [Obstacle(part, f"the {side} account {use}: {said}") for part in _NEEDED[side]]
        if said := account.says_of_limits():
            self._facts[f"the {side} account"] = said
        return account

    def _posts(self, side: Side, home: WebAppScreen) -> None:
        """Check the compose box. Without it, the guide leaves the post to the user and goes on."""
        if not self._move.settings.post:
            return
        try:
            self._notes.record(side, ComposeForm, "/", [home.compose.text.name], [])
        except ScreenNotRecognised as error:
            self._facts[f"post on the {side} account"] = f"write it yourself: {error.screen} has no {error.control}"

    def _profile(self, side: Side, preferences: SettingsScreen) -> None:
        """Check the profile form, or the editor that the page leads to."""
        copying = steps_where(lambda step: step == COPY_OVER)
        page = self._notes.opened(side, ProfileSettingsPage, preferences.at(LeftPanel).open_profile, copying)
        editor = self._notes.opened(side, ProfileEditor, page.edit, copying) if page else None
        if editor:
            self._notes.record(side, type(editor), editor.address, ["display name, bio, fields and pictures"], [])
            texts = asdict(editor.read())
            self.result.profiles[side] = {name: texts[name] for name in ("display_name", "note", "fields")}

    def _look_beyond(self, side: Side, found: Iterator[tuple[Kind[Any], str]]) -> None:
        """Check what else could be copied. A screen that does not appear is an obstacle to that part only."""
        try:
            for kind, said in found:
                self._notes.record(side, kind.reading.screen, "", [kind.noun], [])
                self._facts[kind.noun] = said
        except ScreenNotRecognised as error:
            self.result.obstacles.append(Obstacle(PartNumber.BEYOND, str(error)))

    # -- facts on the screens

    def _migration(self, page: MigrationPage) -> None:
        proof = MigrationPage.username if page.asks_for_username() else MigrationPage.password
        needed = (MigrationPage.new_account, proof, MigrationPage.move_followers)
        self._notes.controls(Side.OLD, page, *(("", control, {}) for control in needed))
        self._facts["redirect of the old account"] = page.redirect_words()
        redirect = redirects.redirect_of(page, self._move.handle(Side.OLD), self._move.handle(Side.NEW))
        self.result.moved = redirect is redirects.Redirect.MOVED
        if problem := redirects.in_the_way(redirect, page):
            self.result.obstacles.append(Obstacle(PartNumber.MOVE, f"{problem.seen} {problem.next_}"))
        elif redirect is redirects.Redirect.NOWHERE and page.on_cooldown():
            period = WaitingPeriod.on(page)
            self._facts["cooldown"] = period.words
            left = f" ({period.days} days)" if period.days else ""
            what = f"the old account has moved recently{left}: {period.words}"
            self.result.obstacles.append(Obstacle(PartNumber.MOVE, what))
            self.periods[what] = period

    def _lists(self, export: ExportPage) -> None:
        self._counts = self.result.lists = {row.kind: row.count.exact for row in export.rows()}
        there = [f"{count} {counted(kind_named(name))}" for name, count in self._counts.items() if count]
        self._facts["to copy from the old account"] = ", ".join(there) or "no lists"
        for kind, count in self._counts.items():
            if count is not None and count > ROWS_PER_FILE:
                self._facts[f"{kind} on the old account"] = f"{count} rows, uploaded in files of {ROWS_PER_FILE}"

    def _archive(self, export: ExportPage) -> None:
        offered = "can be requested" if export.may_request_archive() else "cannot be requested now (once in 7 days)"
        self._facts["archive of the old account"] = offered

    def _room(self, export: ExportPage) -> None:
        there = {row.kind: row.count.exact for row in export.rows()}.get(FOLLOWS.name)
        if there is None:
            return
        self._facts["the new account follows"] = "nobody yet" if there == 0 else f"{there} already"
        limit = self._move.settings.follow_limit
        coming = self._counts.get(FOLLOWS.name)
        if coming is not None and there + coming > limit:
            self._facts["follow limit"] = f"{there} + {coming} is over the limit of {limit}: some follows may not fit"

    def _kinds(self, page: ImportPage) -> None:
        offered = page.offers()
        there_are = [kind for kind in KINDS if self._counts.get(kind.name)]
        if lacking := [kind.name for kind in there_are if kind.import_type not in offered]:
            self._facts["not imported"] = f"{', '.join(lacking)}: the new server cannot import them"

    def _alias(self, page: AliasesPage | None) -> None:
        if page is None:
            return
        self._notes.controls(Side.NEW, page, ("", AliasesPage.handle, {}), ("", AliasesPage.create_alias_, {}))
        there = any(self._move.handle(Side.OLD).same_as(alias) for alias in page.read_aliases())
        self._facts["alias"] = "already exists" if there else "will be created in Part 4"


def run(move: Move, wanted: Sequence[Part], result: CheckResult) -> None:
    """Check all screens, and record the outcome in the journal.

    Args:
        move: The run, with both accounts.
        wanted: The parts to do. Obstacles to other parts are reported, but raise no error.
        result: Gets what is found, screen by screen.

    Raises:
        ConditionNotMet: One of these parts could not be finished.
        MoveError: A server or a sign-in stopped the check.
    """
    numbers = {part.number for part in wanted}
    check = Check(move, result, beyond=PartNumber.BEYOND in numbers)
    for side, walk in ((Side.OLD, check.old), (Side.NEW, check.new)):
        with move.looking(WORDS, side):
            walk()
    ahead = dict.fromkeys(obstacle.what for obstacle in result.obstacles if obstacle.part in numbers)
    clear = sorted(numbers - {PartNumber.BEYOND} - {obstacle.part for obstacle in result.obstacles})
    move.journal.write(EVENT, accounts=move.accounts(), parts=sorted(numbers), obstacles=list(ahead))
    if not result.obstacles:
        result.next = _next_command(move, done=result.moved)
    if ahead:
        raise _cannot_be_finished(check, list(ahead), clear)


def _next_command(move: Move, *, done: bool) -> str:
    """The command that comes next, with all that the user gave."""
    words = ["mastodon-move", *(["status", "--watch"] if done else ["guide"])]
    for side in Side:
        account = move.account(side)
        words += [f"--{side}", str(move.handle(side))]
        if account.origin != server_origin(move.handle(side).domain):
            words += [f"--{side}-url", account.origin]
        if account.email:
            words += [f"--{side}-email", account.email]
    if move.settings.also and not done:
        words += ["--also", ",".join(move.settings.also)]
        words += ["--notes", move.settings.notes] if move.settings.notes == "all" else []
    return shlex.join([*words, *(["--folder", str(move.folder)] if move.settings.folder else [])])


def passed(move: Move, wanted: Sequence[Part]) -> bool:
    """Whether the last check of these accounts and at least these parts found no obstacle."""
    last = move.journal.last(EVENT) or {}
    looked_at = last.get("accounts") == move.accounts() and {part.number for part in wanted} <= set(last["parts"])
    return looked_at and not last["obstacles"]


def _cannot_be_finished(check: Check, ahead: list[str], clear: Sequence[int]) -> MoveError:
    alone = f" You can do the other parts with --parts {','.join(map(str, clear))}." if clear else ""
    problem = ConditionNotMet(
        f"The guide cannot be completed: {'; '.join(what.removesuffix('.') for what in ahead)}.",
        safe="This was only a check: nothing was changed.",
        next_=f"Add --verbose to see every screen and the steps that it blocks.{alone}",
    )
    if check.periods.keys() >= set(ahead):  # nothing else is in the way
        problem.reason = Reason.WAITING_PERIOD
        problem.due = check.periods[ahead[0]].due
    problem.doing = WORDS
    problem.error_details = [file for seen in check.result.screens for file in seen.error_details]
    problem.keeps_traces = bool(problem.error_details)
    return problem
