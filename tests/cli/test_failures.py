"""Bad input and failing servers: a sentence, the error details, and the exit code of its kind; never a traceback."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import COMMAND, SLOW, MakePair, Ran, RunCli, descendants, talk


def assert_explained(ran: Ran, code: int, *told: str) -> None:
    assert ran.code == code, ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
    for text in told:
        assert text in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("plan", "--old", "alice", "--new", "a@new.example"), "is not a handle"),
        (("plan", "--old", "alice@old.example"), "The handle of the new account is not set"),
        (("guide", "--parts", "7"), "numbered 1 to 5"),
        (("guide", "--parts", "2", "--old", "alice@old.example"), "The handle of the new account is not set"),
        (("export", "--old", "a@old.example", "--timeout", "soon"), "--timeout"),
        (("export", "--old", "a@old.example", "--old-url", "http://old.example"), "not encrypted"),
        (("import", "--new", "a@new.example"), "There are no lists"),
        (("import", "--new", "a@new.example", "nowhere.csv"), "There is no file"),
        (("demo", "--old-version", "ancient"), "3.5, 4.0, 4.1"),
    ],
)
def test_bad_options_are_explained(run_cli: RunCli, arguments: tuple[str, ...], told: str) -> None:
    assert_explained(run_cli(*arguments), 2, told)


def test_a_file_that_is_no_list_is_refused_before_anything_opens(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    (tmp_path / "following_accounts.csv").write_bytes(b"\x89PNG\xff\xfe")
    assert_explained(
        run_cli("import", "following_accounts.csv", environment=pair.environment()), 2, "is not valid UTF-8"
    )
    assert pair.new.requests == []


def test_a_folder_that_cannot_be_used(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run_cli("export", "--folder", "file/folder", environment=make_pair().environment())
    assert_explained(ran, 2, "cannot be used", "--folder")


@pytest.mark.process
def test_a_browser_that_is_missing(make_pair: MakePair, run_cli: RunCli) -> None:
    ran = run_cli("export", "--browser", "/nowhere/chrome", environment=make_pair().environment())
    assert_explained(ran, 2, "There is no browser at /nowhere/chrome")


@pytest.mark.posix
@pytest.mark.process
def test_a_browser_that_does_not_start(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "broken").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "broken").chmod(0o755)
    ran = run_cli("export", "--browser", str(tmp_path / "broken"), environment=make_pair().environment())
    assert_explained(ran, 2, "No browser could be started", "Install one: ")


@pytest.mark.slow
@pytest.mark.posix
@pytest.mark.process
def test_a_browser_that_may_not_shut_itself_in(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    said = "FATAL:zygote_host_impl_linux.cc(126)] No usable sandbox! Update your kernel"
    (tmp_path / "shut").write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    (tmp_path / "shut").chmod(0o755)
    ran = run_cli("export", "--browser", str(tmp_path / "shut"), environment=make_pair().environment())
    assert_explained(ran, 2, "MASTODON_MOVE_SANDBOX=false")


def test_a_wrong_password(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    environment = pair.environment() | {"MASTODON_MOVE_OLD__PASSWORD": "wr0ng-passw0rd"}
    ran = run_cli("export", "--json", "--folder", "x", environment=environment)
    assert_explained(ran, 3, "rejected the e-mail address or password of alice@old.example", "Part 2, step 1")
    assert ran.json["error"]["exit_code"] == 3
    assert ran.json["error"]["doing"].startswith("Part 2, step 1")
    assert "wr0ng-passw0rd" not in ran.out + ran.err
    pictures = list((tmp_path / "x" / "error-details").glob("*.png"))
    assert len(pictures) == 1
    for path in (tmp_path / "x").rglob("*"):
        assert path.is_dir() or b"wr0ng-passw0rd" not in path.read_bytes()


def test_a_server_that_does_not_answer(make_pair: MakePair, run_cli: RunCli) -> None:
    environment = make_pair().environment() | {"MASTODON_MOVE_OLD__URL": "http://127.0.0.1:1111"}
    assert_explained(
        run_cli("export", environment=environment), 5, "ERR_CONNECTION_REFUSED", "run the same command again"
    )


def test_a_host_that_nobody_knows(make_pair: MakePair, run_cli: RunCli) -> None:
    environment = make_pair().environment() | {"MASTODON_MOVE_OLD__URL": "https://nobody.invalid"}
    assert_explained(
        run_cli("export", environment=environment),
        5,
        "No server called nobody.invalid was found",
        "Nothing was changed.",
    )


def test_a_server_that_is_no_mastodon(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "site" / "auth").mkdir(parents=True)
    (tmp_path / "site" / "auth" / "sign_in").write_text("<p>Hello</p>")
    server = subprocess.Popen(
        ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(tmp_path / "site")],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        port = server.stdout.readline().split("port ")[1].split()[0]
        environment = make_pair().environment() | {"MASTODON_MOVE_OLD__URL": f"http://127.0.0.1:{port}"}
        ran = run_cli("export", "--timeout", "3", "--folder", "x", environment=environment)
    finally:
        server.kill()
    assert_explained(ran, 6, 'On the screen "Sign in"', "Details")
    assert list((tmp_path / "x" / "error-details").glob("*.html"))


def test_an_alias_of_an_account_that_cannot_be_found(make_pair: MakePair, run_cli: RunCli) -> None:
    environment = make_pair().environment() | {"MASTODON_MOVE_OLD__HANDLE": "nobody@old.example"}
    assert_explained(run_cli("alias", "--no-post", environment=environment), 4, "could not find nobody@old.example")


@pytest.mark.posix
@pytest.mark.parametrize(("part", "after"), [SLOW("3", '"part": 3, "number": 4'), SLOW("5", '"state": "intent"')])
def test_ctrl_c_at_any_moment_leaves_a_whole_journal(
    make_pair: MakePair, private_home: Path, part: str, after: str
) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    pair.old.pace.lookup = 2
    (private_home / "x" / "lists").mkdir(parents=True)
    (private_home / "x" / "lists" / "blocked_accounts.csv").write_text("mallory@far.example\n")
    journal = private_home / "x" / "journal.jsonl"
    run = subprocess.Popen(
        [COMMAND, "guide", "--parts", part, "--yes", "--no-post", "--folder", "x"],
        env=dict(os.environ) | pair.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + 60
    while not (journal.exists() and after in journal.read_text(encoding="utf-8")):
        assert time.monotonic() < end
        assert run.poll() is None
        time.sleep(0.02)  # another process writes the journal: there is nothing to await
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=30)
    assert run.returncode == 130, out + err
    assert "You stopped the run" in out
    assert "Traceback" not in out + err
    if part == "5":  # what the user must know is said, whatever the moment was
        known = ("has moved to", "have not been moved", "your followers may be moving")
        assert [words for words in known if words in out.replace("\n", " ")], out
    events = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    assert len(pair.people.old.migrations) <= 1
    assert any(after in json.dumps(event) for event in events)


def test_a_second_run_in_the_same_folder_is_refused(make_pair: MakePair, run_cli: RunCli, private_home: Path) -> None:
    pair = make_pair()
    pair.old.faults.add("GET", "/settings/export", "stall")
    first = subprocess.Popen(
        [COMMAND, "export", "--folder", "x"], env=dict(os.environ) | pair.environment(),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + 60
        while not pair.old.faults.happened:
            assert time.monotonic() < end
            time.sleep(0.02)  # another process opens the page: there is nothing to await
        ran = run_cli("export", "--folder", "x", environment=pair.environment())
        assert_explained(ran, 4, f"Another run is using x: process {first.pid} (Part 2)")
    finally:
        first.kill()
        first.wait()
    assert run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment()).code == 0


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the browser's processes in /proc")
def test_a_browser_that_crashes_is_a_clean_stop(make_pair: MakePair, run_cli: RunCli, private_home: Path) -> None:
    pair = make_pair()
    run = subprocess.Popen(
        [COMMAND, "export", "--folder", "x"], env=dict(os.environ) | pair.environment(),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    pair.old.faults.add("GET", "/settings/exports/blocks.csv", lambda: kill_browser_of(run.pid))
    out, _ = run.communicate(timeout=120)
    assert_explained(Ran(run.returncode, out, ""), 130, "The browser was closed", "Run the same command again")
    assert run_cli("export", "--folder", "x", environment=pair.environment()).code == 0
    assert (private_home / "x/lists/blocked_accounts.csv").read_text().split() == pair.people.old.blocks


def kill_browser_of(pid: int) -> None:
    """Kill the browser's processes among a process's descendants."""
    if sys.platform == "win32":
        pytest.skip("Windows has no kill -9")
    for child, name in descendants(pid).items():
        if "chrom" in name:
            os.kill(child, signal.SIGKILL)


@pytest.mark.slow
def test_the_word_is_asked_for_on_a_terminal(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    pair.people.new.aliases.append(pair.people.old.acct)
    for word, code in (("no", 4), ("move", 0)):
        answers = {"Type move to go on, or no to stop:": word}
        code_seen, _ = talk(["move", "--no-post", "--folder", f"x-{word}"], pair.environment(), answers)
        assert code_seen == code
        assert (pair.people.old.moved_to is not None) == (code == 0)


@pytest.mark.slow
def test_what_is_not_set_is_asked_for_and_a_password_is_not_shown(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    environment = pair.environment()
    email, password = environment.pop("MASTODON_MOVE_OLD__EMAIL"), environment.pop("MASTODON_MOVE_OLD__PASSWORD")
    answers = {
        "E-mail address for alice@old.example:": email,
        "Password for alice@old.example": password,
        "Save the handles and e-mail addresses in mastodon-move.toml": "no",
    }
    code, seen = talk(["export", "--only", "blocks", "--folder", "x"], environment, answers)
    assert code == 0, seen
    assert answers == {}
    assert email in seen
    assert password not in seen
    assert (private_home / "x/lists/blocked_accounts.csv").read_text().split() == pair.people.old.blocks


@pytest.mark.parametrize(
    ("command", "release"), [("check", "4.6"), SLOW("guide", "4.0"), SLOW("guide", "3.5"), SLOW("guide", "4.7")]
)
def test_another_account_than_the_handle_names_is_noticed_before_anything_is_done(
    make_pair: MakePair, run_cli: RunCli, command: str, release: str
) -> None:
    pair = make_pair(old=release, new=release)
    environment = pair.environment() | {"MASTODON_MOVE_NEW__HANDLE": "alicia@new.example"}
    more = ("--yes",) if command == "guide" else ()
    assert_explained(run_cli(command, *more, environment=environment), 3, "is @alice, not @alicia", "Correct --new")
    assert [post for post in pair.people.old.posts if "alicia" in post.text] == []
    assert pair.people.new.posts == []
