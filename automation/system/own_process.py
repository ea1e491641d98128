"""This program as a process of its own: how it is started."""

import sys

# Without `-P`, Python would first look for modules in the current folder, which can hold anybody's files.
PYTHON = (sys.executable, "-P")
MAIN = "from automation.cli.app import main; main()"


def this_program(*arguments: str, before: str = "") -> list[str]:
    """The command line that starts this program again.

    Args:
        arguments: What would be typed after `mastodon-move`.
        before: Python code that the process runs first.
    """
    return [*PYTHON, "-c", f"{before}; {MAIN}" if before else MAIN, *arguments]
