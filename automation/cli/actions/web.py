"""The web interface, until it ends."""

import typer

from automation.cli.actions.running import Outcome, line
from automation.cli.crash import keep_traceback
from automation.progress import Progress
from automation.web import server


def serve(
    progress: Progress, *, port: int = 0, opens: bool = True, idle: float = 600, ends_run: bool = False
) -> Outcome[str]:
    """Serve the web interface; see `automation.web.server.run`."""
    progress.close()  # the page shows it
    return line(
        server.run(
            port=port, opens=opens, idle=idle, tell=typer.echo, fault=lambda error: keep_traceback(error, None),
            ends_run=ends_run,
        )
    )  # fmt: skip
