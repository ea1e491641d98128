"""Moves to be told of."""

import json
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Playwright
from rich.console import Console

from automation.cli.terminal import PlainLines
from automation.guide import part2_export
from automation.results import ExportResult
from automation.system.files import private_folder
from tests.automation.report.samples import Exported, Photographed
from tests.support import Pair


@pytest.fixture
def exported(
    pair: Pair,
    playwright: Playwright,
    one_browser: None,
    private_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Exported:
    """Part 2, done once for all tests and workers, of which each gets a copy."""
    base = tmp_path_factory.getbasetemp()
    once = (base if worker_id == "master" else base.parent) / "exported"
    folder = private_home / "alice@old.example--alice@new.example"
    with FileLock(f"{once}.lock"):
        if not once.exists():
            settings = pair.settings(report=True, folder=folder)
            with Photographed(settings, playwright, PlainLines(Console(quiet=True))) as move:
                move.run(part2_export.PART, ExportResult())
            shutil.copytree(folder, once / "folder", symlinks=True)
            (once / "facts.json").write_text(json.dumps({"url": pair.old.url, "boxes": move.boxes}))
        else:
            shutil.copytree(once / "folder", folder, symlinks=True)
    return Exported(folder, **json.loads((once / "facts.json").read_text()))


@pytest.fixture
def folder(private_home: Path) -> Path:
    """A move's folder in which nothing was done yet."""
    return private_folder(private_home / "x")
