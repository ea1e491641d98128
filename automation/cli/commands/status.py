"""`mastodon-move status`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli import options
from automation.cli.invocation import Invocation
from automation.cli.options import switch, with_options

if TYPE_CHECKING:
    from automation.results import Results
    from automation.run.move import Move

Watch = Annotated[bool, switch("--watch", help="Keep reading the follower counts until all followers have arrived.")]


@with_options(options.accounts, options.watch, options.browser, options.output, options.json_events)
def status(call: Invocation, watch: Watch = False) -> None:
    """Show the redirect, aliases, follower counts and imports of both accounts. Changes nothing.

    Example: [cyan]mastodon-move status --watch[/] shows followers arriving. You can stop it and continue later.
    """
    if not watch and {"interval", "idle_timeout"} & call.given.keys():
        raise typer.BadParameter("--interval and --idle-timeout need --watch.")
    if not watch:
        call.with_move(_look, "old", "new", changes=False, shown_by="show_status")

    def work(progress: Any) -> dict[str, Any]:
        from automation import report
        from automation.accounts import questions
        from automation.followers import watch
        from automation.steps import Side

        settings = call.settings(progress, *Side)
        questions.complete(settings, progress, list(Side), signs_in=list(Side), moves_followers=False)
        return watch.run(settings, progress, report.write)

    call.show(work)


def _look(move: "Move", results: "Results") -> dict[str, Any]:
    from dataclasses import asdict

    from automation.followers import left_behind
    from automation.followers.status import both
    from automation.migration.undo import undone_on

    accounts = both(move)
    status: dict[str, Any] = {side: asdict(account) for side, account in accounts.items()}
    if undone := undone_on(move.journal):
        status["undone_on"] = undone
    if accounts["old"].redirecting and (found := left_behind.look(move)):
        status["by_name"] = found.facts() | {"said": list(found.sentences())}
    return status
