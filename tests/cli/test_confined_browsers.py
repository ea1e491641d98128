"""A browser of Snap or Flatpak, as far as that shows with bubblewrap: a `/tmp` of its own, and processes, too."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from automation.browser import installed
from automation.browser.launch import find
from tests.support import MakePair, RunCli

pytestmark = [pytest.mark.process, pytest.mark.posix]


def boxed(folder: Path, playwright: Playwright, *options: str) -> Path:
    """A browser in a box, where Flatpak has its own."""
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed")
    path = folder / "exports" / "bin" / "org.chromium.Chromium"
    path.parent.mkdir(parents=True)
    box = ["bwrap", "--bind", "/", "/", "--dev-bind", "/dev", "/dev", "--proc", "/proc", "--unshare-pid", *options]
    path.write_text(f'#!/bin/sh\nexec {" ".join(box)} --die-with-parent {find(playwright, None).path} "$@"\n')
    path.chmod(0o755)
    assert installed.is_confined(path)
    return path


@pytest.mark.slow
def test_it_is_used_where_it_sees_the_moves_folder(
    make_pair: MakePair, run_cli: RunCli, playwright: Playwright, private_home: Path
) -> None:
    pair = make_pair()
    path = boxed(private_home, playwright)
    ran = run_cli("export", "--browser", str(path), "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.out + ran.err
    assert (private_home / "x/lists/blocked_accounts.csv").read_text().split() == pair.people.old.blocks


@pytest.mark.slow
def test_it_is_told_where_it_does_not(
    make_pair: MakePair, run_cli: RunCli, playwright: Playwright, private_home: Path
) -> None:
    pair = make_pair()
    (private_home / "x").mkdir()
    path = boxed(private_home, playwright, "--tmpfs", str(private_home / "x"))
    ran = run_cli("export", "--browser", str(path), "--folder", "x", environment=pair.environment())
    assert ran.code == 2, ran.out + ran.err
    assert "it is a snap or a Flatpak and cannot read" in ran.out
    assert pair.old.requests == []
