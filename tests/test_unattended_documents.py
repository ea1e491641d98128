"""README, docs and Dockerfile: what they tell one to type is there, and works as far as that shows without Docker."""

import fnmatch
import getpass
import json
import os
import re
import shlex
import shutil
import subprocess
import venv
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from automation.cli.app import app
from automation.settings import known_keys
from scripts import reference
from tests.support import MakePair, Pair

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = [(str(document.relative_to(ROOT)), document.read_text(encoding="utf-8")) for document in DOCUMENTS]


def command_lines(text: str) -> Iterator[str]:
    """Every `mastodon-move …` in a code block or between backticks."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    for line in (line for code in [*blocks, *inline] for line in code.replace("\\\n", " ").splitlines()):
        for found in re.findall(r"(?:^|[\s/])mastodon-move ((?:[a-z]|--).*)", line.partition("#")[0].split(" >>")[0]):
            yield found.rpartition(" mastodon-move ")[2]


LINES = [pytest.param(line, id=f"{name}: {line}") for name, text in TEXTS for line in command_lines(text)]


def group() -> TyperGroup:
    """The command line, as Typer builds it."""
    found = typer.main.get_command(app)
    assert isinstance(found, TyperGroup)
    return found


@pytest.mark.parametrize("line", LINES)
def test_every_command_line_in_the_documents_parses(line: str) -> None:
    context = group().context_class(group())
    found: TyperCommand | TyperGroup = group()
    name, arguments = None, shlex.split(line)
    while isinstance(found, TyperGroup) and arguments and not arguments[0].startswith("-"):
        name, command, arguments = found.resolve_command(context, arguments)
        assert isinstance(command, TyperCommand | TyperGroup)
        found = command
    found.make_context(name, arguments, parent=context)


def test_the_documents_show_what_the_test_above_looks_for() -> None:
    assert len(LINES) > 12
    assert any("--archive wait" in str(line.values) for line in LINES)


def options_of_all() -> set[str]:
    """Every option of every command."""
    return {
        option
        for command, _ in reference.commands()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }


def test_the_documents_name_variables() -> None:
    assert sum("MASTODON_MOVE_" in text for _, text in TEXTS) >= 3


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_every_option_and_variable_in_the_documents_exists(name: str, text: str) -> None:
    options = options_of_all()
    inline = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    told = set(re.findall(r"`(--[a-z-]+)", inline)) - {"--init", "--ipc", "--security-opt"}  # Docker's
    assert told <= options | {"--help"}
    variables = {f"MASTODON_MOVE_{key.upper().replace('.', '__')}" for key in known_keys()}
    named = {found for found in re.findall(r"MASTODON_MOVE_[A-Z_]+[A-Z]", text) if "_REAL_" not in found}
    assert named <= variables


# -- Dockerfile


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions and their arguments."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def copied() -> list[tuple[list[str], str]]:
    """What is copied, and where to."""
    words = [arguments.split() for name, arguments in instructions() if name == "COPY"]
    return [(sources, target) for *sources, target in words]


def test_the_image_is_that_of_the_pinned_playwright() -> None:
    pinned = re.search(r"^playwright==(.+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    assert ("FROM", f"mcr.microsoft.com/playwright/python:v{pinned[1]}-noble") in instructions()
    assert pinned[1] == version("playwright")


def test_only_what_is_copied_can_get_into_an_image() -> None:
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    assert let_in == {source for sources, _ in copied() for source in sources}
    private = [".env", "mastodon-move.toml", "mastodon-move", ".git", "session.json"]
    assert not [name for name in private if any(fnmatch.fnmatch(name, pattern) for pattern in let_in)]


def test_the_container_runs_as_the_images_unprivileged_user() -> None:
    found = dict(instructions())
    assert (found["USER"], found["VOLUME"], found["WORKDIR"]) == ("pwuser", "/move", "/move")
    assert [name for name, _ in instructions()][-1] == "CMD"


@pytest.mark.posix
@pytest.mark.slow
def test_the_dockerfiles_steps_lead_to_an_export(make_pair: MakePair, tmp_path: Path) -> None:
    """In an empty folder and a fresh environment in the place of the image, and this user in the place of its own."""
    place = Image(tmp_path)
    for name, arguments in instructions():
        place.follow(name, arguments)
    assert place.run("--help").returncode == 0
    pair = make_pair()
    done = place.run(pair=pair)
    assert done.returncode == 0, done.stdout + done.stderr
    volume = tmp_path / "root" / "move"
    assert (volume / "lists" / "blocked_accounts.csv").read_text().split() == pair.people.old.blocks
    assert volume.stat().st_mode & 0o077 == 0


class Image:
    """A folder in the place of a container's root, and a virtual environment in the place of its Python."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.root.mkdir()
        venv.create(folder / "python", with_pip=True)
        self.environment = {"PATH": f"{folder / 'python' / 'bin'}:{os.environ['PATH']}", "HOME": str(folder)}
        self.environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        self.folder = self.root
        self.entrypoint, self.command = list[str](), list[str]()

    def follow(self, name: str, arguments: str) -> None:
        """One instruction."""
        inside = self._inside(arguments)
        if name == "WORKDIR":
            self.folder = Path(inside)
            self.folder.mkdir(exist_ok=True)
        elif name == "COPY":
            *sources, target = arguments.split()
            for source in sources:
                self._copy(ROOT / source, self.folder / target)
        elif name == "ENV":
            key, _, value = inside.partition("=")
            self.environment[key] = value
        elif name == "RUN":
            line = inside.replace("pwuser", getpass.getuser())
            subprocess.run(["sh", "-ec", line], cwd=self.folder, env=self.environment, check=True)
        elif name == "ENTRYPOINT":
            self.entrypoint = json.loads(arguments)
        elif name == "CMD":
            self.command = json.loads(arguments)

    def run(self, *arguments: str, pair: Pair | None = None) -> subprocess.CompletedProcess[str]:
        """As `docker run` does: the entry point, with arguments or the command that stands for none."""
        words = [*self.entrypoint, *(arguments or self.command)]
        environment = self.environment | (pair.environment() if pair else {})
        return subprocess.run(words, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)

    def _inside(self, text: str) -> str:
        return re.sub(r"(?<![\w.])/(?=[a-z])", f"{self.root}/", text)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
