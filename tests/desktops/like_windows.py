"""A Python that lacks what Windows lacks: `python -m tests.desktops.like_windows CODE`.

Modules of Unix alone cannot be imported, `os` and `signal` have no names of Unix alone, and text is written as cp1252.
What the standard library and filelock use of them is loaded before: on a real Windows they go another way.
"""

import asyncio  # noqa: F401
import multiprocessing.pool  # noqa: F401
import os
import signal
import ssl  # noqa: F401
import subprocess  # noqa: F401
import sys
import tempfile  # noqa: F401
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

import filelock  # noqa: F401

UNIX_MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty")
# fmt: off
UNIX_NAMES = (
    "chown", "chroot", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups",
    "getpgid", "getpgrp", "getresuid", "getsid", "getuid", "initgroups", "killpg", "lchown", "mkfifo", "nice",
    "openpty", "posix_fadvise", "posix_fallocate", "pread", "preadv", "pwrite", "pwritev",
    "setegid", "seteuid", "setgid", "setpgid", "setsid", "setuid", "statvfs", "sync", "sysconf", "tcgetpgrp",
    "uname", "wait3", "wait4", "waitid",
)
# fmt: on
UNIX_SIGNALS = (
    "SIGALRM",
    "SIGCHLD",
    "SIGCONT",
    "SIGHUP",
    "SIGKILL",
    "SIGPIPE",
    "SIGQUIT",
    "SIGSTOP",
    "SIGTSTP",
    "SIGUSR1",
)


class Unknown(MetaPathFinder):
    """Does not find modules that Windows has not."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name in UNIX_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def no_links(*_: object, **__: object) -> None:
    """As Windows answers who is no administrator and has not switched developer mode on."""
    raise OSError(1314, "A required privilege is not held by the client")


def become_windows() -> None:
    """From now on what comes to be imported finds a system like Windows."""
    for name in UNIX_MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Unknown())
    for owner, names in ((os, UNIX_NAMES), (signal, UNIX_SIGNALS)):
        for name in names:
            if hasattr(owner, name):
                delattr(owner, name)
    os.symlink = no_links


if __name__ == "__main__":
    become_windows()
    exec(compile(sys.argv.pop(1), "<what is tried>", "exec"))  # noqa: S102 (a test's own words)
