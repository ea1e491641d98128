"""`mastodon-move plan`."""

from typing import Annotated, Any

import typer

from automation.cli import options
from automation.cli.invocation import Invocation, numbers_of, parts_of
from automation.cli.options import with_options

Parts = Annotated[str | None, typer.Option(help="Print only these parts: 2,3")]


@with_options(options.accounts, options.output)
def plan(call: Invocation, parts: Parts = None) -> None:
    """Print the guide's steps for these accounts. Opens nothing."""

    def work(progress: Any) -> dict[str, Any]:
        settings = call.settings(progress, "old", "new")
        settings.require_accounts("old", "new")
        origins = {"old": settings.old.origin, "new": settings.new.origin}
        return {
            "steps": [
                step.facts(origins[step.side]) | {"heading": part.heading}
                for part in parts_of(numbers_of(parts))
                for step in part.steps
            ]
        }

    call.show(work, "show_plan")
