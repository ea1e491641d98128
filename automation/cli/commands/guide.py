"""`mastodon-move guide`."""

from typing import Annotated

from automation.cli import options
from automation.cli.invocation import Invocation, numbers_of
from automation.cli.options import value, with_options

Parts = Annotated[str | None, value("PARTS", "Run only these parts of the guide: 2,3")]


@with_options(
    options.accounts,
    options.post,
    options.lists,
    options.archive,
    options.followers,
    options.mode,
    options.imports,
    options.bio,
    options.confirmation,
    options.resume,
    options.browser,
    options.output,
    options.json_events,
)
def guide(call: Invocation, parts: Parts = None) -> None:
    """Run the whole guide, part by part.

    Example: [cyan]mastodon-move guide --old alice@old.example --new alice@new.example --parts 2,3[/]
    """
    call.run_parts(numbers_of(parts), whole_guide=True)
