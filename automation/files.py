"""Writing files so that they are whole or not there, and read by their owner alone."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from automation.errors import UsageProblem

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_WORKING = ".working-"


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


class WorkingFolder:
    """A folder for what must not outlive a run, made when it is first asked for.

    Args:
        parent: the folder that it lies in; those that runs which were killed left there go.
    """

    def __init__(self, parent: Path) -> None:
        self._parent = parent
        self._made: Path | None = None

    @property
    def path(self) -> Path:
        """Where it is, from the root on: the browser's driver may have started in another directory."""
        if self._made is None:
            for folder in self._parent.glob(f"{_WORKING}*"):
                if not _at_work(folder.name.removeprefix(_WORKING).partition("-")[0]):
                    shutil.rmtree(folder, ignore_errors=True)
            self._made = private_folder(self._parent.absolute() / f"{_WORKING}{os.getpid()}")
        return self._made

    def end(self) -> None:
        """Remove it, with all that is in it."""
        if self._made is not None and self._made.exists():
            # By another name first: what a browser that is ending would still write, finds no place.
            shutil.rmtree(self._made.rename(f"{self._made}-ended"), ignore_errors=True)
        self._made = None


def _at_work(process: str) -> bool:
    if not process.isdigit() or int(process) == os.getpid():  # in a container each run has the same number
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's is there
    return True


def dated(parent: Path, suffix: str = "") -> Path:
    """A name made of this moment, in UTC, that is still free."""
    stamp = time.strftime("%Y-%m-%dT%H%M%SZ", time.gmtime())
    names = [stamp, *(f"{stamp}-{number}" for number in range(2, 100))]
    return next(path for name in names if not (path := parent / f"{name}{suffix}").exists())


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
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    with atomically(target) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_bytes(target: Path, data: bytes) -> None:
    """Write a file, whole or not at all."""
    with atomically(target) as temporary:
        temporary.write_bytes(data)
