"""Reading 5,000 followers by name: at most 1.2 times as long as loading their 125 pages without reading them.

Both are done in the same run, in turns. `--count` reads fewer.
"""

import argparse
import io
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console

from automation.browser import launch as browsers
from automation.cli.actions import demo
from automation.cli.terminal import progress
from automation.followers import by_name
from automation.outline import Side
from automation.run.opening import open_move
from automation.settings import load
from fixtures.servers import Account, EmbeddedServer
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel

MOST_RATIO = 1.2
PER_PAGE = 40


def product(server: EmbeddedServer, person: Account, folder: Path) -> float:
    """The seconds that the product takes to read them, from the export page on, as in Part 2."""
    account = {"handle": person.acct, "url": server.url, "email": person.email, "password": person.password}
    settings = load(old=account, folder=folder, trace="off", report=False)
    with open_move(settings, progress(Console(file=io.StringIO())), Side.OLD) as move:
        move.log_in(Side.OLD).at(NavigationPanel).open_preferences().at(LeftPanel).open_import_and_export()
        began = time.monotonic()
        found = by_name.read(move, Side.OLD)
        took = time.monotonic() - began
    assert found == person.followers  # noqa: S101
    return took


def bare(server: EmbeddedServer, person: Account) -> float:
    """The seconds that the browser takes to load the same pages."""
    with sync_playwright() as playwright:
        page = browsers.launch(playwright, None, headed=False, slow_mo=0).new_page()
        page.goto(server.url + "/auth/sign_in")
        page.fill("#user_email", person.email)
        page.fill("#user_password", person.password)
        page.click("form button[type=submit]")
        began = time.monotonic()
        for number in range(1, -(-len(person.followers) // PER_PAGE) + 1):
            page.goto(f"{server.url}/relationships?page={number}&relationship=followed_by")
        return time.monotonic() - began


def main() -> int:
    """Measure and print. Returns 1 if the limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5_000, help="number of followers")
    parser.add_argument("--runs", type=int, default=3, help="number of runs of each; the medians are compared")
    options = parser.parse_args()
    times: dict[str, list[float]] = {"product": [], "bare": []}
    with demo.stage("4.6", "4.6") as stage:
        server, person = stage.old, stage.people.old
        person.followers = [f"person{number}@far{number % 97}.example" for number in range(options.count)]
        server.pace.script = 0  # a late script would only delay the bare pages
        server.pace.paged_requests = sys.maxsize  # several runs in a row are more than a server allows
        for _ in range(options.runs):
            times["bare"].append(bare(server, person))
            with tempfile.TemporaryDirectory() as folder:
                times["product"].append(product(server, person, Path(folder)))
    medians = {name: statistics.median(values) for name, values in times.items()}
    ratio = medians["product"] / medians["bare"]
    print(f"{options.count} followers: product {medians['product']:.1f} s, bare pages {medians['bare']:.1f} s")
    print(f"ratio {ratio:.2f} (at most {MOST_RATIO})")
    return int(ratio > MOST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
