"""Making the program behave under cron, systemd and in containers as it does in a terminal: streams and signals."""

import io
import os
import shutil
import signal
import subprocess
import sys
import warnings
import webbrowser
from pathlib import Path

# A request to end, a closed terminal, and on Windows Ctrl-Break or a closed console.
_ENDS = ("SIGTERM", "SIGHUP", "SIGBREAK")


def prepare_process() -> None:
    """Make the three standard streams usable, and treat the other signals that end a run like Ctrl-C.

    If Python does not encode file names in UTF-8, as the browser does, the program restarts itself in UTF-8 mode.
    """
    _be_in_utf8()
    warnings.simplefilter("ignore")  # they are meant for developers
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # The stream is closed. The next file to be opened would get its number, and the output meant for it.
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 (until this process ends)
            os.set_inheritable(nowhere.fileno(), True)
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # better a missing letter in a log than a stopped run
    for name in _ENDS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup ignores SIGHUP
            signal.signal(number, signal.default_int_handler)


def _be_in_utf8() -> None:
    """Restart this program once, in Python's UTF-8 mode. The terminal keeps its own encoding."""
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode or getattr(sys, "frozen", False):
        return
    if sys.stdout is not None:
        os.environ.setdefault("PYTHONIOENCODING", sys.stdout.encoding)
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 (itself)


def use_utf8_stdout() -> None:
    """Write stdout in UTF-8, as JSON requires (RFC 8259), whatever the system's encoding is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def has_a_screen() -> bool:
    """Whether there is a display on which the user sees windows."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_file(file: Path) -> None:
    """Open a file in the user's usual program for it, if there is a screen.

    What a browser prints on Linux is dropped: it is much, and it would land in the user's terminal.
    """
    if not has_a_screen():
        return
    by_system = sys.platform in {"darwin", "win32"} or os.environ.get("BROWSER")
    opener = None if by_system else shutil.which("xdg-open")
    if opener is None:
        webbrowser.open(file.as_uri())  # which waits for some browsers
        return
    nowhere = subprocess.DEVNULL
    subprocess.Popen([opener, str(file)], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
