"""Nothing that only Unix has is needed to load the program, to plan, or to look at files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import SLOW, MakePair, assert_moved, fewer_lists

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for folder in ("automation", "pages", "fixtures")
    for path in (ROOT / folder).rglob("*.py")
)
COMMAND = "from automation.cli.app import main; main()"


def like_windows(code: str, *arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run some code in a Python that lacks what Windows lacks, with its streams in cp1252, as Windows has them."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MASTODON_MOVE")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"} | more
    return subprocess.run(
        [sys.executable, "-m", "tests.desktops.like_windows", code, *arguments],
        cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="cp1252", check=False,
    )  # fmt: skip


def test_what_windows_lacks_is_not_there(tmp_path: Path) -> None:
    for code in ("import fcntl", "import pwd", "import termios", "import os; os.geteuid", "import os; os.pread"):
        assert like_windows(code, cwd=tmp_path).returncode == 1, code


def test_every_module_can_be_imported(tmp_path: Path) -> None:
    code = f"import importlib\nfor name in {MODULES}: importlib.import_module(name)"
    done = like_windows(code, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(MODULES) > 150


@pytest.mark.parametrize("arguments", [("--help",), SLOW(("guide", "--help")), SLOW(("import", "--help"))])
def test_help(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = like_windows(COMMAND, *arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage" in done.stdout


def test_plan(tmp_path: Path) -> None:
    accounts = ("--old", "alice@old.example", "--new", "alice@bücher.example")
    done = like_windows(COMMAND, "plan", *accounts, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert 'it says on the right "has been moved to"' in done.stdout
    assert "xn--bcher-kva.example" in done.stdout
    said = like_windows(COMMAND, "plan", "--json", *accounts, cwd=tmp_path, PYTHONIOENCODING="utf-8")
    assert len(json.loads(said.stdout)["steps"]) > 30


@pytest.mark.parametrize(
    ("content", "told"), [("#domain\nspam.example\n", "blocked domains"), SLOW("nobody\nno address\n", "is no")]
)
def test_a_file_that_is_not_that_list_is_refused_before_anything_opens(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(content, encoding="utf-8")
    done = like_windows(COMMAND, "import", "blocks=people.csv", "--new", "a@new.example", "--folder", "x", cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert told in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_the_whole_guide(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    fewer_lists(pair)
    environment = pair.environment() | {"MASTODON_MOVE_SANDBOX": "false"}
    arguments = ("guide", "--yes", "--archive", "request", "--folder", "x")
    done = like_windows(COMMAND, *arguments, cwd=private_home, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert_moved(pair, lists=True)
    names = [path for path in (private_home / "x" / "lists").iterdir() if path.suffix == ".csv"]
    assert names
    assert not [path for path in names if path.is_symlink()]
    assert [path.name for path in (private_home / "x").glob(".working-*")] == []
    again = like_windows(COMMAND, *arguments, cwd=private_home, **environment)
    assert again.returncode == 0, again.stdout + again.stderr
    assert_moved(pair, lists=True)
