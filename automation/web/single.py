"""One page server for a user: a second command finds the first one, and opens its page."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from pydantic import BaseModel, ValidationError

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.folder.lock import Taken, locked
from automation.system.files import at_home, private_folder, write_text

_WITHIN_S = 5


class Place(BaseModel):
    """Where a server is, and the secret with which a second command asks it for another address."""

    origin: str
    control: str


def _folder() -> Path:
    return private_folder(at_home(typer.get_app_dir("mastodon-move")))


def _file() -> Path:
    return _folder() / "page.json"


@contextmanager
def held() -> Iterator[bool]:
    """Be the only page server of this user while the block runs; False if there is one already."""
    try:
        with locked(_folder() / "page.lock", "the page"):
            try:
                yield True
            finally:
                _file().unlink(missing_ok=True)
    except Taken:
        yield False


def tell(place: Place) -> None:
    """Write where this server is, for its user only."""
    write_text(_file(), place.model_dump_json())


def another_address() -> str:
    """Ask the running server for another address with a one-time token.

    Raises:
        UsageProblem: It does not answer.
    """
    try:
        place = Place.model_validate_json(_file().read_text(encoding="utf-8"))
        request = urllib.request.Request(f"{place.origin}/control", headers={"X-Control": place.control})  # noqa: S310
        with _opener().open(request, timeout=_WITHIN_S) as answer:
            return str(json.loads(answer.read())["address"])
    except (OSError, ValueError, KeyError, ValidationError, urllib.error.URLError) as error:
        raise UsageProblem(
            "The page is open already, but its server does not answer.",
            safe=NOTHING_OPENED,
            next_="Wait a few seconds, then run the same command again. If that does not help, restart the computer.",
        ) from error


def _opener() -> urllib.request.OpenerDirector:
    """Without a proxy: the server is on this computer."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
