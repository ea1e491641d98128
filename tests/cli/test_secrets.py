"""Nothing that a run leaves holds a secret, with everything recorded."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pyotp
import pytest
from playwright.sync_api import Page

from automation.secrets import Secrets
from tests.support import COMMAND, SLOW, MakePair, Pair, Ran, RunCli, assert_moved, fewer_lists

AWKWARD = "Public %41&\"<ö>'\\ pass"
A_WORD = "Appearance"  # stands on the settings' pages, in the left panel
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """A file, and every file in it where it is an archive, and so on."""
    found = {name: data}
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                found |= unpacked(f"{name}!{inner}", archive.read(inner))
    return found


def left_by(ran: Ran, folder: Path) -> dict[str, bytes]:
    """Everything that a run has written, on the terminal too, and the names of the files."""
    left = {"out": ran.out.encode(), "err": ran.err.encode()}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        left |= unpacked(str(path), path.read_bytes())
    return left | {"names": "\n".join(left).encode()}


def holding(files: dict[str, bytes], *secrets: str, tokens: list[str]) -> list[str]:
    known = Secrets()
    known.add(*secrets)
    known.add_tokens(*tokens)
    return [name for name, data in files.items() if known.found_in(data)]


def handed_out(pair: Pair) -> list[str]:
    return [*pair.old.sessions.handed_out(), *pair.new.sessions.handed_out()]


@contextmanager
def trace_viewer(*arguments: str) -> Iterator[str]:
    """`mastodon-move trace` where there is no display: the address that it tells."""
    command = ["env", "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY", "COLUMNS=200", COMMAND, "trace", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as viewer:
        assert viewer.stdout is not None
        try:
            yield next(found[0] for line in viewer.stdout if (found := re.search(r"http://[\d.]+:\d+", line)))
        finally:
            viewer.kill()


@pytest.mark.process
@pytest.mark.slow
def test_the_guide_with_everything_recorded_leaves_no_secret(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, page: Page
) -> None:
    pair = make_pair()
    pair.people.old.password, pair.people.new.password = AWKWARD, A_WORD
    pair.people.old.otp_secret = TOTP_SECRET
    fewer_lists(pair)
    pair.people.old.lists, pair.people.old.blocks = {}, []
    pair.old.requires_challenge.add("/settings/migration")
    environment = pair.environment() | {"MASTODON_MOVE_OLD__TOTP_SECRET": TOTP_SECRET}
    recorded = ["--trace", "on", "--report", *(["--video", "--pace", "instant"] if shutil.which("ffmpeg") else [])]
    ran = run_cli("guide", "--yes", *recorded, "--folder", "x", environment=environment)
    assert ran.code == 0, ran.out + ran.err
    assert_moved(pair, lists=True)
    files = left_by(ran, tmp_path / "x")
    traces = [name for name in files if name.endswith(".zip")]
    assert {re.sub(".*Z?-(look|part.)-.*", r"\1", name) for name in traces} >= {
        "look",
        *(f"part{n}" for n in range(1, 6)),
    }
    assert {".html", ".jpg", ".jsonl", ".zip"} <= {Path(name).suffix for name in files if "!" not in name}
    secrets = (AWKWARD, A_WORD, TOTP_SECRET, pyotp.TOTP(TOTP_SECRET).generate_otp(pair.people.old.otp_step))
    assert holding(files, *secrets, tokens=handed_out(pair)) == []

    # Each of them would have been found.
    for secret in secrets:
        assert holding({"planted": f"a={secret}&b".encode()}, secret, tokens=[]) == ["planted"]
    for token in handed_out(pair):
        assert holding({"planted": f"a={token}&b".encode()}, tokens=[token]) == ["planted"]

    # And the traces still open, their actions grouped by the guide's steps: one that is named, and the newest.
    (moved,) = (name for name in traces if name.endswith("-part5-old.zip"))
    with trace_viewer(moved) as address:
        page.goto(address)
        page.get_by_text("Part 5, step 8: Put the password").click()
        page.keyboard.press("ArrowRight")
        page.locator(".action-title", has_text="Account migration: password").filter(has_text='"[removed]"').click()
        page.frame_locator("iframe.snapshot-visible").locator("#account_migration_current_password").wait_for()
    with trace_viewer("--folder", str(tmp_path / "x")) as address:
        page.goto(address)
        page.get_by_text("Part 5, step 10").wait_for()


@pytest.mark.process
def test_the_viewer_is_no_module_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("playwright").mkdir()
    Path("playwright/__init__.py").write_text("raise SystemExit('not Playwright')")
    with zipfile.ZipFile("trace.zip", "w") as trace:
        trace.writestr("trace.trace", "{}")
    with trace_viewer("trace.zip") as address, urlopen(address) as page:
        assert b"Playwright" in page.read()


def test_a_trace_is_sent_for_in_vain(run_cli: RunCli, tmp_path: Path) -> None:
    none = run_cli("trace", "--folder", "x")
    assert (none.code, "There is no trace in x/traces." in none.out) == (2, True)
    missing = run_cli("trace", "there-is-none.zip")
    assert (missing.code, "There is no file there-is-none.zip." in missing.out) == (2, True)
    (tmp_path / "list.csv").write_text("a,b")
    other = run_cli("trace", "list.csv")
    assert (other.code, "list.csv is not a trace." in other.out) == (2, True)


@pytest.mark.parametrize(("trace", "kept"), [("on-failure", 1), SLOW("off", 0)])
def test_a_screen_that_is_not_recognised_leaves_picture_page_and_trace(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, trace: str, kept: int
) -> None:
    pair = make_pair()
    environment = pair.environment() | {"MASTODON_MOVE_TIMEOUT": "3"}
    whole = run_cli("export", "--only", "blocks", "--trace", trace, "--folder", "x", environment=environment)
    assert whole.code == 0, whole.out
    assert not (tmp_path / "x/traces").exists()
    pair.old.faults.add("GET", "/settings/export", 404, times=9)
    ran = run_cli("export", "--only", "blocks", "--trace", trace, "--folder", "x", "--verbose", environment=environment)
    assert ran.code == 6
    for told in ("Import and export", "/settings/export", "Part 2, step 3"):
        assert told in ran.out
    files = left_by(ran, tmp_path / "x")
    error_details = [name for name in files if "!" not in name and name.endswith((".png", ".html", ".log", ".zip"))]
    assert sorted(Path(name).suffix for name in error_details) == sorted([".png", ".html", ".log", *[".zip"] * kept])
    assert [name for name in error_details if str(Path(name).relative_to(tmp_path)) not in ran.out] == []
    assert holding(files, pair.people.old.password, tokens=handed_out(pair)) == []


def test_a_password_is_no_option() -> None:
    said = subprocess.run([COMMAND, "guide", "--help"], capture_output=True, text=True, check=True).stdout
    assert "--old-email" in said
    assert "--old-password" not in said
