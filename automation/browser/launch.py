"""Choosing and starting the browser."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from automation.browser import driver_environment
from automation.browser.installed import Found, installed, is_confined
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.system.environment import has_a_screen
from automation.system.files import write_text
from pages.browser.documents import Documents, register_selectors

# Servers that Chromium contacts on its own: updates, accounts, form suggestions, safe browsing, hints.
_ITS_OWN = (
    "accounts.google.com",
    "clients*.google.com",
    "android.clients.google.com",
    "update.googleapis.com",
    "content-autofill.googleapis.com",
    "safebrowsing.googleapis.com",
    "optimizationguide-pa.googleapis.com",
    "*.gvt1.com",
)
# Playwright turns off most of the browser's own traffic. The rest is blocked by not resolving its hosts.
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    "--host-resolver-rules=" + ", ".join(f"MAP {host} ~NOTFOUND" for host in _ITS_OWN),
)
INSTALL_LINE = "mastodon-move browser install"
# The folder for unfinished downloads, within a run's working folder.
DOWNLOADS = "downloads"


def candidates(playwright: Playwright, named: Path | None, *, headed: bool) -> Iterator[Found]:
    """All browsers on this computer, in the order in which they are tried."""
    if named is not None:
        yield Found(named, "it is named in the settings")
        return
    own = Path(playwright.chromium.executable_path)
    if own.exists():
        yield Found(own, "Playwright's own Chromium is installed")
    yield from installed(headed=headed)


def find(playwright: Playwright, named: Path | None, *, headed: bool = False) -> Found:
    """The browser that would be used.

    Raises:
        UsageProblem: There is no browser, or the one in the settings does not exist. The error has the command that
            installs one.
    """
    found = next(candidates(playwright, named, headed=headed), None)
    if found is None:
        raise no_browser("No browser was found: neither Playwright's own Chromium nor Chrome, Chromium, Edge or Brave.")
    if not found.path.exists():
        raise UsageProblem(f"There is no browser at {found.path}.", next_="Correct --browser, or run without it.")
    return found


def launch(
    playwright: Playwright,
    named: Path | None,
    *,
    headed: bool,
    slow_mo: float,
    sandbox: bool = True,
    working: Path | None = None,
) -> Browser:
    """Start the first browser that works.

    Args:
        playwright: A running Playwright.
        named: The browser in the settings; None for the best one found.
        headed: Whether to show windows.
        slow_mo: Milliseconds between actions.
        sandbox: Whether Chromium uses its sandbox.
        working: The folder for unfinished downloads and traces; None for the system's temporary folder.

    Raises:
        UsageProblem: No browser works.
    """
    if headed and not has_a_screen():
        raise UsageProblem(
            "There is no display to show browser windows on.",
            safe=NOTHING_OPENED,
            next_="Run the same command without --headed, or in a session with a screen (DISPLAY is not set).",
        )
    find(playwright, named, headed=headed)
    register_selectors(playwright)
    problems = []
    for found in candidates(playwright, named, headed=headed):
        try:
            browser = playwright.chromium.launch(
                executable_path=found.path,
                headless=not headed,
                slow_mo=slow_mo,
                args=_QUIET,
                # Chromium cannot use its sandbox as root.
                chromium_sandbox=sandbox and not is_root(),
                # This program handles Ctrl-C itself, because it first writes the journal.
                handle_sigint=False,
                downloads_path=working and working / DOWNLOADS,
                traces_dir=working and working / "traces",
            )
        except PlaywrightError as error:
            problems.append(f"{found.path}: {_reason(error)}")
            continue
        if working is None or not is_confined(found.path) or _sees(browser, working):
            return browser
        browser.close()
        problems.append(f"{found.path}: it is a snap or a Flatpak and cannot read {working.parent}.")
    raise no_browser("No browser could be started. " + " ".join(problems))


@contextmanager
def started() -> Iterator[Playwright]:
    """Start Playwright with the driver's environment, for work that does not need a move's folder."""
    with driver_environment.used():
        playwright = sync_playwright().start()
    try:
        yield playwright
    finally:
        playwright.stop()


def _sees(browser: Browser, folder: Path) -> bool:
    """Whether a browser can read a folder, which its downloads and uploads need."""
    probe = folder / "probe.txt"
    write_text(probe, "Can the browser read this?")
    page = browser.new_page()
    try:
        Documents(page).go(probe.as_uri())
    except PlaywrightError:
        return False
    finally:
        page.close()
    return True


def which(named: Path | None) -> str:
    """A sentence that says which browser would be used, and why.

    Raises:
        UsageProblem: There is no browser.
    """
    with started() as playwright:
        found = find(playwright, named)
    return f"The browser is {found.path}: {found.why}."


def no_browser(seen: str) -> UsageProblem:
    """The error that there is no browser, with the command that installs one."""
    line = INSTALL_LINE
    if shutil.which("apt-get"):
        line = ("" if is_root() else "sudo ") + "apt-get install chromium"
    elif shutil.which("dnf"):
        line = "sudo dnf install chromium"
    elif sys.platform == "darwin":
        line = "brew install --cask google-chrome"
    return UsageProblem(seen, safe="Nothing was opened.", next_=f"Install one: {line}")


def is_root() -> bool:
    """Whether this process runs as root, which Chromium's sandbox does not support."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _reason(error: PlaywrightError) -> str:
    if "No usable sandbox" in error.message:  # Ubuntu since 23.10 allows it for /opt/google/chrome only, Docker never
        return "this system does not allow its sandbox. Install Google Chrome, or set MASTODON_MOVE_SANDBOX=false."
    lines = [line.strip() for line in error.message.splitlines() if line.strip()]
    return lines[0] if lines else "it did not start"
