"""A person at a window and a terminal, who says of every click who does it."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.headed.conftest import Desk, until
from tests.support import COMMAND, SLOW, MakePair, Pair, RunCli

RING, DO_IT = (232, 89, 12), (194, 65, 12)
Start = Callable[..., "pexpect.spawn[str]"]
FIRST = "Type into “E-?mail[^”]*”"
HEADED = ("--headed", "--pace", "instant", "--no-post", "--folder", "x")


def environment(pair: Pair, desk: Desk) -> dict[str, str]:
    return dict(os.environ) | pair.environment() | {"DISPLAY": desk.display, "NO_COLOR": "1", "TERM": "xterm"}


@pytest.fixture
def start(private_home: Path, desk: Desk) -> Iterator[Start]:
    """Run the command on a terminal, which is read and typed into."""
    started = []

    def begin(pair: Pair, *arguments: str) -> "pexpect.spawn[str]":
        terminal = pexpect.spawn(
            COMMAND, [*arguments, *HEADED], env=environment(pair, desk), cwd=str(private_home), encoding="utf-8",
            timeout=60, dimensions=(40, 200),
        )  # fmt: skip
        started.append(terminal)
        return terminal

    yield begin
    for terminal in started:
        terminal.close(force=True)


def test_every_click_waits_for_the_person(make_pair: MakePair, start: Start, desk: Desk) -> None:
    pair = make_pair()
    terminal = start(pair, "alias", "--step")
    terminal.expect(rf"{FIRST} · Sign in\?  \[Enter\] do it")
    assert ("POST", "/auth/sign_in") not in {(method, path) for method, path, _ in pair.new.requests}
    terminal.send("?")
    for told in (
        "What: Type into “",
        f"Page: {pair.new.url}/auth/sign_in",
        "Why: Part 4, step 1 of the guide: Log",
        "q: stop here. Nothing is lost",
    ):
        terminal.expect_exact(told)
    terminal.send("\r")
    terminal.expect_exact("Type into “Password” (not shown)")
    terminal.send("\r")
    terminal.expect(r"Click “Log ?in” · Sign in")
    terminal.send("\r")

    # Left to the user, who clicks in the window; the run then continues on its own.
    terminal.expect_exact("Click “Preferences”")
    terminal.send("s")
    terminal.expect_exact("Your turn, in the browser")
    desk.click(*desk.wait_for(RING).middle)

    # The user clicks without a word: the page moves on, and so does it.
    if terminal.expect(
        [r"Click “[^”]*Account[^”]*” · Settings: left panel", r"· Settings: left panel\?  \[Enter\] do it"]
    ):
        terminal.send("\r")  # a narrow window folds the panel up
        terminal.expect("Click “[^”]*Account[^”]*” · Settings: left panel")
    desk.wait_for(DO_IT)  # the question's own: until it is drawn, the window may still show the document before
    desk.click(*desk.wait_for(RING).middle)

    terminal.expect_exact("Click “create an account alias”")
    terminal.send("p")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0, terminal.before
    assert pair.people.new.aliases == [pair.people.old.acct]


@pytest.mark.slow
def test_the_person_stops_and_goes_on_later(
    make_pair: MakePair, start: Start, run_cli: RunCli, private_home: Path
) -> None:
    pair = make_pair()
    terminal = start(pair, "move", "--yes", "--step")
    terminal.expect(FIRST)
    terminal.send("p")
    terminal.expect_exact("Click “MOVE FOLLOWERS” · Account migration")
    terminal.send("q")
    terminal.expect_exact("You stopped the run.")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert pair.people.old.moved_to is None
    pair.people.new.aliases.append(pair.people.old.acct)
    again = run_cli("move", "--yes", "--no-post", "--folder", "x", environment=pair.environment())
    assert again.code == 0, again.out
    assert "an unanswered request" not in again.out  # it was not pressed then, and that is known
    assert pair.people.old.moved_to == pair.people.new.acct


@pytest.mark.slow
@pytest.mark.parametrize("clicked", [pytest.param(DO_IT, id="on the bar"), SLOW(RING, id="on the page's own button")])
def test_move_followers_waits_at_the_window_although_the_word_was_given(
    make_pair: MakePair, desk: Desk, private_home: Path, clicked: tuple[int, int, int]
) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    running = subprocess.Popen(
        [COMMAND, "move", "--yes", *HEADED], env=environment(pair, desk), cwd=private_home, stdin=subprocess.DEVNULL
    )
    desk.wait_for(DO_IT)
    pressed = ("POST", "/settings/migration", 302)
    assert pressed not in pair.old.requests
    desk.click(*desk.wait_for(clicked).middle)
    assert running.wait(60) == 0
    assert pair.old.requests.count(pressed) == 1
    assert pair.people.old.moved_to == pair.people.new.acct


@pytest.mark.slow
def test_closing_the_window_is_a_clean_stop(make_pair: MakePair, start: Start, desk: Desk, run_cli: RunCli) -> None:
    pair = make_pair()
    terminal = start(pair, "alias", "--step")
    terminal.expect(FIRST)
    desk.wait_for(RING)
    desk.close_a_window()
    terminal.expect_exact("The browser was closed.")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    again = run_cli("alias", "--no-post", "--folder", "x", environment=pair.environment())
    assert again.code == 0, again.out


def test_where_nobody_can_be_asked_there_is_no_stepping(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    told = run_cli("alias", "--step", environment=pair.environment())
    assert told.code == 2
    assert "neither a terminal nor a browser window" in told.out
    assert pair.new.requests == []


def _running(pair: Pair, desk: Desk, folder: Path, **more: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [COMMAND, "status", "--headed", "--pace", "instant", "--folder", "x"],
        env=environment(pair, desk) | more, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.slow
def test_a_wide_screen_has_both_servers_side_by_side(make_pair: MakePair, desk: Desk, private_home: Path) -> None:
    running = _running(make_pair(), desk, private_home)
    left, right = until(lambda: found if len(found := desk.windows()) == 2 and found[1].right == 2400 else None)
    assert running.wait(60) == 0
    assert left.left == 0
    assert left.right <= right.left
    assert min(left.right - left.left, right.right - right.left) > 900


@pytest.mark.slow
def test_a_narrow_screen_has_one_window_with_two_tabs(
    make_pair: MakePair, small_desk: Desk, private_home: Path
) -> None:
    pair = make_pair()
    there = pair.old.url.replace("127.0.0.1", "localhost")  # cookies know hosts, not ports
    running = _running(pair, small_desk, private_home, MASTODON_MOVE_OLD__URL=there)
    seen = set()

    def ended() -> bool:
        seen.add(len(small_desk.windows()))
        return running.poll() is not None

    until(ended)
    assert running.returncode == 0
    assert seen - {0} == {1}
    for server in (pair.old, pair.new):
        assert ("POST", "/auth/sign_in", 302) in server.requests
