"""What the tests speak of: a pair of servers, a person, a run of the command."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fixtures.people import Sample
from fixtures.servers import Account, EmbeddedServer, Fediverse, Pace
from pages.hand import Hand

SHARED = Path(__file__).parents[2] / "shared"
COMMAND = str(Path(sys.executable).parent / "mastodon-move")

# Quick enough for a suite, still slow enough to be awkward: pages render late, look-ups take a while.
QUICK = Pace(app=0.05, script=0.1, lookup=0.1, followers=0.1, imports=0.0005, archive=0.3)

# Waits that suit a test: what is tried again is tried again soon.
PATIENT = {
    "MASTODON_MOVE_ALIAS_RETRY": "0.3",
    "MASTODON_MOVE_RETRY_PAUSE": "0.1",
    "MASTODON_MOVE_RETRY_FAILED_PAUSE": "0.1",
    "MASTODON_MOVE_SETTLE": "1",
}


@dataclass
class Pair:
    """An old and a new server, and alice, who lives on both."""

    fediverse: Fediverse
    old: EmbeddedServer
    new: EmbeddedServer
    people: Sample

    def environment(self) -> dict[str, str]:
        """What a person would set to move alice."""
        sides = (("OLD", self.old, self.people.old), ("NEW", self.new, self.people.new))
        return PATIENT | {
            f"MASTODON_MOVE_{side}__{name}": value
            for side, server, account in sides
            for name, value in (
                ("HANDLE", account.acct),
                ("URL", server.url),
                ("EMAIL", account.email),
                ("PASSWORD", account.password),
            )
        }


@dataclass
class Person:
    """Somebody signed in on one server."""

    server: EmbeddedServer
    account: Account
    hand: Hand


@dataclass
class Ran:
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout."""
        return json.loads(self.out)


MakePair = Callable[..., Pair]
SignIn = Callable[[EmbeddedServer, Account], Person]
RunCli = Callable[..., Ran]
