"""Nothing that a run leaves holds a secret, with everything recorded."""

import subprocess
import zipfile
from pathlib import Path

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
    ran = run_cli("move", "--yes", "--trace", "--folder", "x", environment=pair.environment())
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
    assert tokens.forms()
    assert [name for name, data in files.items() if tokens.found_in(data)] == []


def test_a_password_is_no_option() -> None:
    said = subprocess.run([COMMAND, "guide", "--help"], capture_output=True, text=True, check=True).stdout
    assert "--old-email" in said
    assert "--old-password" not in said
