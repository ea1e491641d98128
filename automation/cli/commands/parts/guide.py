"""`mastodon-move guide`, and `mastodon-move also`, which goes beyond it."""

from typing import Annotated, Any, Literal

import typer

from automation.cli import actions, options
from automation.cli.invocation import Invocation, numbers_of
from automation.cli.options import switch, value, with_options
from automation.text import names_in

Parts = Annotated[str | None, value("PARTS", "Run only these parts of the guide, for example 2,3.")]
Kinds = Annotated[str | None, typer.Argument(help="What to copy, such as hashtags,filters; by default, everything.")]
Later = Annotated[bool, switch("--later", help="Once your followers have arrived: do what had to wait for that.")]


def notes(
    notes: Annotated[
        Literal["listed", "all"] | None,
        value(
            "WHOSE",
            "Which notes to copy: on people you have listed, blocked or muted, or on all you follow or who follow you "
            "(slow).",
            "Lists",
        ),
    ] = None,
) -> dict[str, Any]:
    """The option of the commands that can bring notes along."""
    return {} if notes is None else {"notes": notes}


@with_options(
    options.accounts,
    options.post,
    options.lists,
    options.archive,
    options.followers,
    options.beyond,
    notes,
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
    numbers = numbers_of(parts)
    actions.running.run(call, lambda progress: actions.parts.run(call, progress, numbers, whole_guide=True))


@with_options(options.accounts, notes, options.browser, options.output, options.json_events)
def also(call: Invocation, kinds: Kinds = None, later: Later = False) -> None:
    """Copy what the guide does not move, such as followed hashtags. Run this before "Move followers".

    Example: [cyan]mastodon-move also hashtags --old alice@old.example --new alice@new.example[/]
    """
    if kinds is not None:
        call.given["also"] = names_in(kinds)
    actions.running.run(call, lambda progress: actions.parts.run(call, progress, [], beyond=True, later=later))
