"""The page's three times: until it is there, until it shows an event, and what it costs a guide.

Prints the median time from the command to the page in a browser (at most 1 s), the median time from an event of the run
to the page that shows it (at most 200 ms), and how much longer a guide takes that is watched on the page than one of
the command line that writes the same events to a file (at most 5 %). The guides run in turn, on new embedded servers.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from automation.browser import launch as browsers
from automation.cli.actions import demo

if sys.platform == "win32":
    raise SystemExit("This benchmark needs what only Unix knows of a machine's load.")

MOST_START_S, MOST_EVENT_S, MOST_COST = 1.0, 0.2, 1.05
COMMAND = str(Path(sys.executable).parent / "mastodon-move")
_ADDRESS = re.compile(r"http://\S+token=\S+")
# Notes when the page has shown the steps, by the words of the step under way, before the next frame is drawn.
_WATCH = """() => {
  window.shown = [];
  const now = document.getElementById("now");
  new MutationObserver(() => requestAnimationFrame(() =>
    window.shown.push([Date.now(), now.querySelector(".words")?.textContent ?? ""]))).observe(now, { childList: true });
}"""


def environment(stage: demo.Stage, folder: Path) -> dict[str, str]:
    """What a person would set to move the sample account, with a home of its own and no waiting."""
    found = {"ALIAS_INTERVAL": "1", "TRACE": "off", "FOLDER": str(folder / "move"), "FOLLOWERS": "false"}
    for side, server, person in (("OLD", stage.old, stage.people.old), ("NEW", stage.new, stage.people.new)):
        account = {"HANDLE": person.acct, "URL": server.url, "EMAIL": person.email, "PASSWORD": person.password}
        found |= {f"{side}__{name}": value for name, value in account.items()}
    own = {f"MASTODON_MOVE_{name}": value for name, value in found.items()}
    return os.environ | own | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}


@contextmanager
def served(folder: Path, settings: dict[str, str]) -> Iterator[str]:
    """The page's server; yields the address that it prints."""
    command = [COMMAND, "web", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder, env=settings) as server:
        try:
            yield next(found[0] for line in server.stdout or () if (found := _ADDRESS.search(line)))
        finally:
            server.terminate()


def start(browser: Browser) -> float:
    """Seconds from the command to the page that a person sees, in a browser that runs already."""
    with tempfile.TemporaryDirectory() as folder, browser.new_page() as page:
        began = time.monotonic()
        with served(Path(folder), os.environ | {"HOME": folder, "XDG_CONFIG_HOME": folder}) as address:
            page.goto(address)
            page.get_by_role("heading", level=1).wait_for()
            return time.monotonic() - began


def _go_through(page: Page, handle: str) -> list[tuple[float, str]]:
    """The whole page, to the last question; returns when each step was shown until then, in milliseconds."""
    page.locator("form[action$=accounts] button.main").click()
    page.locator("form[action$=sign-in] button.main").click()
    page.get_by_role("button", name="Start the move").click(timeout=300_000)
    page.wait_for_url("**/move")
    page.evaluate(_WATCH)
    page.locator("dialog #dialog-text").fill(handle, timeout=300_000)
    shown: list[tuple[float, str]] = page.evaluate("window.shown")
    page.get_by_role("dialog").get_by_role("button", name="Move followers").click()
    return shown


def on_the_page(stage: demo.Stage, folder: Path, browser: Browser) -> tuple[float, list[float]]:
    """Seconds of a guide that is watched on the page, and how late each step was shown."""
    with served(folder, environment(stage, folder)) as address, browser.new_page() as page:
        page.goto(address)
        shown = _go_through(page, stage.people.new.acct)
        page.wait_for_url("**/afterwards", timeout=300_000)
    events = _events(folder / "move/page/run.jsonl")
    began = {one["words"]: _time(one) for one in events if one["event"] == "step begins"}
    late = [at / 1000 - began.pop(words) for at, words in shown if words in began]
    return _duration(events), late


def on_the_command_line(stage: demo.Stage, folder: Path) -> float:
    """Seconds of the same guide without the page, after the same check."""
    settings = environment(stage, folder)
    options = ["--json-lines", "--archive", "off"]
    subprocess.run([COMMAND, "check", "--json-lines", "--also", "all"], env=settings, cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    with (folder / "events").open("wb") as out:
        subprocess.run([COMMAND, "guide", "--yes", *options], env=settings, cwd=folder, check=True, stdout=out,
                       stderr=subprocess.DEVNULL)  # fmt: skip
    return _duration(_events(folder / "events"))


def _events(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _time(event: dict[str, str]) -> float:
    return datetime.fromisoformat(event["time"]).timestamp()


def _duration(events: list[dict[str, str]]) -> float:
    """Seconds from the first to the last event, without the time in which a person would answer."""
    asked, waited = 0.0, 0.0
    for event in events:
        if event["event"] == "question":
            asked = _time(event)
        elif event["event"] == "answered":
            waited += _time(event) - asked
    return _time(events[-1]) - _time(events[0]) - waited


@contextmanager
def _stage() -> Iterator[tuple[demo.Stage, Path]]:
    with demo.stage("4.0", "4.6") as stage, tempfile.TemporaryDirectory() as folder:
        for server in (stage.old, stage.new):
            server.pace.old_copies = server.pace.archive = 0
        yield stage, Path(folder)


def main() -> int:
    """Measure and print. Returns 1 if a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="number of guides of each kind; the medians are compared")
    runs = parser.parse_args().runs
    page, plain, late = list[float](), list[float](), list[float]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find(playwright, None).path,
                                             chromium_sandbox=not browsers.is_root())  # fmt: skip
        starts = [start(browser) for _ in range(5)]
        for _ in range(runs):
            with _stage() as (stage, folder):
                seconds, delays = on_the_page(stage, folder, browser)
                page.append(seconds)
                late += delays
            with _stage() as (stage, folder):
                plain.append(on_the_command_line(stage, folder))
        browser.close()
    there, event = statistics.median(starts), statistics.median(late)
    cost = statistics.median(page) / statistics.median(plain)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"the page is there after {there:.2f} s (median of {len(starts)}; at most {MOST_START_S} s)")
    print(f"a step is shown after {event * 1000:.0f} ms (median of {len(late)}, 19 of 20 within "
          f"{statistics.quantiles(late, n=20)[-1] * 1000:.0f} ms; at most {MOST_EVENT_S * 1000:.0f} ms)")  # fmt: skip
    print(f"a guide on the page {statistics.median(page):.2f} s, without {statistics.median(plain):.2f} s (medians of "
          f"{runs}): {cost:.3f} (at most {MOST_COST})")  # fmt: skip
    return int(there > MOST_START_S or event > MOST_EVENT_S or cost > MOST_COST)


if __name__ == "__main__":
    sys.exit(main())
