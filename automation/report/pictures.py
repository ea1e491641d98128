"""The pictures of a report: files in the move's folder, embedded in the page."""

import base64
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from automation.report import events

_MEDIA_TYPES = {".webp": "image/webp", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}

# The total size of embedded pictures, in characters, so that the report can be sent by e-mail.
_ROOM = 9_000_000
# How many encoded pictures to cache during a run. A whole guide has about 45.
_KEPT = 120


@dataclass(frozen=True)
class Picture:
    """A picture as the page shows it. `data` is None if there is no room left; the page then names the file.

    `moment` says when it was taken, if that was not when the control in `of` was used.
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
        folder: The move's folder. Missing files, files outside the folder and files that are not pictures are skipped.
        private: Whether to leave out pictures in which names are not blurred.
    """

    def __init__(self, folder: Path, *, private: bool) -> None:
        self._folder, self._private = folder.resolve(), private
        self._left = _ROOM

    def found(self, named: events.Picture, moment: str) -> Picture | None:
        """The picture, with a caption for its moment; None if there is none or it may not be shown."""
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
        except (OSError, ValueError):  # the file does not exist, or its name is not valid
            return None
        return Picture(named.of, moment, named.file, data, _mark(named), named.size)


@lru_cache(maxsize=_KEPT)
def _encoded(file: Path, modified_ns: int, size: int) -> Markup:
    """The file as a data URL. The cache key includes time and size, so a changed file is read again."""
    content = base64.b64encode(file.read_bytes()).decode()
    return Markup(f"data:{_MEDIA_TYPES[file.suffix]};base64,{content}")  # noqa: S704 (nothing in it needs escaping)


def _mark(named: events.Picture) -> dict[str, str]:
    """The position of the marked control as CSS properties; empty if none is marked."""
    names = ("left", "top", "width", "height")
    return {name: f"{100 * part:.3f}%" for name, part in zip(names, named.mark or (), strict=False)}
