"""Which browser is used, and how it is started."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from automation.browser import driver_environment
from automation.browser.installed import Found, installed, is_shut_in
from automation.errors import UsageProblem
from automation.files import write_text
from pages.documents import Documents, register_selectors

# Whom Chromium would ask by itself: updates, accounts, suggestions for forms, safe browsing, hints.
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
# Playwright switches most of the browser's own traffic off. What is left never finds the host that it asks for.
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    "--host-resolver-rules=" + ", ".join(f"MAP {host} ~NOTFOUND" for host in _ITS_OWN),
)
INSTALL_LINE = "mastodon-move browser install"
# Within a run's working folder: what is on its way, by names of Playwright's own.
DOWNLOADS = "downloads"


def candidates(playwright: Playwright, named: Path | None, *, headed: bool) -> Iterator[Found]:
    """Every browser on this machine, in the order in which they are tried."""
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
        UsageProblem: there is none, or the named one is not there; it says the one line to type.
    """
    found = next(candidates(playwright, named, headed=headed), None)
    if found is None:
        raise no_browser("No browser was found: no Chromium of Playwright's own, no Chrome, Chromium, Edge or Brave.")
    if not found.path.exists():
        raise UsageProblem(f"There is no browser at {found.path}.", next_="Correct --browser, or leave it away.")
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
        playwright: a started Playwright.
        named: the browser of the settings, None for the best that there is.
        headed: with windows.
        slow_mo: milliseconds between actions.
        sandbox: whether Chromium shuts its own processes in, as it does unless the system forbids it.
        working: the folder for downloads and traces while they grow; None for the system's.

    Raises:
        UsageProblem: none works.
    """
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
                # As root Chromium cannot use its sandbox; anywhere else it stays on.
                chromium_sandbox=sandbox and not is_root(),
                # Ctrl-C is this program's own to handle: it writes the journal first.
                handle_sigint=False,
                downloads_path=working and working / DOWNLOADS,
                traces_dir=working and working / "traces",
            )
        except PlaywrightError as error:
            problems.append(f"{found.path}: {_reason(error)}")
            continue
        if working is None or not is_shut_in(found.path) or _sees(browser, working):
            return browser
        browser.close()
        problems.append(f"{found.path}: it is shut in, as a snap or a Flatpak, and does not see {working.parent}.")
    hint = " There is no display: leave --headed away, or set DISPLAY." if headed and no_display() else ""
    raise no_browser("No browser could be started. " + " ".join(problems) + hint)


@contextmanager
def started() -> Iterator[Playwright]:
    """Playwright, for what needs no move's folder; its driver gets nothing of the person's that is not meant for it."""
    with driver_environment.used():
        playwright = sync_playwright().start()
    try:
        yield playwright
    finally:
        playwright.stop()


def _sees(browser: Browser, folder: Path) -> bool:
    """Whether a browser can read a folder: what it downloads and uploads passes through it."""
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
    """Say which browser would be used, and why.

    Raises:
        UsageProblem: there is none.
    """
    with started() as playwright:
        found = find(playwright, named)
    return f"{found.path}: {found.why}."


def no_browser(seen: str) -> UsageProblem:
    """That there is no browser, with the one line to type."""
    line = INSTALL_LINE
    if shutil.which("apt-get"):
        line = ("" if is_root() else "sudo ") + "apt-get install chromium"
    elif shutil.which("dnf"):
        line = "sudo dnf install chromium"
    elif sys.platform == "darwin":
        line = "brew install --cask google-chrome"
    return UsageProblem(seen, safe="Nothing was opened.", next_=f"Type: {line}")


def is_root() -> bool:
    """Whether this process may do everything, which Chromium's sandbox does not go together with."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def no_display() -> bool:
    """Whether no window could be shown."""
    if sys.platform in {"darwin", "win32"}:
        return False
    return not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY")


def _reason(error: PlaywrightError) -> str:
    if "No usable sandbox" in error.message:  # Ubuntu since 23.10 grants it to /opt/google/chrome only, Docker to none
        return "it cannot shut its processes in here. Install Google Chrome, or set MASTODON_MOVE_SANDBOX=false."
    lines = [line.strip() for line in error.message.splitlines() if line.strip()]
    return lines[0] if lines else "it did not start"
