"""Writing files atomically, and readable by their owner only."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_fixed

from automation.errors import UsageProblem

FOLDER_MODE = 0o700
FILE_MODE = 0o600
# How often, and at what interval, to try to replace a file that another program has open, such as a virus scanner.
_TRIES, _PAUSE_S = 10, 0.2


def private_folder(path: Path) -> Path:
    """Create a folder, and any missing parents, that nobody else can read.

    Raises:
        UsageProblem: The folder cannot be created or written to.
    """
    try:
        for missing in reversed([path, *path.parents]):
            if not missing.exists():
                missing.mkdir(mode=FOLDER_MODE, exist_ok=True)  # another run may be quicker
        if not os.access(path, os.W_OK | os.X_OK):
            raise PermissionError(f"no permission to write into {path}")
    except OSError as error:
        raise UsageProblem(
            f"The folder {path} cannot be used: {error.strerror or error}.",
            next_="Choose another folder with --folder.",
        ) from error
    return path


def at_home(path: str | Path) -> Path:
    """Replace `~` by the home folder. A shell does this; settings files and systemd units do not."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 (pathlib raises for an unknown user)


def dated(parent: Path, suffix: str = "") -> Path:
    """An unused path in a folder, named after the current time in UTC."""
    stamp = time.strftime("%Y-%m-%dT%H%M%SZ", time.gmtime())
    names = [stamp, *(f"{stamp}-{number}" for number in range(2, 100))]
    return next(path for name in names if not (path := parent / f"{name}{suffix}").exists())


def private(path: str, flags: int) -> int:
    """An `opener` for `open`: a new file is readable by its owner only."""
    return os.open(path, flags, FILE_MODE)


def portable(name: str) -> str:
    """A file name for a handle. Windows allows no colon, which a handle has before a port."""
    return name.replace(":", "-") if sys.platform == "win32" else name


def link_or_copy(link: Path, target: Path) -> None:
    """Link to a file, or copy it where the system allows no links (mostly Windows and FAT).

    Args:
        link: The path of the link, which must not exist. The link is relative if the target is below its folder.
        target: The file.
    """
    try:
        link.symlink_to(target.relative_to(link.parent) if target.is_relative_to(link.parent) else target)
    except OSError:
        shutil.copy(target, link)


@contextmanager
def atomically(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside the target; on exit, the temporary file replaces the target in one step.

    If the block fails, the temporary file is removed and an existing target stays as it was.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(FILE_MODE)
        with temporary.open("r+b") as written:  # Windows flushes only files opened for writing
            os.fsync(written.fileno())
        put(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def put(temporary: Path, target: Path) -> None:
    """Replace a file.

    Raises:
        UsageProblem: Another program has the file open; only on Windows does that prevent it.
    """
    retrying = Retrying(
        retry=retry_if_exception_type(PermissionError),
        stop=stop_after_attempt(_TRIES),
        wait=wait_fixed(_PAUSE_S),
        reraise=True,
    )
    try:
        retrying(temporary.replace, target)
    except PermissionError as error:
        raise UsageProblem(
            f"{target} cannot be written: {error.strerror or error}.",
            safe="The file still has its earlier content.",
            next_="Close the program that has it open, then run the same command again.",
        ) from error


def write_text(target: Path, text: str) -> None:
    """Write a text file atomically, in UTF-8."""
    with atomically(target) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_bytes(target: Path, data: bytes) -> None:
    """Write a binary file atomically."""
    with atomically(target) as temporary:
        temporary.write_bytes(data)
