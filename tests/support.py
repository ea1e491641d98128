"""What the tests speak of: a pair of servers, a person, a run of the command."""

import asyncio
import json
import os
import select
import signal
import stat
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import StorageState

from automation.accounts import session_store
from automation.handles import Handle
from automation.settings import Settings, load
from fixtures.sample_accounts import Sample
from fixtures.servers import Account, EmbeddedServer, Fediverse, Pace
from fixtures.servers.sessions import COOKIE
from pages.browser.actor import Actor

T = TypeVar("T")
SHARED = Path(__file__).parents[2] / "shared"
COMMAND = str(Path(sysconfig.get_path("scripts")) / "mastodon-move")

# A parameter that repeats what another shows, for one more release, language, file, moment or way.
SLOW = partial(pytest.param, marks=pytest.mark.slow)
# For what is another screen in old releases than in new ones.
OLDEST_AND_NEWER = pytest.mark.parametrize("release", ["3.5", "4.6"])

# Quick enough for a suite, still slow enough to be awkward: pages render late, look-ups take a while.
QUICK = Pace(app=0.05, script=0, lookup=0.1, followers=0.1, imports=0.0005, introduction=0.3, archive=0.3, breaker=0.1)
# And the settings pages' script comes late, on every page; that costs each of them a sixth more.
LATE = replace(QUICK, script=0.1)

# What suits a test: what is tried again is tried again soon, and only tests of traces and reports record them.
PATIENT = {
    "trace": "off",
    "report": "false",
    "followers": "false",  # by name; tests that want them say so
    "alias_interval": "0.3",
    "retry_pause": "0.1",
    "retry_failed_pause": "0.3",
    "settle": "1",
}

# What makes Playwright, Node, Chromium, glibc, GLib, Wayland, Python or Rich write down what they do, or do otherwise.
TALKATIVE = {
    "DEBUG": "*",
    "DEBUGP": "1",
    "DEBUG_FILE": "debug.log",
    "DEBUG_COLORS": "1",
    "PWDEBUG": "console",
    "PWDEBUGIMPL": "1",
    "PW_CHECK_PROTOCOL": "1",
    "PW_INSTRUMENT_MODULES": "1",
    "PWTEST_PRINT_WS_ENDPOINT": "1",
    "PW_PROFILE_DIR": "profiles",
    "INTERNAL_PW_GREENLET_DEBUG": "1",
    "npm_config_debug": "*",
    "npm_config_pwdebug": "1",
    "SELENIUM_REMOTE_URL": "http://127.0.0.1:1/",
    "PLAYWRIGHT_LEGACY_SCREENSHOT": "1",
    "NODE_OPTIONS": "--trace-warnings --report-on-fatalerror --cpu-prof",
    "NODE_DEBUG": "net,http,fs,child_process",
    "NODE_DEBUG_NATIVE": "http",
    "NODE_V8_COVERAGE": "coverage",
    "NODE_REDIRECT_WARNINGS": "warnings.log",
    "ELECTRON_RUN_AS_NODE": "1",
    "SSLKEYLOGFILE": "keys.log",
    "CHROME_LOG_FILE": "chrome.log",
    "GOOGLE_API_KEY": "key",
    "LD_DEBUG": "libs",
    "LD_DEBUG_OUTPUT": "loader.log",
    "WAYLAND_DEBUG": "1",
    "G_MESSAGES_DEBUG": "all",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONDEVMODE": "1",
    "PYTHONWARNINGS": "default",
    "PYTHONUTF8": "0",
    "LC_ALL": "xx_XX.ISO-8859-1",
    "LANG": "xx_XX",
    "TMPDIR": "/nowhere/at/all",
    "FORCE_COLOR": "1",
}


@dataclass
class Pair:
    """An old and a new server, and alice, who lives on both."""

    fediverse: Fediverse
    old: EmbeddedServer
    new: EmbeddedServer
    people: Sample

    def remember(self, *experiments: str) -> None:
        """Keep a session on each server, as `login --remember` does, of a browser that asks for these experiments."""
        for server, account in ((self.old, self.people.old), (self.new, self.people.new)):
            kept: list[Any] = [{"name": "experiments", "value": ",".join(experiments)}] if experiments else []
            state: StorageState = {
                "cookies": [session_cookie(server, account)],
                "origins": [{"origin": server.url, "localStorage": kept}],
            }
            session_store.keep_session(Handle.parse(account.acct), state)

    def accounts(self) -> dict[str, dict[str, str]]:
        """What a person knows of alice's two accounts."""
        return {
            side: {"handle": account.acct, "url": server.url, "email": account.email, "password": account.password}
            for side, server, account in (("old", self.old, self.people.old), ("new", self.new, self.people.new))
        }

    def environment(self) -> dict[str, str]:
        """What a person would set to move alice."""
        waits = {f"MASTODON_MOVE_{name.upper()}": value for name, value in PATIENT.items()}
        return waits | {
            f"MASTODON_MOVE_{side.upper()}__{name.upper()}": value
            for side, account in self.accounts().items()
            for name, value in account.items()
        }

    def settings(self, **more: Any) -> Settings:
        """The same, where the parts are run without the command."""
        return load(**(self.accounts() | PATIENT | more))


@dataclass
class Person:
    """Somebody signed in on one server."""

    server: EmbeddedServer
    account: Account
    actor: Actor


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


def session_cookie(server: EmbeddedServer, account: Account) -> Any:
    """What the browser of somebody holds who is signed in on a server, in Playwright's words."""
    session = server.sessions.open(None)
    session.sign_in(account.username)
    host = urlsplit(server.url).hostname or ""
    place = {"domain": host, "path": "/", "expires": -1}
    return place | {"name": COOKIE, "value": session.id, "httpOnly": True, "secure": False, "sameSite": "Lax"}


def assert_moved(pair: Pair, *, lists: bool) -> None:
    """Everything that the guide moves has arrived, once."""
    pair.fediverse.wait_idle()
    old, new = pair.people.old, pair.people.new
    assert {follow.acct for follow in new.follows} == {follow.acct for follow in old.follows}
    assert [sorted(new.blocks), sorted(new.domain_blocks)] == [sorted(old.blocks), sorted(old.domain_blocks)]
    assert {(mute.acct, mute.hide_notifications) for mute in new.mutes} == {
        (mute.acct, mute.hide_notifications) for mute in old.mutes
    }
    assert sorted(new.bookmarks) == sorted(old.bookmarks)
    if lists:
        assert {name: set(members) for name, members in new.lists.items()} == {
            name: set(members) for name, members in old.lists.items() if members
        }
    assert new.aliases == [old.acct]
    assert (old.moved_to, [migration.target for migration in old.migrations]) == (new.acct, [new.acct])
    assert (len(new.followers), old.followers) == (187, [])
    assert (new.display_name, new.note, new.fields) == (old.display_name, old.note, old.fields)
    for account, other in ((old, new), (new, old)):
        assert [post.pinned for post in account.posts if other.acct in post.text] == [True]


def fewer_lists(pair: Pair) -> None:
    """All kinds are treated alike: where what counts is something else, some of them are enough."""
    pair.people.old.mutes, pair.people.old.domain_blocks, pair.people.old.bookmarks = [], [], []


def has_mode(path: Path, mode: int) -> bool:
    """Whether a file has these permissions, as far as the system has any: Windows has none of this kind."""
    return sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == mode


def descendants(pid: int) -> dict[int, str]:
    """A process and those that it has started, by number, with their names."""
    parents = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = file.read_text().partition("(")[2].rpartition(")")
        except OSError:  # it has just ended
            continue
        parents[int(file.parent.name)] = (int(rest.split()[1]), name)

    def descends(child: int) -> bool:
        return child == pid or (child in parents and descends(parents[child][0]))

    return {child: name for child, (_, name) in parents.items() if descends(child)}


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """What some asynchronous work returns. It runs in a thread of its own: Playwright has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def talk(arguments: list[str], environment: dict[str, str], answers: dict[str, Any]) -> tuple[int, str]:
    """Run the command on a terminal of its own and answer its questions; its exit code, and all that was shown.

    What is asked several times has a list of answers. An answer that was given is taken out of `answers`.
    """
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals that Python knows")
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.execve(COMMAND, [COMMAND, *arguments], dict(os.environ) | environment | {"TERM": "xterm", "COLUMNS": "200"})
    seen = b""
    asked: Counter[str] = Counter()
    end = time.monotonic() + 300
    try:
        while (
            time.monotonic() < end and select.select([terminal], [], [], 60)[0] and (chunk := os.read(terminal, 4096))
        ):
            seen += chunk
            for question in [one for one in answers if seen.count(one.encode()) > asked[one]]:
                asked[question] += 1
                answer = answers.pop(question)
                if isinstance(answer, list):
                    answer, *others = answer
                    if others:
                        answers[question] = others
                os.write(terminal, answer.encode() + b"\n")
        os.kill(process, signal.SIGKILL)  # a minute of silence, or no end: it waits for what does not come
    except OSError:  # the terminal's end, on Linux
        pass
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), seen.decode(errors="replace")
