"""`mastodon-move plan`."""

from typing import Annotated

from automation.cli import actions, options
from automation.cli.invocation import Invocation, numbers_of
from automation.cli.options import switch, value, with_options

Parts = Annotated[str | None, value("PARTS", "Print only these parts: 2,3")]
Short = Annotated[bool, switch("--short", help="Say in a few lines what will happen.")]


@with_options(options.accounts, options.beyond, options.output)
def plan(call: Invocation, parts: Parts = None, short: Short = False) -> None:
    """Print the guide's steps for these accounts. Opens no browser."""
    numbers = numbers_of(parts)
    actions.running.run(call, lambda progress: actions.plan.plan(call, progress, numbers, short=short))
