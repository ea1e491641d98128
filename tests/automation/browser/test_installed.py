"""Where browsers are looked for: Windows and macOS are told of, and have folders of the test's own."""

import os
import sys
from pathlib import Path

import pytest

from automation.browser import installed as browsers


def found(*, headed: bool = False) -> list[str]:
    return [browser.path.as_posix() for browser in browsers.installed(headed=headed)]


def program(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path.as_posix()


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without a browser."""
    (tmp_path / "bin").mkdir()
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(browsers, "_SNAP_FOLDER", tmp_path / "snap" / "bin")
    monkeypatch.setattr(browsers, "_FLATPAK_FOLDER", tmp_path / "flatpak")
    monkeypatch.setattr(browsers, "_MACOS_FOLDER", tmp_path / "Applications")


def test_every_windows_has_edge_and_chrome_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert found() == []
    for name, folder in (("PROGRAMFILES", "64"), ("PROGRAMFILES(X86)", "32"), ("LOCALAPPDATA", "mine")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    edge = program(tmp_path / "32" / "Microsoft" / "Edge" / "Application" / "msedge.exe")
    assert found() == found(headed=True) == [edge]
    brave = program(tmp_path / "64" / "BraveSoftware" / "Brave-Browser" / "Application" / "brave.exe")
    chrome = program(tmp_path / "mine" / "Google" / "Chrome" / "Application" / "chrome.exe")
    assert found() == [chrome, edge, brave]


def test_macos_has_applications_for_everybody_and_for_one_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    everybodys, ones_own = tmp_path / "Applications", Path.home() / "Applications"
    expected = [
        program(folder / f"{name}.app" / "Contents" / "MacOS" / name)
        for folder, name in (
            (ones_own, "Google Chrome"), (everybodys, "Microsoft Edge"), (everybodys, "Brave Browser"),
        )
    ]  # fmt: skip
    assert found() == expected


@pytest.mark.posix
def test_on_linux_those_that_are_shut_in_come_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    snap = program(tmp_path / "snap" / "bin" / "chromium")
    flatpak = program(Path.home() / ".local/share/flatpak/exports/bin/com.google.Chrome")
    assert found() == [snap, flatpak]
    monkeypatch.setenv("PATH", f"{tmp_path / 'snap' / 'bin'}{os.pathsep}{tmp_path / 'bin'}")
    brave, shell = program(tmp_path / "bin" / "brave-browser"), program(tmp_path / "bin" / "chromium-headless-shell")
    assert found() == [shell, brave, snap, flatpak]
    assert found(headed=True) == [brave, snap, flatpak]
