"""The picture report, written while the run goes on."""

from pathlib import Path
from typing import Protocol

from jinja2 import TemplateError

from automation.context import RunContext
from automation.errors import MoveError


class ReportWriter(Protocol):
    """Writes the picture report of a move's folder (`automation.report.write`)."""

    def __call__(self, folder: Path, *, private: bool) -> object:
        """Write it, whole or not at all."""


class LiveReport:
    """The report of one run.

    Args:
        context: of the run.
        writer: writes it; None where there is to be no report.
    """

    def __init__(self, context: RunContext, writer: ReportWriter | None) -> None:
        self._context = context
        self._writer = writer if context.settings.report else None

    def write(self) -> None:
        """Write what is known so far. A run never stops because that failed."""
        if self._writer is None:
            return
        try:
            self._writer(self._context.folder, private=self._context.settings.redact)
        except (OSError, MoveError, ValueError, TemplateError) as error:
            self._context.progress.tell(
                f"The report could not be written ({type(error).__name__}). `mastodon-move report` can, later."
            )
