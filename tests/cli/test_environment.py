"""Whatever stands in the environment: nothing secret is shown, names beyond ASCII work, `~` is the person's home."""

import os
import sys
from pathlib import Path

import pytest

from automation.browser import driver_environment
from automation.settings import load
from tests.cli.test_secrets import AWKWARD, handed_out, holding, left_by
from tests.support import MakePair, RunCli, assert_moved, fewer_lists

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
NOT_HERE = {"LC_ALL": "xx_XX.UTF-8", "PYTHONUTF8": "1"}


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
@pytest.mark.parametrize("name", ["DEBUG", "DEBUGP"])
def test_a_switch_for_other_programs_shows_no_password(make_pair: MakePair, run_cli: RunCli, name: str) -> None:
    pair = make_pair(old="4.5")
    ran = run_cli("export", "--only", "blocks", "--folder", "x", environment=pair.environment() | {name: "pw:api"})
    assert ran.code == 0
    assert pair.people.old.password not in ran.out + ran.err


@pytest.mark.posix
def test_the_driver_gets_what_is_meant_for_it() -> None:
    meant = {
        "PATH": "/usr/bin", "HOME": "/home/alice", "DISPLAY": ":0", "XDG_RUNTIME_DIR": "/run/user/1", "TMPDIR": "/tmp",  # noqa: S108
        "https_proxy": "http://proxy:3128", "NODE_EXTRA_CA_CERTS": "/etc/ca.pem", "LD_PRELOAD": "libtorsocks.so",
        "PLAYWRIGHT_BROWSERS_PATH": "/opt/browsers",
    }  # fmt: skip
    own = {"MASTODON_MOVE_OLD__PASSWORD": "s3cret", "AWS_SECRET_ACCESS_KEY": "s3cret"}
    passed = driver_environment.of_driver(own | TALKATIVE | meant, Path.cwd)
    assert passed.items() >= meant.items()
    assert passed.keys() - meant.keys() <= {"LANG", "LC_ALL"}


def test_the_person_has_the_own_environment_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODE_OPTIONS", "--inspect")
    before = dict(os.environ)
    with driver_environment.used():
        assert "NODE_OPTIONS" not in os.environ
    assert dict(os.environ) == before


# -- names beyond ASCII, where the locale is not installed or in another encoding


@pytest.mark.process
@pytest.mark.remembered
def test_an_export_into_a_folder_with_a_letter_beyond_ascii(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    ran = run_cli("export", "--only", "blocks", "--folder", "jürgen", environment=pair.environment() | NOT_HERE)
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.process
@pytest.mark.remembered
@pytest.mark.parametrize(
    "surroundings",
    [NOT_HERE, {"LANG": "xx_XX.UTF-8"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
)
def test_an_import_of_a_file_with_such_a_name(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, environment: dict[str, str]
) -> None:
    pair = make_pair(new="4.6")
    (tmp_path / "größe.csv").write_text("zoe@far.example\n")
    ran = run_cli("import", "blocks=größe.csv", "--folder", "jürgen", environment=pair.environment() | environment)
    assert pair.people.new.blocks == ["zoe@far.example"], ran.out
    assert (tmp_path / "jürgen" / "journal.jsonl").is_file()


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


@pytest.mark.posix
@pytest.mark.parametrize(
    ("named", "ours", "used"),
    [
        ("/nowhere", "/home/alice/move", "/home/alice/move"),
        ("/nowhere", f"/home/{'a' * 80}", "/tmp"),  # noqa: S108
        ("", "/home/alice/move", None),
        ("{here}", "/home/alice/move", "/home/alice/move"),
    ],
)
def test_a_folder_for_temporary_files_is_there_and_short_enough_for_a_socket(
    tmp_path: Path, named: str, ours: str, used: str | None
) -> None:
    long = tmp_path / ("b" * 60)
    long.mkdir()
    passed = driver_environment.of_driver({"TMPDIR": named.format(here=long)}, lambda: Path(ours))
    assert (passed.get("TMPDIR") or None) == used


# -- zsh does not expand ~ behind "=", and nobody does in .env, in toml or in a systemd unit


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


@pytest.mark.parametrize("source", ["flag", ".env", "toml"])
def test_home_from_every_source(private_home: Path, source: str) -> None:
    if source == ".env":
        Path(".env").write_text("MASTODON_MOVE_FOLDER=~/moves\nMASTODON_MOVE_BROWSER=~/chrome\n")
    elif source == "toml":
        Path("mastodon-move.toml").write_text('folder = "~/moves"\nbrowser = "~/chrome"\n')
    settings = load(**({"folder": Path("~/moves"), "browser": Path("~/chrome")} if source == "flag" else {}))
    assert (settings.folder, settings.browser) == (Path.home() / "moves", Path.home() / "chrome")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has names in Unicode")
def test_a_name_that_is_no_text(run_cli: RunCli) -> None:
    ran = run_cli("report", "--folder", os.fsdecode(b"j\xfcrgen"))
    assert ran.code == 2
    assert "folder: its name is no text in UTF-8" in ran.out
