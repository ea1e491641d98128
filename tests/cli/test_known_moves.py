"""A command that is not told which move it goes on with finds the one that lies here, and says which."""

import io
import json
import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from automation.cli.summary import show_results
from automation.folder.known_moves import found_for
from automation.settings import load
from tests.support import MakePair, RunCli

pytestmark = pytest.mark.remembered


def begun(folder: str, *, old: str = "alice@old.example", new: str = "alice@new.example", age: float = 0) -> Path:
    """A folder in which a move has begun, some seconds ago."""
    path = Path(folder)
    path.mkdir(parents=True)
    accounts = {"old": old, "new": new}
    event = {"time": "2026-08-01T10:00:00.000+00:00", "event": "run", "state": "begin", "work": "Part 2", "parts": [2]}
    journal = path / "journal.jsonl"
    journal.write_text(json.dumps(event | {"accounts": accounts}) + "\n")
    used = journal.stat().st_mtime - age
    os.utime(journal, (used, used))
    return path


def unnamed(environment: dict[str, str], *keys: str) -> dict[str, str]:
    """An environment that does not say which accounts they are."""
    return {name: value for name, value in environment.items() if not name.endswith(("__HANDLE", *keys))}


@pytest.mark.slow
def test_status_and_report_find_the_only_move(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    made = run_cli("profile", environment=pair.environment())
    assert made.code == 0, made.out
    folder = "mastodon-move/alice@old.example--alice@new.example"
    ran = run_cli("status", environment=unnamed(pair.environment(), "__URL"))
    assert ran.code == 0, ran.out
    assert f"Using the move in {folder} (alice@old.example → alice@new.example" in ran.out.replace("\n", " ")
    told = run_cli("report")
    assert told.code == 0, told.out
    assert folder in told.out
    own = (Path(folder) / "report" / "index.html").read_text(encoding="utf-8")
    assert "alice@old.example" in own
    to_share = run_cli("report", "--redact")
    assert "redacted.html" in to_share.out
    assert "Look through it before you share it." in to_share.out
    assert "alice@old.example" not in (Path(folder) / "report" / "redacted.html").read_text(encoding="utf-8")
    assert (Path(folder) / "report" / "index.html").read_text(encoding="utf-8") == own


@pytest.mark.slow
def test_a_move_in_a_folder_of_another_name_goes_on(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    assert run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment()).code == 0
    ran = run_cli("export", "--only", "blocks", environment=unnamed(pair.environment()))
    assert ran.code == 0, ran.out
    assert "Using the move in x" in ran.out
    assert not Path("mastodon-move").exists()
    pair.people.new.blocks = list(pair.people.old.blocks)
    environment = pair.environment()
    assert run_cli("import", "--only", "blocks", "--folder", "x", environment=environment).code == 0
    verified = run_cli("verify", "--only", "blocks", environment=environment)
    assert verified.code == 0, verified.out
    assert "Using the move in x" in verified.out


@pytest.mark.posix
@pytest.mark.process
def test_what_a_browser_prints_does_not_land_in_the_terminal(private_home: Path, run_cli: RunCli) -> None:
    begun("mine")
    opened, opener = private_home / "opened", private_home / "bin" / "xdg-open"
    subprocess.run(["mkfifo", opened], check=True)  # reading it waits for the browser
    opener.parent.mkdir()
    opener.write_text('#!/bin/sh\necho "a noisy browser"\necho "much noise" >&2\necho "$1" > opened\n')
    opener.chmod(0o755)
    environment = {"DISPLAY": ":99", "BROWSER": "", "PATH": f"{opener.parent}{os.pathsep}{os.environ['PATH']}"}
    ran = run_cli("report", environment=environment)
    assert ran.code == 0, ran.out
    assert Path(opened.read_text().strip()) == private_home.resolve() / "mine/report/index.html"
    assert "nois" not in ran.out + ran.err


def test_the_short_plan_says_how_far_the_move_has_come(private_home: Path, run_cli: RunCli) -> None:
    begun("mine")
    ran = run_cli("plan", "--short")
    assert ran.code == 0, ran.out
    assert ran.out.splitlines()[1].split(maxsplit=2)[:2] == ["So", "far"]
    assert not run_cli("plan", "--short", "--old", "b@b.example", "--new", "c@c.example").out.startswith("So far")


def test_of_several_the_newest_is_shown_and_the_others_are_listed(private_home: Path, run_cli: RunCli) -> None:
    begun("mastodon-move/a--b", old="a@old.example", new="b@new.example", age=60)
    begun("mine", age=5)
    ran = run_cli("report", "--json")
    assert ran.code == 0, ran.err
    assert Path(ran.json["report"]) == (private_home / "mine/report/index.html").resolve()
    assert "Using the newest move here, mine (alice@old.example → alice@new.example" in ran.err
    assert "To use another, add --folder: mastodon-move/a--b (a@old.example → b@new.example" in ran.err
    named = run_cli("report", "--old", "a@old.example", "--json")
    assert Path(named.json["report"]).parts[-3] == "a--b"


def test_the_command_that_is_told_at_the_end_opens_this_report(
    private_home: Path, tmp_path_factory: pytest.TempPathFactory, run_cli: RunCli
) -> None:
    elsewhere = tmp_path_factory.mktemp("else where") / "my move"
    begun("an-export", new="None")  # newer, and for one account only
    begun("mine", age=5)
    begun(str(elsewhere))
    for folder, named in ((Path("mine"), False), (Path("an-export"), True), (elsewhere, True)):
        told = io.StringIO()
        show_results(Console(file=told, width=300), {"folder": str(folder), "report": str(folder / "report")})
        (line,) = (line for line in told.getvalue().splitlines() if line.startswith("To open it:"))
        assert ("--folder" in line) is named
        _, *arguments = shlex.split(line.removeprefix("To open it:"))
        ran = run_cli(*arguments, "--json")
        assert Path(ran.json["report"]) == (private_home / folder / "report" / "index.html").resolve()


@pytest.mark.parametrize("command", [("export",), ("guide", "--yes"), ("move",), ("check",)])
def test_what_changes_something_has_them_named(private_home: Path, run_cli: RunCli, command: Sequence[str]) -> None:
    begun("a", old="a@old.example")
    begun("b")
    ran = run_cli(*command)
    assert ran.code == 2, ran.out
    assert "There are several moves here: " in ran.out
    assert "a (a@old.example → alice@new.example" in ran.out
    assert "Choose one with --old and --new, or with --folder." in ran.out


def test_a_trace_is_looked_for_in_the_move_that_lies_here(private_home: Path, run_cli: RunCli) -> None:
    begun("mine")
    ran = run_cli("trace")
    assert ran.code == 2
    assert f"There is no trace in {Path('mine/traces')}" in ran.out


@pytest.mark.parametrize("text", ['{"event": "run"}', '{"event": "run", "accounts": {"old": "../x"}}', "no JSON", ""])
def test_a_journal_of_somebody_else_is_no_move(private_home: Path, run_cli: RunCli, text: str) -> None:
    begun("theirs")
    Path("theirs/journal.jsonl").write_text(text)
    ran = run_cli("status")
    assert ran.code == 2
    assert "The handle of the old account is not set" in ran.out


@pytest.mark.slow
def test_an_import_goes_on_with_the_move_of_its_account(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    environment = pair.environment()
    assert run_cli("export", "--only", "blocks", "--old", "alice@old.example", environment=environment).code == 0
    moves = Path("mastodon-move")
    (moves / "alice@old.example--alice@new.example").rename(moves / "alice@old.example")  # as exported alone
    journal = moves / "alice@old.example" / "journal.jsonl"
    journal.write_text(journal.read_text().replace('"new": "alice@new.example"', '"new": "None"'))
    only_new = {name: value for name, value in environment.items() if "OLD__" not in name}

    ran = run_cli("import", "--only", "blocks", environment=only_new)
    assert ran.code == 2, ran.out
    assert "There are no lists in" in ran.out
    assert "--folder mastodon-move/alice@old.example" in ran.out.replace("\n", " ")
    assert "Part 3" not in ran.out
    assert "report" not in ran.out
    assert [path.name for path in moves.iterdir()] == ["alice@old.example"]

    assert run_cli("export", "--only", "blocks", environment=environment).code == 0
    ran = run_cli("import", "--only", "blocks", environment=only_new)
    assert ran.code == 0, ran.out
    assert "Using the move in mastodon-move/alice@old.example--alice@new.example" in ran.out.replace("\n", " ")
    # The folder of the export alone is no second move.
    ran = run_cli("export", "--only", "blocks", environment=unnamed(environment))
    assert ran.code == 0, ran.out


def test_a_run_that_does_nothing_leaves_no_folder(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    ran = run_cli("check", environment=pair.environment() | {"MASTODON_MOVE_OLD__URL": "https://nobody.invalid"})
    assert ran.code == 5, ran.out
    assert "All files are in" not in ran.out
    assert not Path("mastodon-move").exists()
    silent = {"MASTODON_MOVE_OLD__URL": "http://127.0.0.1:9", "MASTODON_MOVE_RETRY_TIMEOUT": "1"}
    ran = run_cli("export", "--only", "blocks", environment=pair.environment() | silent)
    assert ran.code == 5, ran.out
    assert "error-details" in ran.out  # what helps to understand it stays
    assert Path("mastodon-move").exists()


def test_the_e_mail_addresses_of_a_move_are_not_asked_for_again(private_home: Path) -> None:
    journal = begun("mine") / "journal.jsonl"
    event = json.loads(journal.read_text()) | {"emails": {"old": "alice@mail.example"}}
    journal.write_text(json.dumps(event) + "\n")
    told: list[str] = []
    found = found_for(load(), told.append, "old", "new", changes=False)
    assert (found.old.email, found.new.email) == ("alice@mail.example", None)
    assert "Using the move in mine" in told[0]
