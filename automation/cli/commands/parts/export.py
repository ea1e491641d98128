"""`mastodon-move export`."""

from automation.cli import actions, options
from automation.cli.invocation import Invocation
from automation.cli.options import with_options
from automation.outline import PartNumber


@with_options(
    options.accounts,
    options.lists,
    options.archive,
    options.followers,
    options.keep,
    options.browser,
    options.output,
    options.json_events,
)
def export(call: Invocation) -> None:
    """Part 2: download every list that the old server offers, and show what has changed since the last export.

    Example: [cyan]mastodon-move export --old alice@old.example --only follows,blocks --archive wait[/]
    """
    actions.running.run(call, lambda progress: actions.parts.run(call, progress, [PartNumber.EXPORT]))
