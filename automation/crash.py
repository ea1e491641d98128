"""A fault of this program: its traceback goes into a file, never to the person."""

import tempfile
import time
import traceback
from pathlib import Path

from automation.files import FILE_MODE, private_folder


def keep_traceback(error: BaseException, folder: Path | None) -> str:
    """Write where the fault is, without any value that could be a secret, and return the file's name."""
    place = private_folder(folder / "evidence") if folder else Path(tempfile.mkdtemp(prefix="mastodon-move-"))
    file = place / f"fault-{time.strftime('%Y-%m-%dT%H%M%S')}.txt"
    # Playwright repeats in its messages what it was asked to type: only the kind of the error and the lines are kept.
    lines = traceback.format_tb(error.__traceback__)
    file.touch(mode=FILE_MODE)
    file.write_text("".join(lines) + type(error).__name__ + "\n", encoding="utf-8")
    return str(file)
