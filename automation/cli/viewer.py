"""Playwright's own trace viewer, served on this machine and opened in the browser that the program uses anyway.

By itself `playwright show-trace` opens a window of Playwright's own Chromium, which need not be installed. With an
address to listen on it only serves the viewer, which is part of the package and asks for nothing on the internet.
"""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright._impl._driver import compute_driver_executable, get_driver_env
from playwright.sync_api import Error as PlaywrightError

from automation.browser import driver_environment, launch
from automation.errors import NOTHING_OPENED, UsageProblem
from automation.files import at_home
from automation.progress import Progress
from pages.documents import Documents

_LISTENING = re.compile(r"Listening on (http://\S+)")


def show(trace: Path | None, folder: Path, named: Path | None, progress: Progress) -> str:
    """Show a trace until its window is closed; where there is no display, serve it until Ctrl-C.

    Args:
        trace: the file; None for the newest in the move's folder.
        folder: the move's.
        named: the browser of the settings, None for the best that there is.
        progress: who tells of it.

    Returns:
        What to say at the end.

    Raises:
        UsageProblem: there is no such trace, or no browser.
    """
    trace = _checked(at_home(trace) if trace else _newest(folder / "traces"))
    with _served(trace) as (server, address):
        if launch.no_display():
            progress.tell(f"{trace} is shown at {address}. Open that in a browser on this machine; Ctrl-C ends it.")
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
            next_="A run that fails leaves one, and with --trace on every run does. Or name a file.",
        )
    return traces[-1]


def _checked(trace: Path) -> Path:
    if not zipfile.is_zipfile(trace):
        seen = f"{trace} is no trace." if trace.exists() else f"There is no file {trace}."
        raise UsageProblem(seen, safe=NOTHING_OPENED, next_="A trace is a zip file in the folder traces of the move.")
    return trace


@contextmanager
def _served(trace: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Playwright's server for its viewer, and the address at which it shows the trace."""
    node, driver = compute_driver_executable()
    # With this name in its environment it opens no browser of its own choice beside ours.
    with driver_environment.used():
        environment = get_driver_env() | {"PWTEST_UNDER_TEST": "1"}
    path = str(trace.resolve())
    # It takes traces from its standard input, too, and ends with that: so it never outlives this program.
    command = [node, driver, "show-trace", "--stdin", "--host", "127.0.0.1", "--port", "0", path]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, encoding="utf-8") as server:
        try:
            assert server.stdin is not None and server.stdout is not None  # noqa: S101, PT018 (they are pipes)
            server.stdin.write(path)
            server.stdin.flush()
            found = next((found for line in server.stdout if (found := _LISTENING.search(line))), None)
            if found is None:
                raise UsageProblem(
                    "Playwright's trace viewer did not start.", safe=NOTHING_OPENED, next_="Its own words are above."
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
        with suppress(PlaywrightError):  # the browser can be ended, too
            page.wait_for_event("close", timeout=0)
