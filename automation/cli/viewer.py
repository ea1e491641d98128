"""Playwright's trace viewer, served on this computer and opened in the browser that the program uses.

By default, `playwright show-trace` opens Playwright's own Chromium, which may not be installed. With a host and port it
only serves the viewer, which is part of the package and needs no internet connection.
"""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError

from automation.browser import driver_environment, launch
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.progress import Progress
from automation.system.environment import has_a_screen
from automation.system.files import at_home
from pages.browser.documents import Documents

_LISTENING = re.compile(r"Listening on (http://\S+)")


def show(trace: Path | None, folder: Path, named: Path | None, progress: Progress) -> str:
    """Show a trace until its window is closed or, without a display, serve it until Ctrl-C.

    Args:
        trace: The trace; None for the newest in the move's folder.
        folder: The move's folder.
        named: The browser in the settings; None for the best one found.
        progress: Shows messages.

    Returns:
        A sentence to show at the end.

    Raises:
        UsageProblem: There is no such trace, or no browser.
    """
    trace = _checked(at_home(trace) if trace else _newest(folder / "traces"))
    with _served(trace) as (server, address):
        if not has_a_screen():
            progress.tell(f"{trace} is shown at {address}. Open it in a browser on this computer. Ctrl-C ends it.")
            with suppress(KeyboardInterrupt):
                server.wait()
        else:
            progress.tell(f"{trace} is shown in a window, and at {address}. Close the window to end it.")
            _in_a_window(address, named)
    return "The viewer has ended."


def _newest(folder: Path) -> Path:
    traces = sorted(folder.rglob("*.zip"), key=lambda file: file.stat().st_mtime)
    if not traces:
        raise UsageProblem(
            f"There is no trace in {folder}.",
            safe=NOTHING_OPENED,
            next_="A run keeps a trace if it fails, or with --trace on. You can also name a file.",
        )
    return traces[-1]


def _checked(trace: Path) -> Path:
    if not zipfile.is_zipfile(trace):
        seen = f"{trace} is not a trace." if trace.exists() else f"There is no file {trace}."
        raise UsageProblem(seen, safe=NOTHING_OPENED, next_="Traces are zip files in traces/ in the move's folder.")
    return trace


@contextmanager
def _served(trace: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start Playwright's server for its viewer; yields the process and the trace's address."""
    # With this variable, it does not open a browser itself.
    environment = driver_environment.playwright_environ() | {"PWTEST_UNDER_TEST": "1"}
    path = str(trace.resolve())
    # With --stdin it exits when its standard input closes, so it never outlives this program.
    command = [*driver_environment.PLAYWRIGHT, "show-trace", "--stdin", "--host", "127.0.0.1", "--port", "0", path]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, encoding="utf-8") as server:
        try:
            assert server.stdin is not None and server.stdout is not None  # noqa: S101, PT018 (they are pipes)
            server.stdin.write(path)
            server.stdin.flush()
            found = next((found for line in server.stdout if (found := _LISTENING.search(line))), None)
            if found is None:
                raise UsageProblem(
                    "Playwright's trace viewer did not start.", safe=NOTHING_OPENED, next_="See its output above."
                )
            yield server, found[1]
        finally:
            server.terminate()


def _in_a_window(address: str, named: Path | None) -> None:
    with (
        launch.started() as playwright,
        launch.launch(playwright, named, headed=True, slow_mo=0) as window,
    ):
        page = window.new_page(no_viewport=True)
        Documents(page).go(address)
        with suppress(PlaywrightError):  # the browser may have been closed
            page.wait_for_event("close", timeout=0)
