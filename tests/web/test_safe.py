"""Who may use the page, and who may not."""

import http.server
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support import COMMAND, descendants
from tests.web.conftest import ServePage, Server

pytestmark = pytest.mark.process


@pytest.fixture
def server(serve: ServePage) -> Server:
    return serve()


def asked(server: Server, path: str = "", method: str = "GET", **how: object) -> httpx.Response:
    """A request without a browser."""
    return httpx.request(method, server.base + path, trust_env=False, **how)  # type: ignore[arg-type]


def opened(server: Server) -> dict[str, str]:
    answer = httpx.get(server.address, trust_env=False)
    assert answer.status_code == 200
    return dict(answer.cookies)


def test_only_the_one_time_address_opens_it_and_only_once(server: Server) -> None:
    assert asked(server).status_code == 403
    assert asked(server, "open?token=guessed").status_code == 403
    answer = httpx.get(server.address, trust_env=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert f"path={urlsplit(server.base).path.rstrip('/')}" in cookie
    assert (answer.status_code, "token" in answer.text) == (200, False)
    assert asked(server, cookies=dict(answer.cookies)).status_code == 200
    # Somebody who has seen the address comes too late, and the user notices: nobody stays in.
    again = httpx.get(server.address, trust_env=False)
    assert (again.status_code, "set-cookie" in again.headers) == (403, False)
    assert asked(server, cookies=dict(answer.cookies)).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1"])
def test_another_host_is_not_answered(server: Server, host: str) -> None:
    cookies = opened(server)
    named = host.format(port=urlsplit(server.origin).port)
    refused = asked(server, cookies=cookies, headers={"Host": named})
    assert refused.status_code == 403
    assert "mastodon-move" not in refused.text


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", None])
def test_what_another_site_sends_is_not_taken(server: Server, origin: str | None) -> None:
    cookies = opened(server)
    headers = {} if origin is None else {"Origin": origin}
    for path in ("accounts", "sign-in", "answer", "control", "move"):
        assert asked(server, path, "POST", cookies=cookies, headers=headers, data={"do": "stop"}).status_code == 403
    own = {"Origin": server.origin}
    assert asked(server, "handle", "POST", cookies=cookies, headers=own, data={"text": "a@b"}).status_code == 200
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert asked(server, cookies=cookies, headers=foreign).status_code == 403


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Another site on this computer, whose page sends a form to an address at once."""

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            target = self.path.partition("?")[2]
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            form = f'<form method=post action="{target}"><input name=do value=stop></form>'
            self.wfile.write(f"{form}<script>document.forms[0].submit()</script>".encode())

        def log_message(self, format: str, *arguments: object) -> None: ...

    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}/"
    site.shutdown()


def test_a_form_of_another_site_is_turned_away_in_a_browser(server: Server, page: Page, elsewhere: str) -> None:
    page.goto(server.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Move to another Mastodon server")
    page.goto(f"{elsewhere}?{server.base}control")
    expect(page.locator("body")).to_contain_text("Another site")
    # And its cookie was not sent to the other site: it belongs to a path.
    page.goto(elsewhere.rstrip("/") + "/other?x")
    assert page.evaluate("document.cookie") == ""
    assert {cookie["path"] for cookie in page.context.cookies()} == {urlsplit(server.base).path.rstrip("/")}


def test_every_answer_has_the_headers_that_keep_it_so(server: Server) -> None:
    cookies = opened(server)
    for path in ("", "sign-in", "static/page.js", "static/page.css", "nothing", "report.html", "events?screen=no"):
        headers = asked(server, path, cookies=cookies).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'unsafe" not in policy
        assert "server" not in headers
    assert "script-src 'self'; style-src 'self'" in asked(server, cookies=cookies).headers["content-security-policy"]


def test_it_listens_on_this_computer_only(server: Server) -> None:
    port = f"{urlsplit(server.origin).port:04X}"
    with open("/proc/net/tcp") as four, open("/proc/net/tcp6") as six:  # noqa: PTH123
        listening = [line.split()[1] for line in [*four, *six] if line.split()[3] == "0A"]
    places = {place.rpartition(":")[0] for place in listening if place.endswith(f":{port}")}
    assert places <= {"0100007F", "00000000000000000000000001000000"}
    assert places


def test_a_second_command_opens_the_page_of_the_first(server: Server, private_home: object) -> None:
    done = subprocess.run([COMMAND, "web", "--no-open"], capture_output=True, text=True, check=True, timeout=60)
    (address,) = (word for word in done.stdout.split() if word.startswith("http"))
    assert address.startswith(server.base)
    assert address != server.address
    assert httpx.get(address, trust_env=False).cookies
    # Without the secret, which stands in a file of the user's, it gives no address.
    assert httpx.get(f"{server.origin}/control", trust_env=False).status_code == 403


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pipe, into which a default browser writes what it was told to open, instead of opening it."""
    command, pipe = tmp_path / "browser", tmp_path / "told"
    subprocess.run(["mkfifo", pipe], check=True)
    command.write_text(f'#!/bin/sh\necho "$1" >{pipe}\nsleep 3\n')
    command.chmod(0o700)
    monkeypatch.setenv("BROWSER", f"{command} %s")
    monkeypatch.setenv("DISPLAY", ":1")
    return pipe


def opened_file(told: Path) -> Path:
    return Path(url2pathname(urlsplit(told.read_text().strip()).path))


@pytest.mark.posix
def test_the_browser_is_told_a_file_of_the_person_and_no_address(
    serve: ServePage, page: Page, private_home: Path, told: Path
) -> None:
    server = serve(opens=True)
    file = opened_file(told)
    arguments = [Path(f"/proc/{pid}/cmdline").read_text() for pid in descendants(server.process.pid)]
    assert any(file.as_uri() in one for one in arguments)
    assert not any("token" in one for one in arguments)
    assert file.stat().st_mode & 0o77 == 0
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Move to another Mastodon server")
    assert "token" not in page.url
    assert not file.exists()
    # The address that was printed for other browsers is another one: whoever uses it too, signs nobody out.
    assert httpx.get(server.address, trust_env=False).cookies
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Move to another Mastodon server")

    # A second command gets its file from the first server, which removes it.
    with subprocess.Popen([COMMAND, "web"], stdout=subprocess.DEVNULL) as second:
        file = opened_file(told)
        second.kill()  # it waits for this browser
    assert file.is_relative_to(private_home)
    assert server.base in file.read_text()
    server.process.terminate()
    server.process.wait()
    assert not file.exists()


@pytest.mark.slow
@pytest.mark.posix
def test_a_folder_that_cannot_be_written_to_leaves_the_address(
    serve: ServePage, private_home: Path, told: Path
) -> None:
    (private_home / "mastodon-move").write_text("a file, where the folder of the moves should be")
    server = serve(opens=True)
    assert "Open this address in a browser on this computer." in server.said
    assert httpx.get(server.address, trust_env=False).cookies


@pytest.mark.slow
@pytest.mark.posix
def test_a_server_that_hangs_can_be_ended(server: Server, private_home: object) -> None:
    subprocess.run(["kill", "-STOP", str(server.process.pid)], check=True)
    done = subprocess.run([COMMAND, "web", "--no-open"], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    told = " ".join(done.stdout.split())
    assert f"“kill -9 {server.process.pid}”" in told
    assert "A move that is under way goes on" in told
    server.process.kill()


def test_it_ends_when_it_is_not_used(serve: ServePage) -> None:
    server = serve("--end-after", "0.5")
    assert server.process.wait(timeout=30) == 0


def test_a_port_that_is_in_use_is_told(server: Server, private_home: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", f"{private_home}/another")
    port = str(urlsplit(server.origin).port)
    done = subprocess.run([COMMAND, "web", "--no-open", "--port", port], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"Port {port} cannot be used" in done.stdout
