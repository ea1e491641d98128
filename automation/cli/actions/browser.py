"""Which browser is used, and installing one."""

from automation.browser import install as installing
from automation.browser import launch
from automation.cli.actions.running import Outcome, line
from automation.progress import Progress
from automation.settings import load


def which(browser: str | None) -> Outcome[str]:
    """A sentence about the browser that will be used: this one, or the one in the settings."""
    return line(launch.which(load(**({"browser": browser} if browser else {})).browser))


def install(progress: Progress, *, if_missing: bool) -> Outcome[str]:
    """Install a browser."""
    return line((installing.ensure if if_missing else installing.install)(progress.tell))
