"""What cron, systemd and containers leave out, and an end that they bring: a program behaves there as on a terminal."""

import io
import os
import signal
import sys
import warnings
from pathlib import Path

# An end that is asked for, a terminal that is closed, and on Windows Ctrl-Break and a console that is closed.
_ENDS = ("SIGTERM", "SIGHUP", "SIGBREAK")


def settle() -> None:
    """Make the three streams usable, wherever they lead, and let other ends of a run be like Ctrl-C.

    Where Python's encoding of file names is not UTF-8, as the browser's is, the program starts again.
    """
    _be_in_utf8()
    warnings.simplefilter("ignore")  # they are for those who write programs
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # It is closed, so that the next file that is opened would get its number, and what is shown.
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 (until this process ends)
            os.set_inheritable(nowhere.fileno(), True)
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a log that lacks a letter of somebody's name is no reason to stop
    for name in _ENDS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup has SIGHUP ignored
            signal.signal(number, signal.default_int_handler)


def _be_in_utf8() -> None:
    """Start this program again in Python's UTF-8 mode, once; the terminal keeps its own encoding."""
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode or getattr(sys, "frozen", False):
        return
    if sys.stdout is not None:
        os.environ.setdefault("PYTHONIOENCODING", sys.stdout.encoding)
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 (itself)


def speak_json() -> None:
    """JSON is UTF-8 (RFC 8259), whatever encoding the system uses."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
