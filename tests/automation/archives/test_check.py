"""Archives as files: whole ones are recognised, and every way to be broken is told."""

import io
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from automation.archives.check import BrokenArchive, Contents, check
from fixtures.servers.archives import pack

FILES = {
    "media_attachments/files/1/picture.png": os.urandom(200_000),
    "outbox.json": b'{"type":"OrderedCollection","orderedItems":[{"id":1,"object":{"content":"a"}},"https://b.example/2"]}',
    "likes.json": b"[]",
    "actor.json": b'{"type":"Person"}',
}
# How many posts a file has, and by how many megabytes the process grew over finding out.
MEASURED = """
import pathlib, resource, sys
from automation.archives.check import check
unit = 1024 if sys.platform != "darwin" else 1048576
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
before = peak()
print(check(pathlib.Path(sys.argv[1])).posts, peak() - before)
"""
Change = Callable[[bytes], bytes]


@pytest.fixture(params=[".zip", ".tar.gz"])
def suffix(request: pytest.FixtureRequest) -> str:
    """As the releases since 4.2 make them, and as those before."""
    return str(request.param)


def write(folder: Path, data: bytes) -> Path:
    file = folder / "archive"
    file.write_bytes(data)
    return file


def test_a_whole_archive_is_known_by_its_content(tmp_path: Path, suffix: str) -> None:
    assert check(write(tmp_path, pack(FILES, f"x{suffix}"))) == Contents(suffix, files=4, posts=2)


def flipped(data: bytes) -> bytes:
    """A bit in the middle, within the picture, is another one: only a checksum tells."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-10],
        lambda data: data[:3],
        flipped,
    ],
    ids=["half", "without its end", "next to nothing", "a byte"],
)
def test_an_archive_that_is_not_whole(tmp_path: Path, suffix: str, change: Change) -> None:
    with pytest.raises(BrokenArchive, match="cut short or damaged"):
        check(write(tmp_path, change(pack(FILES, f"x{suffix}"))))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"outbox.json": b'{"orderedItems":[{"id":1},'}, "its outbox.json is not valid JSON"),
        ({"outbox.json": b'{"orderedItems":[]} and more'}, "its outbox.json is not valid JSON"),
        ({"outbox.json": b"[1, 2]"}, "its outbox.json is not a JSON object"),
        ({"actor.json": b""}, "its actor.json is not valid JSON"),
    ],
)
def test_an_archive_whose_outbox_is_of_no_use(tmp_path: Path, suffix: str, files: dict[str, bytes], told: str) -> None:
    with pytest.raises(BrokenArchive, match=told):
        check(write(tmp_path, pack(FILES | files, f"x{suffix}")))


def test_an_archive_that_lacks_what_it_is_for(tmp_path: Path, suffix: str) -> None:
    only_media = {name: data for name, data in FILES.items() if name.startswith("media")}
    with pytest.raises(BrokenArchive, match=r"no actor\.json and no outbox\.json"):
        check(write(tmp_path, pack(only_media, f"x{suffix}")))


@pytest.mark.parametrize("data", [b"", b"<html>Not found</html>"])
def test_what_is_no_archive_at_all(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BrokenArchive, match=r"neither a zip nor a tar\.gz file"):
        check(write(tmp_path, data))


def test_a_name_within_an_archive_is_only_a_name(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, data in (FILES | {"../../outside": b"!", "/tmp/outside": b"!"}).items():  # noqa: S108
            entry = tarfile.TarInfo(f"./{name}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert check(write(tmp_path, buffer.getvalue())).posts == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["archive"]


def test_a_large_archive_is_not_held_in_memory(tmp_path: Path) -> None:
    posts = b",".join(
        b'{"type":"Create","object":{"content":"%07d %s"}}' % (number, b"x" * 900) for number in range(50_000)
    )
    with zipfile.ZipFile(tmp_path / "archive", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("outbox.json", b'{"orderedItems":[' + posts + b"]}")
        archive.writestr("actor.json", b"{}")
        archive.writestr("media_attachments/film.mp4", bytes(150_000_000))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path / "archive")], capture_output=True, text=True, check=True
    )
    posts_found, megabytes = map(int, done.stdout.split())
    assert posts_found == 50_000
    assert megabytes < 30
