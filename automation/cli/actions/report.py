"""What a run has left to look at: the picture report, and traces."""

from pathlib import Path
from typing import Any

from automation import report as reports
from automation.cli import viewer
from automation.cli.actions.given import settings_of
from automation.cli.actions.running import Outcome, line
from automation.cli.invocation import Invocation
from automation.cli.summary import show_report
from automation.progress import Progress
from automation.settings import load

_REDACTED = (
    "Names are hidden in it, and pictures that are not blurred are left out. Look through it before you share it."
)


def report(call: Invocation, progress: Progress, folder: Path | None, *, redact: bool) -> Outcome[dict[str, Any]]:
    """Write the picture report of a move again, and open it."""
    given: dict[str, Any] = {"folder": folder} if folder else {}
    settings = settings_of(call, progress, folder_only=True, **given)
    private = redact or settings.redact
    made = {"report": reports.made_and_opened(settings.move_folder, private=private)}
    return Outcome(made | ({"redacted": _REDACTED} if private else {}), show_report)


def trace(call: Invocation, progress: Progress, file: Path | None) -> Outcome[str]:
    """Show a trace in Playwright's viewer."""
    named = load(**call.given) if file else settings_of(call, progress, folder_only=True)
    return line(viewer.show(file, named.move_folder, named.browser, progress))
