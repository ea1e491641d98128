"""Whether an archive of posts and media is whole, and has what it is for. Nothing of it is unpacked or held in memory.

Mastodon writes a tar.gz up to 4.1 and a zip since 4.2; both have `actor.json`, `outbox.json`, `likes.json`,
`bookmarks.json`, the pictures, and the media.
"""

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

import ijson  # type: ignore[import-untyped]

_CHUNK = 1 << 20
_ZIP, _GZIP = b"PK", b"\x1f\x8b"
# What Python's own readers raise at a file that is cut short, damaged, encrypted or no archive at all.
_UNREADABLE = (
    OSError, EOFError, ValueError, RuntimeError, zlib.error, tarfile.TarError, zipfile.BadZipFile,
)  # fmt: skip


class BrokenArchive(Exception):
    """Why an archive is not whole, or lacks what every archive has, as the rest of a sentence."""


@dataclass(frozen=True)
class Contents:
    """What an archive is: `.zip` or `.tar.gz`, how many files it has, and how many posts its outbox."""

    suffix: str
    files: int
    posts: int


def check(file: Path) -> Contents:
    """Read every file of an archive to its end, so that each checksum is compared, and its outbox as JSON.

    Raises:
        BrokenArchive: it is not whole, or lacks its outbox or its actor.
    """
    with file.open("rb") as start:
        kind = start.read(2)
    if kind not in {_ZIP, _GZIP}:
        raise BrokenArchive("it is neither a zip file nor a tar.gz")
    items: dict[str, int] = {}
    files = 0
    try:
        for name, content in _zip_files(file) if kind == _ZIP else _tar_files(file):
            files += 1
            if name in {"outbox.json", "actor.json"}:
                items[name] = _count_items(name, content)
            _read_to_the_end(content)
    except _UNREADABLE as error:
        raise BrokenArchive(f"it is cut short or damaged ({type(error).__name__})") from error
    if missing := sorted({"outbox.json", "actor.json"} - items.keys()):
        raise BrokenArchive(f"it has no {' and no '.join(missing)}")
    return Contents(".zip" if kind == _ZIP else ".tar.gz", files, items["outbox.json"])


def _zip_files(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                with archive.open(info) as content:
                    yield _plain(info.filename), content


def _tar_files(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """By gzip's own reader: it compares the checksum at the end, which tarfile's does not."""
    with gzip.open(file) as unzipped, tarfile.open(fileobj=unzipped, mode="r|") as archive:
        while (member := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined] # or it would remember all of them
            if member.isfile() and (content := archive.extractfile(member)) is not None:
                yield _plain(member.name), content
        _read_to_the_end(unzipped)


def _plain(name: str) -> str:
    return PurePosixPath(name).as_posix()


def _read_to_the_end(content: IO[bytes] | gzip.GzipFile) -> None:
    while content.read(_CHUNK):
        pass


def _count_items(name: str, content: IO[bytes]) -> int:
    """How many items a collection has; the file must be an object, to its end."""
    items = 0
    try:
        for number, (place, event, _) in enumerate(ijson.parse(content)):
            if number == 0 and event != "start_map":
                raise BrokenArchive(f"its {name} is not what it should be")
            items += place == "orderedItems.item" and event not in {"map_key", "end_map"}
    except ijson.JSONError as error:
        raise BrokenArchive(f"its {name} is not readable as JSON") from error
    return items
