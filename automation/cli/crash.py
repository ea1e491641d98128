"""Bugs in this program: the traceback goes to a file and is never shown."""

import platform
import tempfile
import time
import traceback
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from automation.errors import UsageProblem
from automation.system.files import at_home, private_folder, write_text


def keep_traceback(error: BaseException, folder: Path | None) -> str:
    """Save a traceback without any value that could be a secret, and return the file's name."""
    file = _place(folder) / f"fault-{time.strftime('%Y-%m-%dT%H%M%S')}.txt"
    write_text(file, "\n".join([_versions(), *_chain(error)]) + "\n")
    return str(file)


def _place(folder: Path | None) -> Path:
    """The move's folder if it is known and writable, otherwise a temporary folder."""
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
    """The error and its causes, the first cause last.

    Only the type of each error and the lines of code are kept, because Playwright's messages repeat what was typed.
    """
    while error is not None:
        yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None:
            yield "\nbecause of\n"
