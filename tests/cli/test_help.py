"""What the help and the short answers look like, on a terminal of 100 columns."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import RunCli

COMMANDS = (
    "guide",
    "check",
    "profile",
    "export",
    "import",
    "alias",
    "move",
    "verify",
    "status",
    "plan",
    "report",
    "login",
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_switch_is_shown_without_a_type(run_cli: RunCli, command: str) -> None:
    shown = run_cli(*command.split(), "--help", environment={"COLUMNS": "100"}).out
    assert "--help" in shown
    assert "<bool>" not in shown


def test_what_everybody_needs_comes_first(run_cli: RunCli) -> None:
    shown = run_cli("guide", "--help", environment={"COLUMNS": "100"}).out
    places = [shown.index(words) for words in ("--old ", "--headed", "Lists", "Watching and recording", "--slow-mo")]
    assert places == sorted(places)


def test_without_a_command_and_without_a_screen_the_help_is_shown(run_cli: RunCli) -> None:
    shown = run_cli(environment={"DISPLAY": "", "WAYLAND_DISPLAY": ""})
    assert "mastodon-move check --old alice@old.example" in shown.out
    assert shown.code == 2


def test_the_version_is_told(run_cli: RunCli) -> None:
    assert run_cli("--version").out.startswith("mastodon-move 0.")


def test_the_short_plan_fits_a_screen_and_says_what_happens(run_cli: RunCli) -> None:
    accounts = ("--old", "alice@old.example", "--new", "alice@new.example")
    plan = run_cli("plan", "--short", *accounts)
    assert plan.code == 0
    assert len(plan.out.splitlines()) <= 24
    for words in ("Copied", "I am moving to @alice@new.example", "alice@old.example becomes an alias", "Stays"):
        assert words in plan.out


def loaded_by(code: str) -> set[str]:
    """The modules that a Python has loaded after some code, without those below them."""
    told = "import sys; sys.stderr.write(' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{told}"], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.process
def test_the_help_is_quick_because_it_loads_nothing_that_does_the_work() -> None:
    helped = (
        "from typer.testing import CliRunner; from automation.cli.app import app; CliRunner().invoke(app, ['--help'])"
    )
    loaded = loaded_by(helped)
    assert "rich" in loaded
    assert loaded & {"playwright", "pages", "pydantic", "pydantic_settings", "keyring", "starlette", "jinja2"} == set()


@pytest.mark.process
def test_what_runs_an_action_does_not_load_playwright_before_its_environment_is_quiet() -> None:
    assert "playwright" not in loaded_by("import automation.cli.actions.running")


@pytest.mark.process
def test_the_queue_says_which_packages_it_needs(tmp_path: Path) -> None:
    lacking = "import sys; sys.modules['procrastinate'] = None; sys.argv[1:] = ['many', 'enqueue', 'moves.toml']"
    done = subprocess.run(
        [sys.executable, "-c", f"{lacking}\nfrom automation.cli.app import main; main()"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'mastodon-move[machines]'" in done.stdout
