"""The report can be written at any time, of any journal, and by a command of its own."""

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from automation import report
from tests.automation.report.samples import assert_accessible, begun, opened, tried, write
from tests.support import RunCli, has_mode


def test_a_torn_journal_is_told_up_to_there(folder: Path) -> None:
    said = "Zoë schrieb:\u2028„Auf Wiedersehen“"
    write(folder, begun(), tried(2, 1, said=[said]), tried(2, 2), {"event": "part", "number": 2, "outcome": "done"})
    whole = (folder / "journal.jsonl").read_bytes()
    shown = set()
    for length in [*range(0, len(whole), 7), len(whole)]:
        (folder / "journal.jsonl").write_bytes(whole[:length])
        text = report.write(folder).read_text(encoding="utf-8")
        assert (said in text) == (length >= whole.index(b"\n", whole.index(b'"step"')))
        shown.add(text.count('<span class="state">done</span>'))
    assert shown == {0, 1, 2, 3}  # both steps, then their part


def test_events_that_are_not_as_they_should_be_are_passed_over(page: Page, folder: Path) -> None:
    write(folder, tried(2, 1), tried(2, 2, said="two"), {"event": "lists", "lists": 7}, {"event": "unheard of"})
    write(folder, tried(2, 3, said=["half a character: \\ud800, a bell: \x07"]))
    journal = folder / "journal.jsonl"
    journal.write_text(journal.read_text().replace("\\\\ud800", "\\ud800") + '[1]\n{"event": ["step"]}\n')
    opened(page, folder)
    expect(page.locator(".steps .state", has_text="done")).to_have_count(2)
    expect(page.locator("#step-2-3 .said")).to_contain_text("half a character: \ufffd, a bell: \ufffd")


def test_before_anything_was_done(page: Page, folder: Path) -> None:
    opened(page, folder)
    expect(page.get_by_role("heading", level=2).first).to_have_text("Nothing is done yet")
    assert_accessible(page)


def test_it_is_written_for_its_owner_alone(folder: Path) -> None:
    page = report.write(folder)
    assert has_mode(page.parent, 0o700)
    assert has_mode(page, 0o600)


def test_the_command_writes_it_and_opens_it_where_there_is_a_screen(run_cli: RunCli, folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no named pipes of this kind")
    write(folder, begun(), tried(2, 1))
    opener = folder.parent / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > "{folder.parent}/fifo"\n')
    opener.chmod(0o755)
    os.mkfifo(folder.parent / "fifo")
    reading = os.open(folder.parent / "fifo", os.O_RDWR)
    path = f"{opener.parent}:{os.environ['PATH']}"
    nowhere = {"PATH": path, "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    written = str((folder / "report" / "index.html").resolve())
    ran = run_cli("report", "--folder", "x", "--json", environment=nowhere)
    assert (ran.code, ran.json) == (0, {"report": written})
    ran = run_cli("report", "--folder", "x", environment=nowhere | {"DISPLAY": ":0"})
    assert (ran.code, ran.out) == (0, f"The report is {written}\n")
    assert os.read(reading, 4096).decode() == written + "\n"  # once: not where there is no screen
    os.close(reading)


def test_the_command_needs_a_journal(run_cli: RunCli) -> None:
    ran = run_cli("report", "--folder", "nowhere")
    assert ran.code == 2
    assert "There is no journal in nowhere" in ran.out
    assert "--folder" in ran.out
