"""Writing files so that they are whole or not there, and read by their owner alone."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from automation.errors import UsageProblem

FOLDER_MODE = 0o700
FILE_MODE = 0o600
# How often a file is put in its place that another program (on Windows a virus scanner, say) has open, and the pause.
_TRIES, _PAUSE_S = 10, 0.2


def private_folder(path: Path) -> Path:
    """Make a folder, and those above it, that nobody else can read.

    Raises:
        UsageProblem: it cannot be made or written to.
    """
    try:
        for missing in reversed([path, *path.parents]):
            if not missing.exists():
                missing.mkdir(mode=FOLDER_MODE)
        if not os.access(path, os.W_OK | os.X_OK):
            raise PermissionError(f"no permission to write into {path}")
    except OSError as error:
        raise UsageProblem(
            f"The folder {path} cannot be used: {error.strerror or error}.",
            next_="Name another one with --folder.",
        ) from error
    return path


def at_home(path: str | Path) -> Path:
    """A path in which `~` is the person's home, which shells put there, but not files and units."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 (pathlib stops where there is nobody of a name)


def dated(parent: Path, suffix: str = "") -> Path:
    """A name made of this moment, in UTC, that is still free."""
    stamp = time.strftime("%Y-%m-%dT%H%M%SZ", time.gmtime())
    names = [stamp, *(f"{stamp}-{number}" for number in range(2, 100))]
    return next(path for name in names if not (path := parent / f"{name}{suffix}").exists())


def private(path: str, flags: int) -> int:
    """Open a file as `open` does, by its `opener`; one that is new is readable by its owner alone."""
    return os.open(path, flags, FILE_MODE)


def portable(name: str) -> str:
    """A name for a file or a folder, made of an account's: Windows allows no colon, which stands before a port."""
    return name.replace(":", "-") if sys.platform == "win32" else name


def link_or_copy(link: Path, target: Path) -> None:
    """Let a name lead to a file; where the system allows no link (Windows, mostly, and FAT) it gets a copy.

    Args:
        link: the name, which is still free; it leads to a file below its own folder by a relative path.
        target: the file.
    """
    try:
        link.symlink_to(target.relative_to(link.parent) if target.is_relative_to(link.parent) else target)
    except OSError:
        shutil.copy(target, link)


@contextmanager
def atomically(target: Path) -> Iterator[Path]:
    """Give a temporary name beside the target; on leaving, what is there becomes the target in one move.

    Where the block fails the temporary file is removed, and a target that was there before stays as it was.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(FILE_MODE)
        with temporary.open("r+b") as written:  # Windows flushes only what one may write to
            os.fsync(written.fileno())
        put(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def put(temporary: Path, target: Path) -> None:
    """Let a file take another one's place.

    Raises:
        UsageProblem: another program keeps that one open, as only Windows allows.
    """
    for left in reversed(range(_TRIES)):
        try:
            temporary.replace(target)
        except PermissionError as error:
            if not left:
                raise UsageProblem(
                    f"{target} cannot be written: {error.strerror or error}.",
                    safe="What it held before is still there.",
                    next_="Close the program that has it open, then run the same command again.",
                ) from error
            time.sleep(_PAUSE_S)
        else:
            return


def write_text(target: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    with atomically(target) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_bytes(target: Path, data: bytes) -> None:
    """Write a file, whole or not at all."""
    with atomically(target) as temporary:
        temporary.write_bytes(data)
