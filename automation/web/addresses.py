"""The one-time addresses of the page, and the files that lead the browser to them."""

import contextlib
from html import escape
from pathlib import Path

from automation.errors import UsageProblem
from automation.system.files import private_folder, write_text
from automation.web.guard import Keys

# In the folder of the moves and not in a hidden one: a browser that is confined (Snap, Flatpak) may not read those.
_FOLDER = "mastodon-move"
_REDIRECT = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
    '<meta http-equiv="refresh" content="0; url={address}"><title>mastodon-move</title>'
    '<p><a href="{address}">Open the page</a></p></html>'
)


class Addresses:
    """The addresses of one server.

    Every user of a computer can see the arguments of all processes. So the browser is started with the name of a file
    that only its owner can read, and that redirects to the address.

    Args:
        keys: The tokens.
        origin: The server's origin.
    """

    def __init__(self, keys: Keys, origin: str) -> None:
        self._keys, self._origin = keys, origin
        self._files: dict[str, Path] = {}  # by token

    def new(self) -> str:
        """An address that opens the page once."""
        return self._of(self._keys.new_token())

    def file(self) -> Path | None:
        """A file that leads to such an address; None if the folder of the moves cannot be written to.

        It is removed once it was used, and at the end.
        """
        token = self._keys.new_token()
        try:
            file = private_folder(Path(_FOLDER).absolute()) / f"open-the-page-{len(self._files) + 1}.html"
            write_text(file, redirect(self._of(token)))
        except (OSError, UsageProblem):
            return None
        self._files[token] = file
        return file

    def used(self, token: str) -> None:
        """Remove the file that led to an address."""
        if file := self._files.get(token):
            _remove(file)

    def close(self) -> None:
        """Remove all files."""
        for file in self._files.values():
            _remove(file)

    def _of(self, token: str) -> str:
        return f"{self._origin}{self._keys.path}/open?token={token}"


def redirect(address: str) -> str:
    """A page that leads to an address, without a script."""
    return _REDIRECT.format(address=escape(address))


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()
    with contextlib.suppress(OSError):  # there are moves in it
        file.parent.rmdir()
