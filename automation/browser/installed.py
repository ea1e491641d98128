"""Finding Chromium-based browsers on each operating system."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Chromium without a user interface. It starts in half the time, and is what Playwright itself uses headless.
HEADLESS_SHELL = "chromium-headless-shell"
_SHELLS_ON_PATH = (HEADLESS_SHELL, "chrome-headless-shell")
_ON_PATH = (
    *("google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"),
    *("microsoft-edge-stable", "microsoft-edge", "brave-browser", "brave"),
)
_ON_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "BraveSoftware/Brave-Browser/Application/brave.exe",
)
# Program folders on Windows: 64-bit and 32-bit programs for all users, and programs of one user.
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_ON_MACOS = ("Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser")
_SNAPS = ("chromium", "brave")
_FLATPAKS = ("com.google.Chrome", "org.chromium.Chromium", "com.microsoft.Edge", "com.brave.Browser")
_MACOS_FOLDER = Path("/Applications")
_SNAP_FOLDER, _FLATPAK_FOLDER = Path("/snap/bin"), Path("/var/lib/flatpak/exports/bin")


@dataclass(frozen=True)
class Found:
    """A browser that could be used, and how it was found."""

    path: Path
    why: str


def installed(*, headed: bool) -> Iterator[Found]:
    """All browsers on the system, in the order in which they are tried.

    Args:
        headed: Whether the browser must show windows, which a headless shell cannot do.
    """
    if sys.platform == "win32":
        yield from _on_windows()
        return
    shut_in = []
    for name in _ON_PATH if headed else (*_SHELLS_ON_PATH, *_ON_PATH):
        if place := shutil.which(name):
            found = Found(Path(place), "it is installed on this system")
            if is_confined(found.path):
                shut_in.append(found)
            else:
                yield found
    if sys.platform == "darwin":
        yield from _on_macos()
    else:
        yield from (*shut_in, *_in_boxes({found.path for found in shut_in}))


def is_confined(path: Path) -> bool:
    """Whether a browser is a snap or a Flatpak, which can read only some folders."""
    return _SNAP_FOLDER in path.parents or (path.parent.name, path.parent.parent.name) == ("bin", "exports")


def _on_windows() -> Iterator[Found]:
    folders = [Path(os.environ[name]) for name in _WINDOWS_FOLDERS if os.environ.get(name)]
    for program in _ON_WINDOWS:
        for folder in folders:
            if (path := folder / program).exists():
                yield Found(path, "it is installed on this computer")


def _on_macos() -> Iterator[Found]:
    for name in _ON_MACOS:
        for folder in (_MACOS_FOLDER, Path.home() / "Applications"):
            if (path := folder / f"{name}.app/Contents/MacOS/{name}").exists():
                yield Found(path, "it is installed on this Mac")


def _in_boxes(known: set[Path]) -> Iterator[Found]:
    """Snaps and Flatpaks. They come last because they are confined to some of the user's folders."""
    for name in _SNAPS:
        if (path := _SNAP_FOLDER / name).exists() and path not in known:
            yield Found(path, f'the snap "{name}" is the only browser installed')
    for folder in (_FLATPAK_FOLDER, Path.home() / ".local/share/flatpak/exports/bin"):
        for name in _FLATPAKS:
            if (path := folder / name).exists():
                yield Found(path, f'the Flatpak "{name}" is the only browser installed')
