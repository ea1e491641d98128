"""`browser install`: a failure is told once, in a line; a package manager that is busy is waited for."""

import sys
from pathlib import Path

import pytest

from automation.browser import install as installer
from automation.browser import launch
from tests.support import Ran, RunCli

pytestmark = pytest.mark.posix

NOTHING_THERE = {"PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:1"}
BUSY = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4242 (unattended-upgr)"


def program(path: Path, script: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def apt(run_cli: RunCli, private_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system with a package manager of the test's own, and nothing else."""
    monkeypatch.setenv("PATH", f"{private_home / 'bin'}:/bin:/usr/bin")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(private_home / "browsers"))
    for module in (launch, installer):
        monkeypatch.setattr(module, "is_root", lambda: True)
    monkeypatch.setattr(
        "shutil.which", lambda name: str(path) if (path := private_home / "bin" / name).exists() else None
    )
    return private_home / "bin" / "apt-get"


def install(run_cli: RunCli) -> Ran:
    return run_cli("browser", "install", environment=NOTHING_THERE)


@pytest.mark.slow
def test_a_download_that_fails_is_told_once_in_a_line(apt: Path, run_cli: RunCli) -> None:
    ran = install(run_cli)
    assert ran.code == 2, ran.out
    told = ran.out + ran.err
    assert told.count("ECONNREFUSED") == 1
    assert "Playwright's download failed: connect ECONNREFUSED 127.0.0.1:1." in told
    assert "    at " not in told
    assert "Traceback" not in told


@pytest.mark.slow
def test_a_busy_package_manager_is_waited_for(apt: Path, run_cli: RunCli, private_home: Path) -> None:
    chromium = private_home / "bin" / "chromium"
    program(
        apt,
        f'echo "$@" >> {private_home}/asked\n'
        f"if [ ! -e {private_home}/once ]; then touch {private_home}/once; echo '{BUSY}' >&2; exit 100; fi\n"
        f"case \"$*\" in *chromium) printf '#!/bin/sh\\n' > {chromium}; chmod +x {chromium};; esac",
    )
    ran = install(run_cli)
    assert ran.code == 0, ran.out
    assert 'The package "chromium" is installed.' in ran.out
    assert ran.out.count("Waiting for another package manager to finish: Could not get lock") == 1
    assert "process 4242" in ran.out
    assert (private_home / "asked").read_text().splitlines()[:2] == ["update", "update"]


@pytest.mark.slow
def test_a_package_that_fails_is_told_in_a_line(apt: Path, run_cli: RunCli) -> None:
    program(apt, "echo 'Reading lists'; echo 'E: Unable to locate package chromium' >&2; exit 100")
    ran = install(run_cli)
    assert ran.code == 2
    assert "apt-get failed: Unable to locate package chromium." in ran.out
    assert "Reading lists" not in ran.out


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.skipif(sys.platform != "linux", reason="as Linux is without a browser and a package manager")
def test_the_command_itself(run_cli: RunCli, private_home: Path) -> None:
    environment = NOTHING_THERE | {"PATH": "/nowhere", "PLAYWRIGHT_BROWSERS_PATH": str(private_home / "browsers")}
    ran = run_cli("browser", "install", environment=environment)
    assert ran.code == 2, ran.err
    assert (ran.out + ran.err).count("ECONNREFUSED") == 1


def test_a_package_manager_gets_no_password(
    apt: Path, run_cli: RunCli, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTODON_MOVE_OLD__PASSWORD", "pssst")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    program(apt, f"env > {private_home / 'given'}")
    install(run_cli)
    given = (private_home / "given").read_text().splitlines()
    assert not [line for line in given if "pssst" in line]
    assert {"DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "http_proxy=http://127.0.0.1:1"} <= set(given)
