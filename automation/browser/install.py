"""Installing a browser: Playwright's own Chromium or, if that fails, the package of Debian or Ubuntu."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_delay, wait_exponential

from automation.browser import driver_environment
from automation.browser.installed import HEADLESS_SHELL
from automation.browser.launch import INSTALL_LINE, is_root, no_browser, which
from automation.errors import UsageProblem

Tell = Callable[[str], None]

# Ubuntu and Debian can take this long to install automatic updates. The pauses between tries grow. All in seconds.
_BUSY_PATIENCE_S, _LONGEST_PAUSE_S = 900, 10
_PERCENT = re.compile(r"\d+% of .+")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# Messages of apt-get and dpkg, which run with an English locale.
_BUSY = re.compile(r"could not get lock|unable to (?:acquire|lock)|is locked by another process", re.IGNORECASE)


class _Busy(Exception):
    """Another package manager is running."""


class _Failed(Exception):
    """A program failed; the message is one line that says why."""


def ensure(tell: Tell) -> str:
    """Install a browser if none is found; returns a sentence that names the browser."""
    try:
        return which(None)
    except UsageProblem:
        return install(tell)


def install(tell: Tell) -> str:
    """Install Playwright's own Chromium or, if that fails, the package of Debian or Ubuntu.

    Args:
        tell: Shows the progress.

    Returns:
        A sentence that says what was installed.

    Raises:
        UsageProblem: Both failed; the error says why.
    """
    problems = []
    try:
        _by_playwright(tell)
        return "Playwright's own Chromium is installed."
    except _Failed as failed:
        problems.append(f"Playwright's download failed: {failed}.")
    if shutil.which("apt-get") and is_root():
        try:
            _as_package(tell)
        except _Failed as failed:
            problems.append(f"apt-get failed: {failed}.")
        if shutil.which("chromium"):
            return 'The package "chromium" is installed.'
    problem = no_browser("No browser could be installed. " + " ".join(problems))
    problem.safe = "Nothing was changed."
    by_hand = "" if INSTALL_LINE in problem.next_ else f" {problem.next_}"
    problem.next_ = (
        "Check your internet connection, and HTTPS_PROXY if you use a proxy, then try again. Or install Chrome, "
        f"Chromium, Edge or Brave as you install other programs.{by_hand}"
    )
    raise problem


def _by_playwright(tell: Tell) -> None:
    """Install Playwright's Chromium. Playwright retries a download five times; report only the first error."""
    tell("Downloading Playwright's own Chromium.")
    environment = driver_environment.playwright_environ()
    _run([*driver_environment.PLAYWRIGHT, "install", "chromium"], environment, tell, _reason_of_node)


def _as_package(tell: Tell) -> None:
    cleaned = driver_environment.driver_environ(os.environ, Path.cwd)
    environment = cleaned | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    install = ["apt-get", "install", "-y", "--no-install-recommends"]

    def once(command: Sequence[str]) -> None:
        _run(command, environment, lambda text: None, _reason_of_apt)

    def when_free(command: Sequence[str]) -> None:
        def say(state: RetryCallState) -> None:
            why = state.outcome.exception() if state.outcome else ""
            tell(f"Waiting for another package manager to finish: {why}")

        busy = Retrying(
            retry=retry_if_exception_type(_Busy),
            wait=wait_exponential(max=_LONGEST_PAUSE_S),
            stop=stop_after_delay(_BUSY_PATIENCE_S),
            before_sleep=say,
            reraise=True,
        )
        try:
            busy(once, command)
        except _Busy as error:
            raise _Failed(f"another package manager was still running after {_BUSY_PATIENCE_S} s ({error})") from error

    tell('Installing the package "chromium".')
    when_free(["apt-get", "update"])
    when_free([*install, "chromium"])
    try:
        when_free([*install, HEADLESS_SHELL])
    except _Failed:  # Ubuntu has no such package
        return


def _run(command: Sequence[str], environment: dict[str, str], tell: Tell, reason: Callable[[list[str]], str]) -> None:
    """Run a program without showing its output, except its progress in percent."""
    lines = []
    try:
        with subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace",
        ) as program:  # fmt: skip
            for line in _cleaned(program.stdout or ()):
                lines.append(line)
                if percent := _PERCENT.search(line):
                    tell(percent[0])
    except OSError as error:
        raise _Failed(error.strerror or type(error).__name__) from error
    if program.returncode:
        if busy := next(filter(_BUSY.search, lines), ""):
            raise _Busy(busy.removeprefix("E: "))
        raise _Failed(reason(lines) or f"it exited with code {program.returncode}")


def _cleaned(lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    return (text for line in lines if (text := _COLOURS.sub("", line).strip()))


def _reason_of_node(lines: list[str]) -> str:
    """The first error is the cause. The lines after it are repetitions and a stack trace."""
    found = next((line for line in lines if line.startswith("Error: ")), lines[-1] if lines else "")
    return found.removeprefix("Error: ").rstrip(".")


def _reason_of_apt(lines: list[str]) -> str:
    found = [line for line in lines if line.startswith("E: ")] or lines[-1:]
    return found[0].removeprefix("E: ").rstrip(".") if found else ""
