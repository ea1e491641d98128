"""A fault of this program: its traceback goes into a file, never to the person."""

import platform
import tempfile
import time
import traceback
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from automation.errors import UsageProblem
from automation.files import at_home, private_folder, write_text


def keep_traceback(error: BaseException, folder: Path | None) -> str:
    """Write where the fault is, without any value that could be a secret, and return the file's name."""
    file = _place(folder) / f"fault-{time.strftime('%Y-%m-%dT%H%M%S')}.txt"
    write_text(file, "\n".join([_versions(), *_chain(error)]) + "\n")
    return str(file)


def _place(folder: Path | None) -> Path:
    """The move's folder, where it is known and can be written to."""
    try:
        if folder:
            return private_folder(at_home(folder) / "error-details")
    except UsageProblem:
        pass
    return Path(tempfile.mkdtemp(prefix="mastodon-move-"))


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("mastodon-move", "playwright"))
    return f"{packages}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n"


def _chain(error: BaseException | None) -> Iterator[str]:
    """The error and those behind it, the first cause last.

    Playwright repeats in its messages what it was asked to type: only the kind of each error and the lines are kept.
    """
    while error is not None:
        yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None:
            yield "\nbecause of\n"
