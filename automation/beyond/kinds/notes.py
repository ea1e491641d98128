"""Notes on accounts. No page lists them, so that the profile of everybody who may have one is opened, one by one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from pydantic import BaseModel, Field

from automation.beyond.kind import PAGE_LOAD, REQUESTS, Change, Kind, Place
from automation.folder.unfinished import Unfinished, UnfinishedFile
from automation.followers import by_name
from automation.handles import acct_on, address_key, with_domain
from automation.lists import downloads, rows
from automation.lists.kinds import NotThatList, kind_named
from automation.outline import Side
from automation.run.move import Move
from automation.run.rate_limit import RateLimiter
from pages.panels.left_panel import LeftPanel
from pages.settings.export import ExportPage
from pages.web_app.account_note import AccountNotePage

# The lists of people who may have a note: a few by default, and everybody if the user asks for all.
_LISTED, _FOLLOWED = ("lists", "blocks", "mutes"), "follows"
# Requests of the web app for one profile. The search box leads to it, but for names with a dot.
_PROFILE = 8
_SEARCHED = re.compile(r"@?[a-z0-9_-]+(@\S+)?", re.IGNORECASE)
_SECONDS = 2  # for one profile, while the server allows more requests

_UNFINISHED = "notes-unfinished.json"
_CONTINUED_WITHIN_S = 86_400
_UNKNOWN = "the new server does not know the account"
_OTHER = "your new account already has a different note on this account; that note is kept"


class NoteList(BaseModel):
    """Notes by full handle. Of the new account, also the empty ones, and the accounts that its server lacks."""

    notes: dict[str, str]
    unknown: list[str] = []


class _Notes(Unfinished):
    """The profiles that were opened, and the notes on them."""

    opened: list[str] = Field(default_factory=list)
    notes: dict[str, str] = Field(default_factory=dict)


class Notes(Kind[NoteList]):
    """Notes on list members, blocked and muted people; with `--notes all`, on follows and followers, too."""

    name = "notes"
    noun = "notes on accounts"
    model = NoteList
    reading = Place("Read your notes on accounts, profile by profile", AccountNotePage, None)
    writing = Place("Write the same notes", AccountNotePage, AccountNotePage.save)

    def __init__(self, move: Move, limiters: Mapping[Side, RateLimiter], *, named: bool) -> None:
        super().__init__(move, limiters, named=named)
        self._searches = dict.fromkeys(Side, True)  # whether the search box leads to profiles (4.2 and later)
        self._people: list[str] | None = None
        self._now: NoteList | None = None  # the new account's notes, as far as they are known

    def forecast(self, side: Side) -> str:
        """How many profiles are opened, and how long that takes."""
        count = len(self._whom())
        takes = f"about {self._minutes(count, side)} min on each server" if count else "nothing to do"
        return f"{count} profiles to look at, {takes}; their texts are then kept by the new server, too"

    def read(self, side: Side, like: NoteList | None = None) -> NoteList:
        """Open the profiles. On the new account, those of people with a note; after the writing, none again."""
        return self._read_old() if side is Side.OLD or like is None else self._read_new(like)

    def count(self, state: NoteList) -> int:
        """How many notes there are."""
        return len([text for text in state.notes.values() if text])

    def missing(self, old: NoteList, new: NoteList) -> list[Change]:
        """The notes that the new account does not have. Its own notes stay."""
        changes = []
        for handle, text in old.notes.items():
            there = new.notes.get(handle, "")
            if there != text:
                why = _UNKNOWN if handle in new.unknown else _OTHER if there else ""
                changes.append(Change(f"@{handle}", (handle, text, why)))
        return changes

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Write these notes, and keep what the profiles show afterwards."""
        left = {change: change.what[2] for change in changes if change.what[2]}
        due = [change.what for change in changes if change not in left]
        for number, (handle, text, _) in enumerate(due, start=1):
            self.move.progress.note(f"writing notes: {number} of {len(due)}")
            page = self._open(Side.NEW, handle, inside=number > 1)
            if page.exists() and not page.read():
                page.write(text)
            if self._now is not None:
                self._now.notes[handle] = page.read() if page.exists() else ""
        return left

    def _read_old(self) -> NoteList:
        whom = self._whom()
        begun = _Notes(handle=str(self.move.handle(Side.OLD)))
        file = UnfinishedFile(self.move.subfolder("also") / _UNFINISHED, begun, _CONTINUED_WITHIN_S)
        unfinished = file.found()
        left = [handle for handle in whom if handle not in set(unfinished.opened)]
        if left:
            minutes = self._minutes(len(left), Side.OLD)
            self.move.progress.tell(
                f"{self.noun}: no page lists them, so {len(left)} profiles have to be opened; about {minutes} min"
            )
        for number, handle in enumerate(left):
            count = len(unfinished.opened)
            self.move.progress.note(f"reading notes: {count} of {len(whom)} profiles, {len(unfinished.notes)} found")
            page = self._open(Side.OLD, handle, inside=number > 0)
            if page.exists() and (text := page.read()):
                unfinished.notes[handle] = text
            unfinished.opened.append(handle)
            file.save(unfinished)
        file.forget()
        return NoteList(notes=unfinished.notes)

    def _read_new(self, like: NoteList) -> NoteList:
        if self._now is None:
            found = NoteList(notes={})
            for number, handle in enumerate(like.notes):
                self.move.progress.note(f"comparing notes: {number + 1} of {len(like.notes)}")
                page = self._open(Side.NEW, handle, inside=number > 0)
                found.notes[handle] = page.read() if page.exists() else ""
                if not page.exists():
                    found.unknown.append(handle)
            self._now = found
        return self._now

    def _open(self, side: Side, handle: str, *, inside: bool) -> AccountNotePage:
        """Open somebody's profile, from another one if the search box leads there."""
        name = acct_on(handle, self.move.handle(side).domain)
        if inside and self._searches[side] and _SEARCHED.fullmatch(name):
            self.limiters[side].take(_PROFILE, self.noun)
            if page := AccountNotePage.open_inside(self.actor(side), name):
                return page
            self._searches[side] = AccountNotePage(self.actor(side)).not_found.present()
        self.limiters[side].take(PAGE_LOAD + _PROFILE, self.noun)
        return AccountNotePage.open_profile(self.actor(side), name)

    def _minutes(self, count: int, side: Side) -> int:
        requests = count * (_PROFILE if self._searches[side] else PAGE_LOAD + _PROFILE)
        waits = max(0, requests - REQUESTS.requests) / REQUESTS.requests * REQUESTS.window_s
        return ceil(max(count * _SECONDS, waits) / 60)

    # -- whose profiles

    def _whom(self) -> list[str]:
        """The full handles of everybody who may have a note, from the old server's lists."""
        if self._people is None:
            panel = self.panel(Side.OLD)
            export = panel.open_import_and_export()
            self._searches[Side.OLD] = export.at(LeftPanel).import_is_reviewed()  # both came with 4.2
            home = self.move.handle(Side.OLD).domain
            found = {address_key(one): one for one in (with_domain(name, home) for name in self._names(export))}
            found.pop(address_key(str(self.move.handle(Side.OLD))), None)
            self._people = list(found.values())
        return self._people

    def _names(self, export: ExportPage) -> Iterator[str]:
        everybody = self.move.settings.notes == "all"
        offered = {row.kind for row in export.rows()}
        for name in [*_LISTED, *([_FOLLOWED] if everybody else [])]:
            if name in offered:
                yield from self._download(export, name)
        if everybody:
            kept = by_name.kept(self.move)
            yield from kept[0] if kept else by_name.read(self.move, Side.OLD)

    def _download(self, export: ExportPage, name: str) -> Iterator[str]:
        kind, target = kind_named(name), self.move.working.path / f"notes-{name}.csv"
        try:
            downloads.save(self.move, export.download(name), kind, target)
            table = rows.read(target, kind)
        except NotThatList as problem:
            self.move.progress.tell(f"{self.noun}: {kind.noun} are left out: {problem}")
            return
        yield from (row[len(table.keys) - 1] for row in table.rows)
