"""The generated reference covers every command, option, setting, exit code and journal event, and explains each."""

import json
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from automation.errors import MoveError
from automation.settings import known_keys
from scripts import packages, reference

ROOT = Path(__file__).parents[1]
TABLES = {"old", "new", "posts"}  # of settings; not settings themselves


def test_every_command_and_option_is_explained() -> None:
    page = reference.commands_page()
    found = list(reference.commands())
    names = {context.command_path for _, context in found}
    assert {"mastodon-move guide", "mastodon-move import", "mastodon-move browser install"} <= names
    for command, context in found:
        section = page.partition(f"## `{context.command_path}`\n")[2].partition("\n## ")[0]
        assert command.help, context.command_path
        for parameter in command.params:
            assert parameter.help, (context.command_path, parameter.name)
            for option in parameter.opts if parameter.param_type_name == "option" else []:
                assert f"`{option}`" in section


def test_every_setting_is_explained() -> None:
    described = {key: info.description for key, info in reference.settings()}
    assert set(described) == set(known_keys()) - TABLES
    assert [key for key, text in described.items() if not text] == []
    assert all(f"| `{key}` |" in reference.settings_page() for key in described)


def all_kinds(kind: type[MoveError]) -> set[type[MoveError]]:
    return {kind}.union(*(all_kinds(below) for below in kind.__subclasses__()))


def test_every_exit_code_is_explained() -> None:
    assert set(reference.exit_codes()) == {0} | {kind.exit_code for kind in all_kinds(MoveError)}
    assert all(reference.exit_codes().values())


def test_every_event_of_the_journal_is_explained() -> None:
    assert reference.events() == set(reference.EVENTS)


@pytest.mark.process
def test_the_documentation_builds_with_all_links_and_needs_no_network_to_be_read(tmp_path: Path) -> None:
    done: Any = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")}
    assert any("mastodon-move guide" in unescape(text) for text in pages.values())
    loads = ('src="http', 'rel="stylesheet" href="http', 'rel="preconnect"')
    assert [(path.name, load) for path, text in pages.items() for load in loads if load in text] == []


def test_every_event_and_line_of_the_protocol_is_explained() -> None:
    page, schema = reference.protocol_page(), json.loads(reference.protocol_schema())
    for kind in schema["output"]["discriminator"]["mapping"]:
        assert f"### `{kind}`\n" in page
    for line in schema["input"]["discriminator"]["mapping"]:
        assert f'### `"do": "{line}"`' in page
    assert [row for row in page.splitlines() if row.startswith("| `") and row.endswith("| |")] == []


def test_the_picture_of_the_packages_is_that_of_the_contracts() -> None:
    assert packages.PICTURE.read_text(encoding="utf-8") == packages.drawn()
