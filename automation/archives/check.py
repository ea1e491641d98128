"""Checking that an archive of posts and media is complete, without unpacking it or holding it in memory.

Mastodon writes a tar.gz up to 4.1 and a zip since 4.2. Both contain `actor.json`, `outbox.json`, `likes.json`,
`bookmarks.json`, the profile's pictures, and the media.
"""

import gzip
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

import ijson  # type: ignore[import-untyped]

_CHUNK = 1 << 20
_ZIP, _GZIP = b"PK", b"\x1f\x8b"
_MEDIA = "media_attachments/"
_COUNTED = {"orderedItems.item": "items", "orderedItems.item.object.attachment.item": "attached"}
# What Python's readers raise if a file is cut short, damaged, encrypted or not an archive.
_UNREADABLE = (
    OSError, EOFError, ValueError, RuntimeError, zlib.error, tarfile.TarError, zipfile.BadZipFile,
)  # fmt: skip


class BrokenArchive(Exception):
    """An archive is damaged or incomplete; the message is the rest of a sentence that says why."""


@dataclass(frozen=True)
class Contents:
    """What an archive contains: its type (`.zip` or `.tar.gz`), the number of files, and the posts in its outbox.

    `media` counts the media files, `empty` those of zero length, and `attached` the media that the posts refer to.
    """

    suffix: str
    files: int
    posts: int
    media: int = field(default=0, compare=False)
    empty: int = field(default=0, compare=False)
    attached: int = field(default=0, compare=False)

    def lacks(self) -> str:
        """What is wrong with the media of an archive that is not damaged; empty if nothing is."""
        if self.empty:
            return f"{self.empty} of its {self.media} media files are empty"
        if self.attached and not self.media:
            return f"it contains no media files, but its posts refer to {self.attached}"
        return ""


def check(file: Path) -> Contents:
    """Read every file in an archive to its end, which compares the checksums, and count the posts in its outbox.

    Raises:
        BrokenArchive: The archive is damaged, or has no outbox or actor.
    """
    with file.open("rb") as start:
        kind = start.read(2)
    if kind not in {_ZIP, _GZIP}:
        raise BrokenArchive("it is neither a zip nor a tar.gz file")
    items: dict[str, Counter[str]] = {}
    files = media = empty = 0
    try:
        for name, content in _zip_files(file) if kind == _ZIP else _tar_files(file):
            files += 1
            if name in {"outbox.json", "actor.json"}:
                items[name] = _count_items(name, content)
            size = _read_to_the_end(content)
            if name.startswith(_MEDIA):
                media, empty = media + 1, empty + (size == 0)
    except _UNREADABLE as error:
        raise BrokenArchive(f"it is cut short or damaged ({type(error).__name__})") from error
    if missing := sorted({"outbox.json", "actor.json"} - items.keys()):
        raise BrokenArchive(f"it has no {' and no '.join(missing)}")
    outbox = items["outbox.json"]
    suffix = ".zip" if kind == _ZIP else ".tar.gz"
    return Contents(suffix, files, outbox["items"], media, empty, outbox["attached"])


def _zip_files(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                with archive.open(info) as content:
                    yield _plain(info.filename), content


def _tar_files(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Use gzip's own reader, because tarfile's does not compare the checksum at the end."""
    with gzip.open(file) as unzipped, tarfile.open(fileobj=unzipped, mode="r|") as archive:
        while (member := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined] # or all members would stay in memory
            if member.isfile() and (content := archive.extractfile(member)) is not None:
                yield _plain(member.name), content
        _read_to_the_end(unzipped)


def _plain(name: str) -> str:
    return PurePosixPath(name).as_posix()


def _read_to_the_end(content: IO[bytes] | gzip.GzipFile) -> int:
    """Read the rest, and return its length in bytes."""
    return sum(map(len, iter(partial(content.read, _CHUNK), b"")))


def _count_items(name: str, content: IO[bytes]) -> Counter[str]:
    """Count the items of a collection and their attachments. The file must be one complete JSON object."""
    found = Counter[str]()
    try:
        for number, (place, event, _) in enumerate(ijson.parse(content)):
            if number == 0 and event != "start_map":
                raise BrokenArchive(f"its {name} is not a JSON object")
            if event not in {"map_key", "end_map"} and place in _COUNTED:
                found[_COUNTED[place]] += 1
    except ijson.JSONError as error:
        raise BrokenArchive(f"its {name} is not valid JSON") from error
    return found
