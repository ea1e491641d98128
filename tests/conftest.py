"""Fixtures that compose: the browser of this machine, a pair of servers, a person with two accounts."""

import os
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright
from typer.testing import CliRunner

from automation.browser import launch as browsers
from automation.cli.app import app
from automation.context import RunContext
from fixtures.sample_accounts import populate
from fixtures.servers import Account, EmbeddedServer, Fediverse, Pace, Release
from pages.browser.actor import Actor
from pages.browser.documents import register_selectors
from tests.support import COMMAND, QUICK, SHARED, SLOW, MakePair, Pair, Person, Ran, RunCli, SignIn, session_cookie

# Each run of the command starts the driver anew; with its compiled code kept, that takes half the time.
os.environ.setdefault("NODE_COMPILE_CACHE", str(Path(__file__).parents[1] / "build" / "node"))
# Whoever runs the tests may have a keyring, which is theirs; tests of keyrings bring one of their own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the longest, so that no worker ends with one of them alone; on Windows skip what it cannot do."""
    if sys.platform == "win32":
        for item in items:
            if item.get_closest_marker("posix"):
                item.add_marker(pytest.mark.skip(reason="needs what only Unix has: signals, scripts of a shell, links"))
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("slow", "process")])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a run of the command met a fault of its own, show where: the file goes with the test's folder."""
    report = yield
    if report.failed and (folder := getattr(item, "funcargs", {}).get("tmp_path")):
        report.sections += [(file.name, file.read_text()) for file in folder.rglob("fault-*.txt")]
    return report


@pytest.fixture(scope="session")
def playwright(playwright: Playwright) -> Playwright:
    """pytest-playwright's, which knows what the product's browser is told at its start."""
    register_selectors(playwright)
    return playwright


@pytest.fixture(scope="session")
def downloads_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shared browser writes what it downloads."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], playwright: Playwright, downloads_folder: Path
) -> dict[str, Any]:
    """pytest-playwright's browser, found as the product finds it."""
    found = browsers.find(playwright, None)
    return browser_type_launch_args | {
        "executable_path": str(found.path),
        "chromium_sandbox": not browsers.is_root(),
        "downloads_path": downloads_folder,
    }


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared facts; a test that reads them is skipped, visibly, where they are not."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a working folder of one's own, without settings in the environment."""
    for name in list(os.environ):
        if name.startswith("MASTODON_MOVE_"):
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA"):  # of Unix, and of Windows
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that refuses them, as Windows does where developer mode is off."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    monkeypatch.setattr(os, "symlink", refuse)


# -- servers


@pytest.fixture
def make_pair(request: pytest.FixtureRequest) -> Iterator[MakePair]:
    """Start a pair of servers, each of its own release; no server may have met an error of its own.

    In a test that is marked `remembered` alice is signed in on both, which saves a third of a short run's pages. How
    one signs in, on each release, has tests of its own, and the whole guide does it, too.
    """
    started: list[Fediverse] = []
    marked = {marker.name for marker in request.node.iter_markers()}
    remembered = "remembered" in marked and "signs_in" not in marked
    if remembered:
        request.getfixturevalue("private_home")

    def make(old: str = "4.0", new: str = "4.6", pace: Pace = QUICK) -> Pair:
        fediverse = Fediverse(pace=pace)
        started.append(fediverse)
        servers = (
            fediverse.add("old.example", release=Release(old)),
            fediverse.add("new.example", release=Release(new)),
        )
        pair = Pair(fediverse, *servers, populate(*servers))
        if remembered:
            pair.remember()
        return pair

    yield make
    for fediverse in started:
        errors = [error for server in fediverse.servers.values() for error in server.errors]
        fediverse.close()
        assert errors == []


@pytest.fixture
def pair(make_pair: MakePair) -> Pair:
    """From a classic server to a reviewing one, the commonest way."""
    return make_pair()


# The guide itself walks all of them; these two differ most.
@pytest.fixture(params=[SLOW("3.5"), "4.6"])
def release(request: pytest.FixtureRequest) -> str:
    """A release: each behaviour is tested on one every day, and on the one that differs most besides."""
    return str(request.param)


@pytest.fixture
def sign_in(page: Page) -> SignIn:
    """Somebody signed in, at home: the session is the server's own; the sign-in page has tests of its own."""

    def enter(server: EmbeddedServer, account: Account) -> Person:
        page.set_default_timeout(10_000)
        page.context.add_cookies([session_cookie(server, account)])
        actor = Actor(page, server.url)
        actor.open("/", "Home")
        return Person(server, account, actor)

    return enter


@pytest.fixture
def old_person(make_pair: MakePair, release: str, sign_in: SignIn) -> Person:
    """Alice with all that she has, signed in on a server of each release."""
    pair = make_pair(old=release)
    return sign_in(pair.old, pair.people.old)


@pytest.fixture
def new_person(make_pair: MakePair, release: str, sign_in: SignIn) -> Person:
    """Alice on her new, empty account, signed in on a server of each release."""
    pair = make_pair(new=release)
    return sign_in(pair.new, pair.people.new)


# -- the parts, without the command


class Borrowed:
    """A browser that several tests share: a run's closing it leaves it open."""

    def __init__(self, browser: Browser) -> None:
        self.new_context, self.is_connected = browser.new_context, browser.is_connected

    def close(self) -> None: ...


@pytest.fixture
def one_browser(browser: Browser, downloads_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs in this process share pytest-playwright's browser, which saves starting one for each."""
    for left in downloads_folder.iterdir():
        left.unlink()
    monkeypatch.setattr(RunContext, "downloads", downloads_folder)
    monkeypatch.setattr("automation.browser.launch.launch", lambda *_, **__: Borrowed(browser))


# -- the command


class Lent:
    """A Playwright that has been started already, and that a run's stopping it leaves as it is."""

    def __init__(self, playwright: Playwright) -> None:
        self.chromium, self.selectors = playwright.chromium, playwright.selectors

    def start(self) -> "Lent":
        return self

    def stop(self) -> None: ...


@pytest.fixture
def run_cli(private_home: Path, request: pytest.FixtureRequest) -> RunCli:
    """Run `mastodon-move` as a person would, in a folder of its own, without a terminal.

    The command runs in this process and with pytest-playwright's browser, which saves two seconds for each run; where
    the process itself matters a test is marked `process`, and at least one test of each command is.
    """
    if request.node.get_closest_marker("process"):
        return _run_process(private_home)
    request.getfixturevalue("one_browser")
    playwright: Playwright = request.getfixturevalue("playwright")
    request.getfixturevalue("monkeypatch").setattr("automation.run.opening.sync_playwright", lambda: Lent(playwright))

    def run(*arguments: str, environment: Mapping[str, str] | None = None) -> Ran:
        result = CliRunner().invoke(app, list(arguments), env=environment)
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


def _run_process(folder: Path) -> RunCli:
    def run(*arguments: str, environment: Mapping[str, str] | None = None, timeout: float = 300) -> Ran:
        done = subprocess.run(
            [COMMAND, *arguments],
            env=dict(os.environ) | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd=folder,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
