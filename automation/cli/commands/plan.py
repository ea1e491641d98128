"""`mastodon-move plan`."""

from typing import Annotated, Any

from automation.cli import options
from automation.cli.invocation import Invocation, numbers_of
from automation.cli.options import switch, value, with_options

Parts = Annotated[str | None, value("PARTS", "Print only these parts: 2,3")]
Short = Annotated[bool, switch("--short", help="Say in a few lines what will happen.")]


@with_options(options.accounts, options.beyond, options.output)
def plan(call: Invocation, parts: Parts = None, short: Short = False) -> None:
    """Print the guide's steps for these accounts. Opens no browser."""

    def work(progress: Any) -> dict[str, Any]:
        from automation import report
        from automation.guide.parts import parts_for
        from automation.guide.review import review_of

        settings = call.settings(progress, "old", "new")
        settings.require_accounts("old", "new")
        if short:
            so_far = report.headline(settings.move_folder)
            rows = review_of(settings, set(numbers_of(parts))).rows
            return {"plan": [["So far", so_far]] * bool(so_far) + [list(row) for row in rows]}
        origins = {"old": settings.old.origin, "new": settings.new.origin}
        return {
            "steps": [
                step.facts(origins[step.side]) | {"heading": part.heading}
                for part in parts_for(numbers_of(parts), settings.also)
                for step in part.steps
            ]
        }

    call.show(work, "show_plan")
