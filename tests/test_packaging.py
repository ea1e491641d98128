"""A wheel, installed away from the checkout; and a browser that keeps to itself."""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

from tests.support import MakePair, RunCli

ROOT = Path(__file__).parents[1]


def test_a_wheel_runs_the_demo_in_a_clean_environment(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("mastodon_move-*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "-c", str(ROOT / "constraints.txt"), str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MASTODON_MOVE", "PYTHON"))}
    done = subprocess.run(
        [python.parent / "mastodon-move", "demo", "--json"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["moved_to"] == "alice@new.example"
    assert (result["before"]["new"]["followers"], result["after"]["new"]["followers"]) == ("0", "187")


def test_the_browser_asks_nobody_but_the_two_servers(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    from automation.browser import find

    with sync_playwright() as playwright:
        real = find(playwright, None).path
    log, wrapper = tmp_path / "net.json", tmp_path / "browser"
    wrapper.write_text(f'#!/bin/sh\nexec "{real}" --log-net-log="{log}" "$@"\n')
    wrapper.chmod(0o755)
    ran = run_cli("export", "--only", "blocks", "--browser", str(wrapper), environment=make_pair().environment())
    assert ran.code == 0, ran.out
    text = log.read_text(encoding="utf-8", errors="replace")
    hosts = set(re.findall(r'"url":"https?://([^/"]+)', text))
    assert hosts
    assert {host for host in hosts if not host.startswith("127.0.0.1:")} == set()
