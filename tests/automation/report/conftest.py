"""Moves to be told of."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright
from rich.console import Console

from automation.cli.terminal import PlainLines
from automation.files import private_folder
from automation.guide import part2_export
from tests.automation.report.samples import Photographed
from tests.support import Pair


@pytest.fixture
def exported(pair: Pair, playwright: Playwright, one_browser: None, private_home: Path) -> Photographed:
    """Part 2, done, with pictures."""
    settings = pair.settings(report=True, folder=private_home / "alice@old.example--alice@new.example")
    with Photographed(settings, playwright, PlainLines(Console(quiet=True))) as move:
        move.run(part2_export.PART)
    return move


@pytest.fixture
def folder(private_home: Path) -> Path:
    """A move's folder in which nothing was done yet."""
    return private_folder(private_home / "x")
