"""The page's server as a process of its own, and the page in a real browser."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.support import COMMAND, Pair

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/[0-9a-f]+/open\?token=\S+")


@dataclass
class Server:
    """A running page server."""

    process: subprocess.Popen[str]
    address: str
    said: str = ""

    @property
    def origin(self) -> str:
        return "/".join(self.address.split("/")[:3])

    @property
    def base(self) -> str:
        return self.address.partition("open?")[0]


ServePage = Callable[..., Server]


@contextmanager
def served(folder: Path, environment: dict[str, str], *options: str, opens: bool = False) -> Iterator[Server]:
    with subprocess.Popen(
        [COMMAND, "web", *([] if opens else ["--no-open"]), *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder, env=os.environ | environment,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                said.append(line)
                if found := _ADDRESS.search(line):
                    yield Server(process, found[0], "".join(said))
                    break
            else:
                raise AssertionError("".join(said))
        finally:
            process.terminate()


@pytest.fixture
def serve(private_home: Path) -> Iterator[ServePage]:
    """Start the page's server in the user's folder; it ends with the test."""
    running = []

    def start(*options: str, environment: dict[str, str] | None = None, opens: bool = False) -> Server:
        begun = served(private_home, environment or {}, *options, opens=opens)
        running.append(begun)
        return begun.__enter__()

    yield start
    for begun in running:
        begun.__exit__(None, None, None)


def quick(pair: Pair, **more: str) -> dict[str, str]:
    """What a person would set for a test: everything but the accounts."""
    waits = {name: value for name, value in pair.environment().items() if "__" not in name}
    return waits | {f"MASTODON_MOVE_{name.upper()}": value for name, value in more.items()}


@pytest.fixture
def page(page: Page) -> Page:
    """The browser's page; a script of ours that fails, or what its policy forbids, fails the test."""
    faults: list[str] = []
    page.set_default_timeout(180_000)  # a whole guide runs behind some of these waits, beside other tests
    expect.set_options(timeout=180_000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.context.faults = faults  # type: ignore[attr-defined]
    return page


@pytest.fixture(autouse=True)
def no_faults(page: Page) -> Iterator[None]:
    yield
    assert page.context.faults == []  # type: ignore[attr-defined]


def violations(page: Page) -> list[str]:
    """What is wrong with the page as it is: by axe, wide and light, and narrow and dark (as with 400 % zoom)."""
    wrong = []
    for width, colours in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        found = Axe().run(page).response["violations"]
        wrong += [f"{width} {one['id']}: {node['html']}" for one in found for node in one["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{width}: it is wider than the window")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme=None)
    return wrong


def name_accounts(page: Page, pair: Pair) -> None:
    """The first screen."""
    page.locator("#old").fill(f"https://old.example/@{pair.people.old.username}")
    page.locator("#new").fill(pair.people.new.acct)
    page.locator("details summary").click()
    page.locator("#old_url").fill(pair.old.url)
    page.locator("#new_url").fill(pair.new.url)
    page.locator("form[action$=accounts] button.main").click()
    page.wait_for_url("**/sign-in")


def sign_in(page: Page, pair: Pair) -> None:
    """The second screen, with passwords; and what the third one finds."""
    for side, person in (("old", pair.people.old), ("new", pair.people.new)):
        page.locator(f"#{side}_email").fill(person.email)
        page.locator(f"#{side}_password").fill(person.password)
    look_first(page)


def look_first(page: Page) -> None:
    """Press "Check first", and wait for what is found."""
    page.get_by_role("button", name="Check first").click()
    page.get_by_role("heading", name="What will happen").wait_for()


def start_the_move(page: Page) -> None:
    """Press "Start the move"."""
    page.get_by_role("button", name="Start the move").click()
    page.wait_for_url("**/move")


def give_password(pair: Pair, page: Page) -> None:
    """The question for the password of a kept session, which Part 5 needs."""
    page.get_by_role("heading", name="Password").wait_for()
    page.locator("#dialog-text").fill(pair.people.old.password)
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()


def move_followers(page: Page, handle: str) -> None:
    """The question before the click that cannot be undone."""
    page.get_by_role("heading", name="Move your followers now?").wait_for()
    page.locator("#dialog-text").fill(handle)
    page.get_by_role("dialog").get_by_role("button", name="Move followers").click()
