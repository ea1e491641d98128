"""What the browser's driver gets of the environment, and what comes back."""

import os
from pathlib import Path

import pytest

from automation.browser import driver_environment
from tests.support import TALKATIVE


@pytest.mark.posix
def test_the_driver_gets_what_is_meant_for_it() -> None:
    meant = {
        "PATH": "/usr/bin", "HOME": "/home/alice", "DISPLAY": ":0", "XDG_RUNTIME_DIR": "/run/user/1", "TMPDIR": "/tmp",  # noqa: S108
        "https_proxy": "http://proxy:3128", "NODE_EXTRA_CA_CERTS": "/etc/ca.pem", "LD_PRELOAD": "libtorsocks.so",
        "PLAYWRIGHT_BROWSERS_PATH": "/opt/browsers",
    }  # fmt: skip
    own = {"MASTODON_MOVE_OLD__PASSWORD": "s3cret", "AWS_SECRET_ACCESS_KEY": "s3cret"}
    passed = driver_environment.driver_environ(own | TALKATIVE | meant, Path.cwd)
    assert passed.items() >= meant.items()
    assert passed.keys() - meant.keys() <= {"LANG", "LC_ALL"}


def test_playwrights_command_is_found_where_python_is_told_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/packages")
    monkeypatch.setenv("MASTODON_MOVE_OLD__PASSWORD", "pssst")
    found = driver_environment.playwright_environ()
    assert found["PYTHONPATH"] == "/packages"
    assert "pssst" not in found.values()


def test_the_person_has_the_own_environment_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODE_OPTIONS", "--inspect")
    before = dict(os.environ)
    with driver_environment.used():
        assert "NODE_OPTIONS" not in os.environ
    assert dict(os.environ) == before


@pytest.mark.posix
@pytest.mark.parametrize(
    ("named", "ours", "used"),
    [
        ("/nowhere", "/home/alice/move", "/home/alice/move"),
        ("/nowhere", f"/home/{'a' * 80}", "/tmp"),  # noqa: S108
        ("", "/home/alice/move", None),
        ("{here}", "/home/alice/move", "/home/alice/move"),
    ],
)
def test_a_folder_for_temporary_files_is_there_and_short_enough_for_a_socket(
    tmp_path: Path, named: str, ours: str, used: str | None
) -> None:
    long = tmp_path / ("b" * 60)
    long.mkdir()
    passed = driver_environment.driver_environ({"TMPDIR": named.format(here=long)}, lambda: Path(ours))
    assert (passed.get("TMPDIR") or None) == used
