"""Many people who move between several embedded servers, and the table of their moves."""

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from automation.system.processes import MAIN
from fixtures.servers import Account, EmbeddedServer, Fediverse, Follow
from tests.support import PATIENT, QUICK, descendants

OLD, NEW = ("old1.example", "old2.example"), ("new1.example", "new2.example")
_FOLLOWED = 6


@dataclass
class Movers:
    """People, each with an old and a new account."""

    fediverse: Fediverse
    people: list[tuple[Account, Account]] = field(default_factory=list)

    @classmethod
    def make(cls, count: int) -> "Movers":
        """So many people on two old servers, who move to two new ones."""
        fediverse = Fediverse(pace=QUICK)
        for domain, release in zip((*OLD, *NEW), ("4.0", "4.6", "4.6", "4.3"), strict=True):
            fediverse.add(domain, release=release)
        movers = cls(fediverse)
        for number in range(count):
            movers._add(number)
        return movers

    def _add(self, number: int) -> None:
        name = f"mover{number}"
        old_server, new_server = self.server(OLD[number % 2]), self.server(NEW[number // 2 % 2])
        old, new = (
            server.add_account(name, f"{name}@mail.example", f'{side} "p\'w" %{number}')
            for side, server in (("old", old_server), ("new", new_server))
        )
        old.display_name, old.note, old.introduced, new.introduced = f"Mover {number}", "Moving.", True, True
        for one in range(_FOLLOWED):
            self.fediverse.follow(old, Follow(f"friend{one}_{number}@elsewhere.example"))
        old.blocks = [f"pest{number}@elsewhere.example"]
        old.followers = [f"fan{one}_{number}@elsewhere.example" for one in range(3)]
        self.people.append((old, new))

    def server(self, domain: str) -> EmbeddedServer:
        """One of the servers."""
        return self.fediverse.servers[domain]

    def environment(self) -> dict[str, str]:
        """The waits that suit a test, and everybody's passwords."""
        waits = {f"MASTODON_MOVE_{name.upper()}": value for name, value in PATIENT.items()}
        passwords = {
            f"{side}_{account.username}".upper(): account.password
            for pair in self.people
            for side, account in zip(("OLD", "NEW"), pair, strict=True)
        }
        return waits | passwords

    def row(self, number: int, **more: Any) -> str:
        """The row of one person, as TOML."""
        old, new = self.people[number]
        keys = {"old": old.acct, "new": new.acct}
        for side, account in (("old", old), ("new", new)):
            keys |= {
                f"{side}_url": self.server(account.domain).url,
                f"{side}_email": account.email,
                f"{side}_password_env": f"{side}_{account.username}".upper(),
            }
        return "[[move]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in (keys | more).items())

    def settings(self, number: int) -> dict[str, str]:
        """What one person would set to move alone."""
        return {
            f"MASTODON_MOVE_{side}__{name}": value
            for side, account in zip(("OLD", "NEW"), self.people[number], strict=True)
            for name, value in {
                "HANDLE": account.acct,
                "URL": self.server(account.domain).url,
                "EMAIL": account.email,
                "PASSWORD": account.password,
            }.items()
        }

    def write(self, file: Path, begin: str = "", **more: Any) -> Path:
        """The table of all."""
        file.write_text(begin + "\n" + "\n".join(self.row(number, **more) for number in range(len(self.people))))
        return file

    def moved(self) -> list[bool]:
        """Who has moved, once, with all that they have."""
        self.fediverse.wait_idle(timeout=30)
        return [has_moved(old, new) for old, new in self.people]

    def close(self) -> None:
        """Stop the servers; none may have met an error of its own."""
        errors = [error for server in self.fediverse.servers.values() for error in server.errors]
        self.fediverse.close()
        assert errors == []


def toml(value: object) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else repr(value)
        if isinstance(value, list | int)
        else f'"{value}"'
    )


def has_moved(old: Account, new: Account) -> bool:
    """Whether somebody has moved once, and has there what they had."""
    return (
        [migration.target for migration in old.migrations] == [new.acct]
        and sorted(follow.acct for follow in new.follows) == sorted(follow.acct for follow in old.follows)
        and new.blocks == old.blocks
        and new.aliases == [old.acct]
        and new.display_name == old.display_name
        and (len(new.followers), old.followers) == (3, [])
        and [sum(other.acct in post.text for post in account.posts) for account, other in ((old, new), (new, old))]
        == [1, 1]
    )


@pytest.fixture
def movers(private_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Make people who move."""
    made: list[Movers] = []

    def make(count: int) -> Movers:
        made.append(Movers.make(count))
        for name, value in made[-1].environment().items():
            monkeypatch.setenv(name, value)
        return made[-1]

    yield make
    for one in made:
        one.close()


@dataclass
class AtOnce:
    """The most moves that were ever seen at once, in all and on each server, and all command lines."""

    most: Counter[str] = field(default_factory=Counter)
    lines: set[str] = field(default_factory=set)


@contextmanager
def processes_watched(movers: Movers, folder: Path) -> Iterator[AtOnce]:
    """Watch the list of processes for those that do a move."""
    seen, over = AtOnce(), threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            now: Counter[str] = Counter()
            for line in set(command_lines()):  # a process that starts another is there twice for a moment
                if MAIN not in line or str(folder) not in line:
                    continue
                seen.lines.add(line)
                servers = {domain for pair in movers.people for account in pair for domain in [account.domain]
                           if f"/{pair[0].acct}--{pair[1].acct}" in line}  # fmt: skip
                now.update(["all", *servers])
            for name, count in now.items():
                seen.most[name] = max(seen.most[name], count)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def command_lines() -> Sequence[str]:
    """The command lines of the processes that were all there at one moment: between the first look and the second."""
    files = list(Path("/proc").glob("[0-9]*/cmdline"))
    first = {file: line for file in files if (line := _read(file))}
    return [line for file, line in first.items() if _read(file) == line]


def _read(file: Path) -> str:
    try:
        return file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it has just ended
        return ""


def killed_with_all_below(pid: int) -> None:
    """`kill -9` for a process and all that it has started, whatever group they are in."""
    if sys.platform == "win32":
        return
    while living := [one for one in descendants(pid) if Path(f"/proc/{one}").exists()]:
        for one in living:
            try:
                os.kill(one, signal.SIGSTOP)
            except ProcessLookupError:
                continue
        again = list(descendants(pid))
        if set(again) <= set(living):
            for one in again:
                os.kill(one, signal.SIGKILL)
            return
