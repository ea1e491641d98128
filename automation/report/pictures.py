"""The pictures of a report: files of the move's folder, put into the page itself."""

import base64
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from automation.report import events

_MEDIA_TYPES = {".webp": "image/webp", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}

# So much of a page, in characters, is pictures at most; a report stays small enough to be sent by mail.
_ROOM = 9_000_000
# So many pictures of a run are kept encoded; a whole guide has about 45.
_KEPT = 120


@dataclass(frozen=True)
class Picture:
    """A picture as the page shows it. `data` is None where there was no more room for it: then its file is named.

    `moment` says when it was taken, where that was not at the use of the control that `of` names.
    """

    of: str
    moment: str
    file: str
    data: Markup | None
    mark: dict[str, str]
    size: tuple[int, int] | None


class Pictures:
    """Finds the pictures that the journal names.

    Args:
        folder: the move's; a file that lies elsewhere, or is not there, or is no picture, is passed over.
        private: leave out those in which names were not blurred.
    """

    def __init__(self, folder: Path, *, private: bool) -> None:
        self._folder, self._private = folder.resolve(), private
        self._left = _ROOM

    def found(self, named: events.Picture, moment: str) -> Picture | None:
        """The picture, taken at that moment, if it may be shown."""
        if self._private and not named.private:
            return None
        try:
            file = (self._folder / named.file).resolve()
            if not file.is_relative_to(self._folder) or file.suffix not in _MEDIA_TYPES:
                return None
            about = file.stat()
            data = None
            if about.st_size * 4 / 3 <= self._left:
                data = _encoded(file, about.st_mtime_ns, about.st_size)
                self._left -= len(data)
        except (OSError, ValueError):  # it is not there, or its name cannot be one
            return None
        return Picture(named.of, moment, named.file, data, _mark(named), named.size)


@lru_cache(maxsize=_KEPT)
def _encoded(file: Path, modified_ns: int, size: int) -> Markup:
    """The file as an address that holds all of it; a file that was not changed since is not read again."""
    content = base64.b64encode(file.read_bytes()).decode()
    return Markup(f"data:{_MEDIA_TYPES[file.suffix]};base64,{content}")  # noqa: S704 (nothing in it needs escaping)


def _mark(named: events.Picture) -> dict[str, str]:
    """Where the control lies, as CSS has it; empty where none is marked."""
    names = ("left", "top", "width", "height")
    return {name: f"{100 * part:.3f}%" for name, part in zip(names, named.mark or (), strict=False)}
