"""The page's server: bound to this computer, opened in the user's browser, ended when it is no longer used."""

import asyncio
import contextlib
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import uvicorn

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.system.environment import has_a_screen, open_file
from automation.web import single_instance
from automation.web.addresses import Addresses
from automation.web.application import application
from automation.web.guard import Guard, Keys
from automation.web.page_state import PageState

# How often to look whether anybody still uses the page.
_LOOK_S = 0.2


class _Server(uvicorn.Server):
    """Tells when it answers, and ends when nobody has used it for a while."""

    def __init__(self, config: uvicorn.Config, page_state: PageState, idle: float, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._page_state, self._idle, self._ready = page_state, idle, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._watching = asyncio.create_task(self._end_when_idle())
        self._ready()

    async def _end_when_idle(self) -> None:
        while not self._page_state.unused_for(self._idle):
            await asyncio.sleep(_LOOK_S)
        self.should_exit = True


def run(
    *,
    port: int = 0,
    opens: bool = True,
    idle: float = 600,
    tell: Callable[[str], None],
    fault: Callable[[BaseException], str],
    ends_run: bool = False,
) -> str:
    """Serve the page until nobody uses it any more, or until Ctrl-C.

    Args:
        port: The port; 0 for any that is free.
        opens: Whether to open the page in the default browser.
        idle: How many seconds to go on without a run and without an open page.
        tell: Tells the user the page's address.
        fault: Saves an error of the page's own, and returns the file's name.
        ends_run: Whether a run that is under way is stopped at the end.

    Returns:
        A sentence about how it ended.

    Raises:
        UsageProblem: The port cannot be used, or a server that runs already does not answer.
    """
    opens = opens and has_a_screen()
    with single_instance.held() as other:
        if other:
            answer = single_instance.another_address(other, opens=opens)
            _tell(answer.address, answer.file, tell)
            if answer.file:
                open_file(answer.file)
            return "The page is already open: this is another address for it."
        sockets = _sockets(port)
        keys, control = Keys(), secrets.token_urlsafe(32)
        bound = sockets[0].getsockname()[1]
        hosts = {f"127.0.0.1:{bound}", f"localhost:{bound}", f"[::1]:{bound}"}
        origin = f"http://127.0.0.1:{bound}"
        page_state, addresses = PageState(), Addresses(keys, origin)
        app = Guard(application(page_state, keys, addresses), keys, hosts, control, fault)
        config = uvicorn.Config(
            app, log_config=None, log_level="critical", access_log=False, lifespan="off", server_header=False,
            ws="none", timeout_graceful_shutdown=1,
        )  # fmt: skip

        def ready() -> None:
            single_instance.tell(single_instance.Place(origin=origin, control=control))
            file = addresses.file() if opens else None
            _tell(addresses.new(), file, tell)
            if file:  # some browsers hold up whoever starts them, and this server must answer them
                Thread(target=open_file, args=[file], daemon=True).start()

        server = _Server(config, page_state, idle, ready)
        with contextlib.closing(addresses), contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=sockets)
        if ends_run and page_state.process is not None:
            page_state.process.stop()
        return _last_words(page_state)


def _last_words(page_state: PageState) -> str:
    if page_state.running:
        return (
            "The web interface has stopped. A run was still going on. To see its state, open the web interface again: "
            "mastodon-move web"
        )
    return "The web interface has stopped."


def _sockets(port: int) -> list[socket.socket]:
    """Listening sockets of this computer's own addresses: 127.0.0.1, and ::1 if there is IPv6.

    Raises:
        UsageProblem: The port is in use.
    """
    try:
        first = _bound(socket.AF_INET, "127.0.0.1", port)
    except OSError as error:
        raise UsageProblem(
            f"Port {port} cannot be used: {error.strerror or error}.",
            safe=NOTHING_OPENED,
            next_="Choose another one with --port, or leave it out.",
        ) from error
    try:
        return [first, _bound(socket.AF_INET6, "::1", first.getsockname()[1])]
    except OSError:
        return [first]


def _bound(family: int, address: str, port: int) -> socket.socket:
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((address, port))
        one.listen()
    except OSError:
        one.close()
        raise
    return one


def _tell(address: str, file: Path | None, tell: Callable[[str], None]) -> None:
    """Tell the address, even if the page is opened: it may not appear, or not in the browser that was meant."""
    if file:
        tell("The page opens in your browser. If it does not, open this address, which can be used once:")
    else:
        tell("Open this address in a browser on this computer. It can be used once:")
    tell(address)
