"""When no page comes: each cause has a sentence and a next step of its own."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server, make_ssl_devcert

from tests.support import MakePair, RunCli

AGAIN = "run the same command again; completed steps are not repeated."


@pytest.fixture
def untrusted() -> Iterator[str]:
    """A server whose certificate nobody has signed but itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*make_ssl_devcert("certificate", host="127.0.0.1"))
    server = make_server("127.0.0.1", 0, lambda environ, start: [], ssl_context=context)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def told(run_cli: RunCli, make_pair: MakePair, url: str, *more: str, **environment: str) -> str:
    ran = run_cli(
        "export", *more, environment=make_pair().environment() | {"MASTODON_MOVE_OLD__URL": url} | environment
    )
    assert ran.code == 5, ran.out
    assert AGAIN in ran.out
    return ran.out


def test_a_certificate_that_is_not_trusted(
    make_pair: MakePair, run_cli: RunCli, private_home: Path, untrusted: str
) -> None:
    out = told(run_cli, make_pair, untrusted)
    assert "The browser does not trust the server's certificate, so nothing is typed there." in out
    assert "certutil" in out


def test_a_name_that_nobody_knows(make_pair: MakePair, run_cli: RunCli) -> None:
    out = told(run_cli, make_pair, "https://nobody.invalid")
    assert "No server called nobody.invalid was found. Is it spelled correctly?" in out
    assert "Correct the handle" in out
    assert "Details" not in out


def test_a_connection_that_is_refused(make_pair: MakePair, run_cli: RunCli) -> None:
    assert "nothing answers at that address and port" in told(run_cli, make_pair, "http://127.0.0.1:1111")


@pytest.mark.slow
def test_a_server_that_says_nothing(make_pair: MakePair, run_cli: RunCli, silent: str) -> None:
    out = told(run_cli, make_pair, silent, "--timeout", "2")
    (seen,) = (line for line in out.splitlines() if line.startswith("Problem"))
    assert seen.count("The server did not answer in time.") == 1
    assert "--timeout 120" in out


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.posix
def test_a_proxy_that_does_not_answer(make_pair: MakePair, run_cli: RunCli) -> None:
    out = told(run_cli, make_pair, "https://social.example", HTTPS_PROXY="http://alice:pr0xy-pw@127.0.0.1:1")
    assert "The proxy did not answer" in out
    assert "HTTPS_PROXY" in out
    assert "pr0xy-pw" not in out
