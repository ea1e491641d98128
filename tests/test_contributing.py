"""What contributors are told to type and to change is there; workflows and hooks use what is pinned."""

import re
import shlex
from pathlib import Path

import pytest

from tests.test_unattended_documents import group

ROOT = Path(__file__).parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TOLD = [
    *(ROOT / name for name in ("CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / ".github").rglob("*.yml")),
]
COMMAND = re.compile(r"(?<![/\w-])mastodon-move ([a-z]+[^`\n#&]*?)(?=`|$|#|&)", re.MULTILINE)
MAKE = re.compile(r"(?:`|run: |^)make (\w+)", re.MULTILINE)
LINES = [
    pytest.param(line.strip(), id=f"{path.name}: {line}")
    for path in TOLD
    for line in re.findall(
        r"(?<![/\w-])mastodon-move ([a-z]+[^`\n#&]*?)(?=`|$|#|&)", path.read_text("utf-8"), re.MULTILINE
    )
    if line.split()[0] in group().commands
]


@pytest.mark.parametrize("line", LINES)
def test_every_command_line_parses(line: str) -> None:
    name, command, arguments = group().resolve_command(group().context_class(group()), shlex.split(line))
    assert command is not None
    command.make_context(name, arguments)


def test_the_lines_are_found() -> None:
    assert {"report --redact", "demo --json", "browser install --if-missing"} <= {str(line.values[0]) for line in LINES}


def test_the_locator_to_change_is_where_it_is_said_to_be() -> None:
    assert 'id="new_account_alias"' in (ROOT / "fixtures/servers/templates/aliases.html").read_text("utf-8")
    page = (ROOT / "pages/settings/aliases.py").read_text("utf-8")
    changed = re.findall(r'^   (\w+.* = Control\(".*"\))$', CONTRIBUTING, re.MULTILINE)
    assert len(changed) == 2
    for line in changed:
        assert line.replace("form:is(#new_account_alias, #new_alias)", "form#new_account_alias") in page
    file, name = re.findall(r"pytest -n 0 (\S+) -k (\w+)", CONTRIBUTING)[0]
    assert f"def test_{name}(" in (ROOT / file).read_text("utf-8")


def test_make_has_what_it_is_told_to_make() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {
        word for path in TOLD for word in re.findall(r"(?:`|run: |^)make (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert told
    assert told <= targets


def test_the_hooks_use_what_is_pinned() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    pinned = re.search(r"^ruff==.*$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    assert pinned is not None
    assert set(re.findall(r"ruff==[\d.]+", hooks)) == {pinned[0]}
