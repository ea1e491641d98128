"""Followers by name: read from Mastodon's only page that lists them, and saved beside the lists.

An account that has moved away can no longer open that page, so the old account's followers are read before the move.
"""

import csv
from datetime import UTC, datetime

from pydantic import Field, PositiveInt

from automation.context import RunContext
from automation.errors import MoveError
from automation.folder.unfinished import Unfinished, UnfinishedFile
from automation.handles import address_key, with_domain
from automation.lists import changes
from automation.outline import Side
from automation.results import ListChanges
from automation.retry import named_pause
from automation.run.move import Move
from automation.run.rate_limit import RateLimit, RateLimiter
from automation.system.files import atomically
from pages.browser.actor import Actor
from pages.errors import ServerTrouble
from pages.panels.left_panel import LeftPanel
from pages.settings.account import AccountPage
from pages.settings.export import ExportPage
from pages.settings.relationships import AccountsOnPage, RelationshipsPage
from pages.settings.screen import SettingsScreen
from pages.sign_in import Landing

WORDS = "Read the followers of the {side} account by name"
FILE = "followers.csv"
EVENT = "followers by name"
_HEADER = ("Account address", "Read at")
_UNFINISHED = "followers-unfinished.json"

# A server allows 300 of these pages in 15 minutes (SCREENS-MORE.md); this leaves some for the user.
_PAGES, _WINDOW_S = 280, 900
_TOO_MANY = 429
# How long an unfinished reading can be continued; after that too much may have changed.
_CONTINUED_WITHIN_S = 3_600
_SAVE_EVERY = 10


def read(move: Move, side: Side) -> list[str]:
    """Read all followers of an account. A reading that was interrupted is continued.

    Args:
        move: The run, signed in to that account.
        side: The account.

    Returns:
        The followers' full handles, newest first.

    Raises:
        PageError: The page did not appear.
    """
    handle = str(move.handle(side))
    unfinished = UnfinishedFile(move.subfolder("lists") / _UNFINISHED, _Names(handle=handle), _CONTINUED_WITHIN_S)
    begun = unfinished.found()
    names = dict.fromkeys(begun.names)
    limiter = RateLimiter(move, side, RateLimit(_PAGES, _WINDOW_S, "the server allows more pages"))
    number = begun.page
    page = _begin(move, side, number)
    while True:
        names |= dict.fromkeys(with_domain(name, move.handle(side).domain) for name in page.names)
        said = f"reading followers: {len(names)} so far"
        move.progress.note(said)
        if number % _SAVE_EVERY == 0:
            unfinished.save(_Names(handle=handle, page=number, names=list(names)))
        if not page.more:
            break
        number += 1
        page = _read(move.actor(side), number, limiter, said)
    unfinished.forget()
    move.journal.write(EVENT, side=side.value, handle=handle, count=len(names))
    return list(names)


def offered(page: SettingsScreen) -> bool:
    """Whether a settings page links to the followers. It does not if the account has moved away or is limited."""
    return page.at(LeftPanel).relationships.present()


def require_kept(move: Move, landing: Landing) -> Landing:
    """Before "Move followers", read the old account's followers, unless they are kept or not wanted.

    Args:
        move: The move, signed in to the old account.
        landing: The screen that the old account's page shows.

    Returns:
        The screen that it shows afterwards.

    Raises:
        MoveError: They could not be read. After the move it would be too late.
    """
    if not move.settings.followers or are_kept(move):
        return landing
    if offered(AccountPage.open(move.actor(Side.OLD))):
        try:
            read_and_keep(move)
        except MoveError as problem:
            problem.next_ = f"{problem.next_} To move without your followers' names, add --no-followers.".strip()
            raise
    return move.log_in(Side.OLD, limited=True)


def _begin(move: Move, side: Side, number: int) -> AccountsOnPage:
    """Click the way to the followers. An interrupted reading is continued by the address of its page."""
    actor = move.actor(side)
    if number > 1:
        return RelationshipsPage.read_followers(actor, number)
    return LeftPanel.reach(actor).open_relationships().show_followers().read()


def _read(actor: Actor, number: int, limiter: RateLimiter, why: str) -> AccountsOnPage:
    limiter.take(1, why)
    try:
        return RelationshipsPage.read_followers(actor, number)
    except ServerTrouble as trouble:
        if trouble.status != _TOO_MANY:
            raise
        limiter.wait_for(named_pause(trouble) or _WINDOW_S, why)
        return RelationshipsPage.read_followers(actor, number)


class _Names(Unfinished):
    """The names so far, and the page to continue with. It is read again, as followers may come or go meanwhile."""

    page: PositiveInt = 1
    names: list[str] = Field(default_factory=list)


def keep(context: RunContext, names: list[str]) -> ListChanges | None:
    """Write the old account's followers to `lists/followers.csv`; returns the changes since the last reading."""
    file = context.subfolder("lists") / FILE
    before = kept(context)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with atomically(file) as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows((name, now) for name in names)
    if before is None:
        return None
    earlier, since = before
    known, present = set(map(address_key, earlier)), set(map(address_key, names))
    added = [name for name in names if address_key(name) not in known]
    removed = [name for name in earlier if address_key(name) not in present]
    return ListChanges(since, added, removed, [])


def kept(context: RunContext) -> tuple[list[str], str] | None:
    """The followers in `lists/followers.csv`, and when they were read; None if there is no such file."""
    try:
        with (context.folder / "lists" / FILE).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
    except OSError:
        return None
    return [row[0] for row in rows if row], rows[0][1] if rows and len(rows[0]) > 1 else ""


def are_kept(context: RunContext) -> bool:
    """Whether the old account's followers have been read for this move."""
    handle = str(context.handle(Side.OLD))
    return (context.folder / "lists" / FILE).is_file() and any(
        event.get("event") == EVENT and event.get("handle") == handle for event in context.journal.read()
    )


def read_and_keep(move: Move) -> None:
    """Read and save the old account's followers, and show what has changed since the last reading.

    Raises:
        MoveError: They could not be read.
    """
    with move.looking(WORDS.format(side=Side.OLD), Side.OLD):
        names = read(move, Side.OLD)
        changed = keep(move, names)
    move.progress.tell(f"Your followers, by name: {len(names)}, in lists/{FILE}")
    if changed:
        move.progress.tell(changes.line("followers", changed))


def read_with_the_lists(move: Move, export: ExportPage) -> None:
    """Read the followers during an export of all lists, if the user wants it and the account can see them.

    Raises:
        MoveError: They could not be read.
    """
    if move.settings.followers and not move.settings.only and offered(export):
        read_and_keep(move)
