"""Which followers have arrived and which have not: the old account's followers, compared with the new account's."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from automation.context import RunContext
from automation.followers import by_name
from automation.handles import address_key, domain_key, with_domain
from automation.outline import Side
from automation.run.move import Move
from automation.system.files import atomically, write_text
from pages.errors import ScreenNotRecognised
from pages.settings.account import AccountPage
from pages.web_app.follow_requests import FollowRequestsPage

FILE = "followers-left-behind.csv"
ASK = "ask-followers.txt"
EVENT = "followers left behind"
_HEADER = ("Account address", "Server", "What is known")
WAITING, _MISSING = "has asked to follow: accept the request on the new account", "has not arrived yet"
BETWEEN = "\n\n---\n\n"  # two posts
# The maximum length of a post, in characters (Mastodon's default).
_POST = 500


@dataclass(frozen=True)
class LeftBehind:
    """The outcome of one comparison.

    Args:
        before: How many followers the old account had when they were read.
        come: How many of them follow the new account.
        waiting: Those who have asked to follow it.
        missing: The others.
    """

    before: int
    come: int
    waiting: list[str]
    missing: list[str]

    def servers(self) -> list[tuple[str, int]]:
        """The servers of the missing followers, those with the most first."""
        return Counter(_server(name) for name in self.missing).most_common()

    def facts(self) -> dict[str, object]:
        """The comparison as data, for the journal and `--json`."""
        return {
            "before": self.before,
            "come": self.come,
            "waiting": len(self.waiting),
            "missing": len(self.missing),
            "servers": dict(self.servers()),
        }

    def sentences(self) -> Iterator[str]:
        """The comparison in sentences."""
        yield f"{self.come} of {self.before} followers have arrived (compared by name)."
        if self.waiting:
            waits = "1 follower waits" if len(self.waiting) == 1 else f"{len(self.waiting)} followers wait"
            yield f"{waits} for you to accept the request to follow the new account."
        if not self.missing:
            return
        server, most = self.servers()[0]
        others = len(self.missing)
        where = f"; {most} of them are on {server}" if others > 1 and most > 1 else ""
        yield f"{others} {'has' if others == 1 else 'have'} not arrived yet{where}. They are in lists/{FILE}."
        yield (
            f"You can wait a few more days, ask them with the posts in lists/{ASK}, or move again after the waiting "
            "period."
        )


def _server(name: str) -> str:
    return domain_key(name.rpartition("@")[2])


def look(move: Move) -> LeftBehind | None:
    """Sign in to the new account and compare; None if no followers are saved or the account cannot open the page.

    Raises:
        MoveError: The page of followers did not appear, or its server has trouble.
    """
    saved = by_name.kept(move)
    if saved is None:
        return None
    with move.looking(by_name.WORDS.format(side=Side.NEW), Side.NEW):
        move.log_in(Side.NEW, limited=True)
        if not by_name.offered(AccountPage.open(move.actor(Side.NEW))):
            return None
        return _compare(move, saved[0])


def _compare(move: Move, saved: list[str]) -> LeftBehind:
    now = set(map(address_key, by_name.read(move, Side.NEW)))
    requests = set(map(address_key, _requests(move)))
    new = address_key(str(move.handle(Side.NEW)))
    names = [name for name in saved if address_key(name) != new]  # the new account may follow the old one
    left = [name for name in names if address_key(name) not in now]
    waiting = [name for name in left if address_key(name) in requests]
    missing = [name for name in left if address_key(name) not in requests]
    found = LeftBehind(len(names), len(names) - len(left), waiting, missing)
    _keep(move, found)
    move.journal.write(EVENT, **found.facts())
    return found


def _requests(move: Move) -> list[str]:
    try:
        names = FollowRequestsPage.open_list(move.actor(Side.NEW)).read()
    except ScreenNotRecognised:
        return []
    domain = move.handle(Side.NEW).domain
    return [with_domain(name, domain) for name in names]


def _keep(context: RunContext, found: LeftBehind) -> None:
    """Write the list of missing followers, and posts that ask them to follow."""
    folder = context.subfolder("lists")
    with atomically(folder / FILE) as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows((name, _server(name), WAITING) for name in found.waiting)
        writer.writerows((name, _server(name), _MISSING) for name in found.missing)
    posts = list(_posts(found.missing, context.handle(Side.NEW).mention))
    if posts:
        write_text(folder / ASK, BETWEEN.join(posts) + "\n")
    else:
        (folder / ASK).unlink(missing_ok=True)  # of an earlier comparison


def _posts(names: list[str], new: str) -> Iterator[str]:
    """Posts that together mention everybody once, each within the length of a post."""
    text = f"I have moved to {new}. You follow my old account: would you follow me there?"
    mentions: list[str] = []
    for name in names:
        if mentions and len(" ".join([text, *mentions, f"@{name}"])) > _POST:
            yield " ".join([*mentions, text])
            mentions = []
        mentions.append(f"@{name}")
    if mentions:
        yield " ".join([*mentions, text])
