"""The picture report, updated during the run."""

from pathlib import Path
from typing import Protocol

from jinja2 import TemplateError

from automation.context import RunContext
from automation.errors import MoveError


class ReportWriter(Protocol):
    """Writes the picture report of a move (`automation.report.write`)."""

    def __call__(self, folder: Path, *, private: bool) -> object:
        """Write the report atomically."""


class LiveReport:
    """The report of one run.

    Args:
        context: The run's context.
        writer: Writes the report; None for no report.
    """

    def __init__(self, context: RunContext, writer: ReportWriter | None) -> None:
        self._context = context
        self._writer = writer if context.settings.report else None

    def write(self) -> None:
        """Update the report. A run never stops because this fails."""
        if self._writer is None:
            return
        try:
            self._writer(self._context.folder, private=self._context.settings.redact)
        except (OSError, MoveError, ValueError, TemplateError) as error:
            self._context.progress.tell(
                f"The report could not be written ({type(error).__name__}). Write it later with `mastodon-move report`."
            )
