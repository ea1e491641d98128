"""Lists with their members and settings, by clicks in the web app.

Servers import lists since 4.2, but without their settings; Part 3 does that. By clicks come the lists and members on a
server up to 4.1, and the settings on all.
"""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from automation.beyond.kind import PAGE_LOAD, Change, Kind, Place
from automation.handles import acct_on, address_key, with_domain
from automation.outline import Side
from automation.run.move import Move
from automation.run.rate_limit import RateLimiter
from pages.panels.left_panel import LeftPanel
from pages.web_app.lists import ListForm, ListPage, ListSettings, ListsPage

# Requests of the web app: to change something, and to look for a person and put them on a list.
_CHANGE, _MEMBER = 2, 4
_NOT_FOLLOWED = "the new account does not follow them, or they have not accepted it yet"
_IMPORTED = "this server imports members of lists, which Part 3 does: run it first, or wait until it is done"
_REPLIES = {"none": "nobody", "list": "members of the list", "followed": "anyone you follow"}


class PersonList(BaseModel):
    """A list. `exclusive` is None if the server cannot hide members from the home timeline."""

    title: str
    replies: str
    exclusive: bool | None
    members: list[str]


class AllLists(BaseModel):
    """The lists of an account, oldest first."""

    lists: list[PersonList]

    def titled(self, title: str) -> PersonList | None:
        """The list with a title."""
        return next((one for one in self.lists if one.title == title), None)


class Lists(Kind[AllLists]):
    """Lists. Those that only the new account has stay, as do members that only its lists have."""

    name = "lists"
    noun = "lists"
    model = AllLists
    reading = Place("Read your lists", ListsPage, None)
    writing = Place("Make the same lists, with the same members and settings", ListsPage, ListsPage.add_list)

    def __init__(self, move: Move, limiters: Mapping[Side, RateLimiter], *, named: bool) -> None:
        super().__init__(move, limiters, named=named)
        self._numbers: dict[str, str] = {}  # of the new account's lists, by title
        self._imports: bool | None = None  # whether the new server imports lists

    def read(self, side: Side, like: AllLists | None = None) -> AllLists:
        """Open each list; on the new account, only those that the old one has, too."""
        if side is Side.NEW and self._imports is None:
            self._imports = self.panel(side).open_import_and_export().at(LeftPanel).import_is_reviewed()
        page = self._open_all(side)
        numbers, have_pages = page.read(), page.has_pages()
        if side is Side.NEW:
            self._numbers = {title: number for number, title in reversed(numbers.items())}
        wanted = None if like is None else {one.title for one in like.lists}
        found: dict[str, PersonList] = {}
        for number, title in numbers.items():
            if title not in found and (wanted is None or title in wanted):
                self.move.progress.note(f"reading lists: {len(found) + 1} of {len(numbers)}")
                found[title] = self._read_list(side, number, title, have_pages=have_pages)
        return AllLists(lists=list(found.values()))

    def count(self, state: AllLists) -> int:
        """How many lists there are."""
        return len(state.lists)

    def missing(self, old: AllLists, new: AllLists) -> list[Change]:
        """Lists, settings and members that the new account lacks."""
        changes = []
        for one in old.lists:
            there = new.titled(one.title)
            if there is None:
                changes.append(Change(f"“{one.title}”", ("list", one.title, None)))
                there = self._just_made(one.title)
            changes += self._settings(one, there)
            present = set(map(address_key, there.members))
            changes += [
                Change(f"“{one.title}”: @{handle}", ("member", one.title, handle))
                for handle in one.members
                if address_key(handle) not in present
            ]
        return changes

    def _just_made(self, title: str) -> PersonList:
        """A list as the new server makes it. Hiding its members came with the import of lists, in 4.2."""
        return PersonList(title=title, replies="list", exclusive=False if self._imports else None, members=[])

    def _settings(self, one: PersonList, there: PersonList) -> list[Change]:
        changes = []
        if one.replies != there.replies:
            words = f"“{one.title}”: replies to {_REPLIES.get(one.replies, one.replies)}"
            changes.append(Change(words, ("replies", one.title, one.replies)))
        if one.exclusive and there.exclusive is False:
            words = f"“{one.title}”: hide its members from the home timeline"
            changes.append(Change(words, ("exclusive", one.title, True)))
        return changes

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Make the lists, then change them one by one."""
        for change in changes:
            if change.what[0] == "list":
                self.limiters[Side.NEW].take(_CHANGE, self.noun)
                self._open_all(Side.NEW).create(change.what[1])
        page = self._open_all(Side.NEW)
        have_pages = page.has_pages()
        self._numbers = {title: number for number, title in reversed(page.read().items())}
        left: dict[Change, str] = {}
        for title in dict.fromkeys(change.what[1] for change in changes):
            due = [change for change in changes if change.what[1] == title and change.what[0] != "list"]
            settings = {change.what[0]: change.what[2] for change in due if change.what[0] != "member"}
            members = [change for change in due if change.what[0] == "member"]
            if self._imports:
                left |= dict.fromkeys(members, _IMPORTED)
                members = []
            if settings or members:
                left |= self._change(self._numbers[title], settings, members, have_pages=have_pages)
        return left

    def remarks(self, old: AllLists, new: AllLists | None) -> list[str]:
        """The lists whose members the new server cannot hide from the home timeline."""
        hidden = [one.title for one in old.lists if one.exclusive]
        titles = [title for title in hidden if new and (new.titled(title) or self._just_made(title)).exclusive is None]
        words = (
            "the new server cannot hide members of these lists from the home timeline "
            "(this requires Mastodon 4.2 or later)"
        )
        return [f"{words}: {', '.join(titles)}"] if titles else []

    def _change(
        self, number: str, settings: Mapping[str, str | bool], members: Sequence[Change], *, have_pages: bool
    ) -> dict[Change, str]:
        """Change one list. Returns the members who could not be put on it."""
        page = self._open_list(number, have_pages=have_pages)
        now = page.settings()
        if settings:
            self.limiters[Side.NEW].take(_CHANGE, self.noun)
            hide = True if settings.get("exclusive") and now.exclusive is not None else now.exclusive
            page.change(ListSettings(str(settings.get("replies", now.replies)), hide))
        left = {}
        for count, change in enumerate(members, start=1):
            self.move.progress.note(f"{change.words} ({count} of {len(members)})")
            self.limiters[Side.NEW].take(_MEMBER, self.noun)
            name = acct_on(change.what[2], self.move.handle(Side.NEW).domain)
            if not (isinstance(page, ListPage) and page.put_on_list(name)):
                left[change] = _NOT_FOLLOWED
        return left

    def _read_list(self, side: Side, number: str, title: str, *, have_pages: bool) -> PersonList:
        page = self._open_list(number, have_pages=have_pages, side=side)
        settings, home = page.settings(), self.move.handle(side).domain
        members = [with_domain(name, home) for name in page.read_members()]
        return PersonList(title=title, replies=settings.replies, exclusive=settings.exclusive, members=members)

    def _open_all(self, side: Side) -> ListsPage:
        self.limiters[side].take(PAGE_LOAD, self.noun)
        return ListsPage.open_all(self.actor(side))

    def _open_list(self, number: str, *, have_pages: bool, side: Side = Side.NEW) -> ListPage | ListForm:
        self.limiters[side].take(PAGE_LOAD + _CHANGE, self.noun)
        return (ListForm if have_pages else ListPage).open_list(self.actor(side), number)
