"""Nothing that a run leaves holds a secret, with everything recorded."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from automation.secrets import Secrets
from tests.support import COMMAND, MakePair, RunCli

AWKWARD = {"old": "Public %41&\"<ö>'\\ pass", "new": "Posts+to/=the ünïcode"}


def unpacked(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and every file in every archive among them."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            found[str(path)] = path.read_bytes()
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    found |= {f"{path}!{name}": archive.read(name) for name in archive.namelist()}
    return found


def test_the_move_with_a_trace_leaves_no_secret(make_pair: MakePair, run_cli: RunCli, tmp_path: Path) -> None:
    pair = make_pair()
    pair.people.old.password, pair.people.new.password = AWKWARD["old"], AWKWARD["new"]
    pair.people.new.aliases.append(pair.people.old.acct)
    pair.old.requires_challenge.add("/settings/migration")
    ran = run_cli("move", "--yes", "--trace", "on", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.out + ran.err
    secrets = Secrets()
    secrets.add(*AWKWARD.values())
    files = unpacked(tmp_path / "x") | {"out": ran.out.encode(), "err": ran.err.encode()}
    traces = [name for name in files if name.endswith("trace.trace")]
    assert len(traces) == 1
    assert all(b"Account migration" in files[name] for name in traces)  # the trace still tells what was done
    assert [name for name, data in files.items() if secrets.found_in(data)] == []
    # Cookies and form tokens: whatever the servers handed out.
    tokens = Secrets()
    tokens.add(*pair.old.sessions.handed_out())
    assert [name for name, data in files.items() if tokens.found_in(data)] == []


@pytest.mark.parametrize(("trace", "kept"), [("on-failure", 1), ("off", 0)])
def test_a_screen_that_is_not_recognised_leaves_picture_page_and_trace(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path, trace: str, kept: int
) -> None:
    pair = make_pair()
    environment = pair.environment() | {"MASTODON_MOVE_TIMEOUT": "3"}
    whole = run_cli("export", "--only", "blocks", "--trace", trace, "--folder", "x", environment=environment)
    assert whole.code == 0, whole.out
    assert not (tmp_path / "x/traces").exists()
    pair.old.stumbles.add("GET", "/settings/export", 404, times=9)
    ran = run_cli("export", "--only", "blocks", "--trace", trace, "--folder", "x", environment=environment)
    assert ran.code == 6
    for told in ("Import and export", "/settings/export", "Part 2, step 3"):
        assert told in ran.out
    files = unpacked(tmp_path / "x")
    evidence = [name for name in files if "!" not in name and name.endswith((".png", ".html", ".zip"))]
    assert sorted(Path(name).suffix for name in evidence) == sorted([".png", ".html", *[".zip"] * kept])
    assert [name for name in evidence if str(Path(name).relative_to(tmp_path)) not in ran.out] == []
    secrets = Secrets()
    secrets.add(pair.people.old.password, *pair.old.sessions.handed_out())
    assert [name for name, data in files.items() if secrets.found_in(data)] == []


def test_a_password_is_no_option() -> None:
    said = subprocess.run([COMMAND, "guide", "--help"], capture_output=True, text=True, check=True).stdout
    assert "--old-email" in said
    assert "--old-password" not in said
