"""One page server for a user: a second command finds the first one, and opens its page."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ValidationError

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.folder.lock import LockHeld, locked
from automation.system.config_folder import config_folder
from automation.system.files import private_folder, write_text

_WITHIN_S = 5


class Place(BaseModel):
    """Where a server is, and the secret with which a second command asks it for another address."""

    origin: str
    control: str


def _folder() -> Path:
    return private_folder(config_folder())


def _file() -> Path:
    return _folder() / "page.json"


@contextmanager
def held() -> Iterator[str]:
    """Be the only page server of this user while the block runs.

    Yields:
        The number of the other process if there is a server already; else an empty text.
    """
    try:
        with locked(_folder() / "page.lock", str(os.getpid())):
            try:
                yield ""
            finally:
                _file().unlink(missing_ok=True)
    except LockHeld as taken:
        yield str(taken)


def tell(place: Place) -> None:
    """Write where this server is, for its user only."""
    write_text(_file(), place.model_dump_json())


class Answer(BaseModel):
    """Another address with a one-time token and, if it is to be opened, the file that leads there."""

    address: str
    file: Path | None = None


def another_address(process: str, *, opens: bool) -> Answer:
    """Ask the running server for another address.

    Args:
        process: The number of its process.
        opens: Whether the page is to be opened in a browser.

    Raises:
        UsageProblem: It does not answer.
    """
    try:
        place = Place.model_validate_json(_file().read_text(encoding="utf-8"))
        asked = f"{place.origin}/control{'?opens=1' if opens else ''}"
        request = urllib.request.Request(asked, headers={"X-Control": place.control})  # noqa: S310 (our own server)
        with _opener().open(request, timeout=_WITHIN_S) as answer:
            return Answer.model_validate_json(answer.read())
    except (OSError, ValueError, ValidationError, urllib.error.URLError) as error:
        raise UsageProblem(
            "The page is open already, but its program does not answer.",
            safe=NOTHING_OPENED,
            next_=f"Wait a few seconds, then run the same command again. If that does not help, end the program with "
            f"“{_ending(process)}” and run it once more. A move that is under way goes on meanwhile.",
        ) from error


def _ending(process: str) -> str:
    """The command that ends a process, even one that hangs."""
    return f"taskkill /F /PID {process}" if sys.platform == "win32" else f"kill -9 {process}"


def _opener() -> urllib.request.OpenerDirector:
    """Without a proxy: the server is on this computer."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
