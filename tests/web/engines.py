"""Firefox and WebKit, as a distribution has them, driven by W3C WebDriver or, for Firefox, by Marionette."""

import json
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import which
from typing import Any

import httpx
import pytest

from tests.headed.conftest import a_desk, until

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver: the key of a reference
_WITHIN_S = 120


class Browser:
    """What the tests do with an engine.

    Args:
        do: Sends a command of W3C WebDriver, by Marionette's names, and returns its value.
    """

    def __init__(self, do: Callable[..., Any]) -> None:
        self._do = do

    def go(self, url: str) -> None:
        self._do("Navigate", url=url)

    def reload(self) -> None:
        self._do("Refresh")

    def script(self, text: str) -> Any:
        return self._do("ExecuteScript", script=f"return {text}", args=[])

    def wait(self, text: str) -> Any:
        """Wait until an expression is true."""

        def look() -> Any:
            try:
                return self.script(text)
            except EngineError:  # the document is being replaced
                return None

        return until(look, _WITHIN_S)

    def text(self, css: str) -> str:
        return str(self.wait(f"document.querySelector({json.dumps(css)})?.innerText"))

    def click(self, css: str) -> None:
        self._do("ElementClick", id=self._element(css))

    def type(self, css: str, text: str) -> None:
        element = self._element(css)
        self._do("ElementClear", id=element)
        self._do("ElementSendKeys", id=element, text=text)

    def _element(self, css: str) -> str:
        self.wait(f"document.querySelector({json.dumps(css)})")
        return str(self._do("FindElement", using="css selector", value=css)[_ELEMENT])


class EngineError(Exception):
    """The engine could not do a command."""


class _Marionette:
    """Firefox's own remote control: JSON over a socket, each message after its length."""

    def __init__(self, port: int) -> None:
        self._socket = until(lambda: _connected(port), _WITHIN_S)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._read()  # its greeting
        self.do("NewSession", capabilities={})

    def do(self, command: str, **facts: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, f"WebDriver:{command}", facts]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, found = self._read()
        if error:
            raise EngineError(error["message"])
        return found.get("value", found) if isinstance(found, dict) else found

    def _read(self) -> Any:
        length = b""
        while (letter := self._file.read(1)) != b":":
            length += letter
        return json.loads(self._file.read(int(length)))


def _connected(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=_WITHIN_S)
    except OSError:
        return None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def firefox(folder: Path) -> Iterator[Browser]:
    program = which("firefox-esr") or which("firefox")
    if not program:
        pytest.skip("Firefox is not installed")
    port, profile = _free_port(), folder / "firefox"
    profile.mkdir()
    (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n')
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield Browser(_Marionette(port).do)
        finally:
            process.terminate()


_PATHS = {
    "Navigate": ("POST", "url"),
    "Refresh": ("POST", "refresh"),
    "ExecuteScript": ("POST", "execute/sync"),
    "FindElement": ("POST", "element"),
    "ElementClick": ("POST", "element/{id}/click"),
    "ElementClear": ("POST", "element/{id}/clear"),
    "ElementSendKeys": ("POST", "element/{id}/value"),
    "TakeScreenshot": ("GET", "screenshot"),
}


class _WebDriver:
    """W3C WebDriver over HTTP."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_WITHIN_S, trust_env=False)
        until(lambda: _connected(port), _WITHIN_S).close()
        answer = self._client.post("/session", json={"capabilities": {"alwaysMatch": capabilities}}).json()["value"]
        self._session = f"/session/{answer['sessionId']}"

    def do(self, command: str, **facts: Any) -> Any:
        method, path = _PATHS[command]
        url = f"{self._session}/{path.format(**facts)}"
        answer = self._client.request(method, url, json=facts if method == "POST" else None)
        value = answer.json()["value"]
        if answer.is_error:
            raise EngineError(value["message"])
        return value

    def close(self) -> None:
        self._client.delete(self._session)


@contextmanager
def webkit(folder: Path) -> Iterator[Browser]:
    driver = which("WebKitWebDriver")
    browser = next(iter(sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"))), None) if driver else None
    if not driver or browser is None:
        pytest.skip("WebKit (webkit2gtk-driver) is not installed")
    with ExitStack() as stack:
        desk = stack.enter_context(a_desk("1280x900"))
        port = _free_port()
        process = stack.enter_context(
            subprocess.Popen([driver, f"--port={port}"], env=os.environ | {"DISPLAY": desk.display})
        )
        stack.callback(process.terminate)
        options = {"webkitgtk:browserOptions": {"binary": str(browser), "args": ["--automation"]}}
        session = _WebDriver(port, options)
        stack.callback(session.close)
        yield Browser(session.do)


ENGINES = {"firefox": firefox, "webkit": webkit}
