"""Whatever stands in the environment: nothing secret is shown, names beyond ASCII work, `~` is the user's home."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.test_secrets import AWKWARD, handed_out, holding, left_by
from tests.support import SLOW, TALKATIVE, MakePair, RunCli, assert_moved, fewer_lists

NOT_HERE = {"LC_ALL": "xx_XX.UTF-8", "PYTHONUTF8": "1"}


@pytest.mark.slow
@pytest.mark.posix
@pytest.mark.process
def test_a_hostile_environment_brings_no_secret_to_light(
    make_pair: MakePair, run_cli: RunCli, private_home: Path
) -> None:
    pair = make_pair(old="4.5", new="4.6")
    fewer_lists(pair)
    pair.people.old.password = AWKWARD
    environment = pair.environment() | TALKATIVE | {"MASTODON_MOVE_TRACE": "on", "MASTODON_MOVE_REPORT": "true"}
    ran = run_cli("guide", "--yes", "--folder", "jürgen", environment=environment)
    assert ran.code == 0, ran.out + ran.err
    assert_moved(pair, lists=True)
    assert "greenlet" not in ran.out
    assert ran.err == ""
    passwords = AWKWARD, pair.people.new.password
    assert holding(left_by(ran, private_home), *passwords, tokens=handed_out(pair)) == []
    (of_this_program,) = private_home.glob("loader.log.*")  # glibc writes it before a line of ours runs
    assert {path.name for path in private_home.iterdir()} == {"jürgen", of_this_program.name}


@pytest.mark.process
@pytest.mark.parametrize("name", ["DEBUG", SLOW("DEBUGP")])
def test_a_switch_for_other_programs_shows_no_password(make_pair: MakePair, run_cli: RunCli, name: str) -> None:
    pair = make_pair(old="4.5")
    ran = run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment() | {name: "pw:api"})
    assert ran.code == 0
    assert pair.people.old.password not in ran.out + ran.err


# -- names beyond ASCII, where the locale is not installed or in another encoding


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.remembered
def test_an_export_into_a_folder_with_a_letter_beyond_ascii(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    ran = run_cli("export", "--only", "blocks", "--folder", "jürgen", environment=pair.environment() | NOT_HERE)
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.process
@pytest.mark.remembered
@pytest.mark.parametrize(
    "environment",
    [
        SLOW(NOT_HERE),
        SLOW({"LANG": "xx_XX.UTF-8"}),
        SLOW({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ],
)
def test_an_import_of_a_file_with_such_a_name(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, environment: dict[str, str]
) -> None:
    pair = make_pair(new="4.6")
    (tmp_path / "größe.csv").write_text("zoe@far.example\n")
    ran = run_cli("import", "blocks=größe.csv", "--folder", "jürgen", environment=pair.environment() | environment)
    assert pair.people.new.blocks == ["zoe@far.example"], ran.out
    assert (tmp_path / "jürgen" / "journal.jsonl").is_file()


@pytest.mark.slow
@pytest.mark.posix
@pytest.mark.process
@pytest.mark.remembered
def test_a_folder_for_temporary_files_that_is_missing(make_pair: MakePair, run_cli: RunCli, private_home: Path) -> None:
    pair = make_pair()
    gone = {"TMPDIR": str(private_home / "gone")}
    ran = run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment() | gone)
    assert ran.code == 0, ran.out + ran.err
    assert not (private_home / "gone").exists()
    assert list((private_home / "x").glob(".working-*")) == []


# -- zsh does not expand ~ behind "=", and nobody does in .env, in toml or in a systemd unit


@pytest.mark.slow
@pytest.mark.remembered
def test_a_file_in_the_home(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(new="4.6")
    Path.home().mkdir(parents=True, exist_ok=True)
    (Path.home() / "people.csv").write_text("zoe@far.example\n")
    ran = run_cli("import", "follows=~/people.csv", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.out


@pytest.mark.remembered
def test_the_folder_in_the_home(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    environment = pair.environment() | {"MASTODON_MOVE_FOLDER": "~/moves"}
    run_cli("export", "--only", "blocks", environment=environment)
    assert not (tmp_path / "~").exists()
    assert (Path.home() / "moves" / "lists").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has names in Unicode")
def test_a_name_that_is_no_text(run_cli: RunCli) -> None:
    ran = run_cli("report", "--folder", os.fsdecode(b"j\xfcrgen"))
    assert ran.code == 2
    assert "folder: the path is not valid UTF-8" in ran.out
