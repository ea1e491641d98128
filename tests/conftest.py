"""Fixtures that compose: the browser of this machine, a pair of servers, a person with two accounts."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from automation import browser as browsers

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], playwright: Playwright) -> dict[str, Any]:
    """pytest-playwright's browser, found as the product finds it."""
    found = browsers.find(playwright, None)
    return browser_type_launch_args | {"executable_path": str(found.path), "chromium_sandbox": os.geteuid() != 0}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared facts; a test that reads them is skipped, visibly, where they are not."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a working folder of one's own, without settings in the environment."""
    for name in list(os.environ):
        if name.startswith("MASTODON_MOVE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path
