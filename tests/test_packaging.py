"""A wheel, installed away from the checkout; and a browser that keeps to itself."""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from automation.browser.launch import find
from tests.support import MakePair, RunCli

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_a_wheel_runs_the_demo_in_a_clean_environment(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("mastodon_move-*.whl")
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile",
         "-c", str(ROOT / "constraints.txt"), str(wheel)],
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
    told = subprocess.run(
        [python.parent / "mastodon-move", "report", "--folder", result["folder"], "--json"],
        cwd=tmp_path, env=environment | {"DISPLAY": "", "WAYLAND_DISPLAY": ""}, capture_output=True, check=True,
    )  # fmt: skip
    page = Path(json.loads(told.stdout)["report"]).read_text(encoding="utf-8")
    assert "All five parts are done" in page
    assert page.count("<figure") > 30
    assert len(page) < 10_000_000


@pytest.mark.posix
def test_the_browser_asks_nobody_but_the_two_servers(
    playwright: Playwright, make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    real = find(playwright, None).path
    log, wrapper = tmp_path / "net.json", tmp_path / "browser"
    wrapper.write_text(f'#!/bin/sh\nexec "{real}" --log-net-log="{log}" "$@"\n')
    wrapper.chmod(0o755)
    ran = run_cli("export", "--only", "blocks", "--browser", str(wrapper), environment=make_pair().environment())
    assert ran.code == 0, ran.out
    # A datagram socket is "connected" to find out whether there is IPv6 at all; that sends nothing.
    text = log.read_text(encoding="utf-8", errors="replace").strip()
    net = json.loads(text if text.endswith("}]}") or text.endswith("]\n}") else text.rstrip(",") + "]}")
    connect = net["constants"]["logEventTypes"]["TCP_CONNECT_ATTEMPT"]
    attempts = [event.get("params", {}) for event in net["events"] if event["type"] == connect]
    reached = {attempt["address"] for attempt in attempts if "address" in attempt}
    assert reached
    assert {address for address in reached if not address.startswith("127.0.0.1:")} == set()
    assert set(re.findall(r'"(?:hostname|dns_query_name)":"([^"]+)"', text)) <= {"127.0.0.1"}
