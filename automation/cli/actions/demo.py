"""The demo: the guide on two local test servers. Only this module of the program uses `fixtures/`."""

import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from automation import report
from automation.cli.actions import web as web_interface
from automation.cli.actions.running import Outcome, results
from automation.cli.invocation import Invocation
from automation.cli.layout import as_called
from automation.errors import UsageProblem
from automation.guide.parts import PARTS
from automation.guide.runner import run_parts
from automation.progress import Progress
from automation.settings import load
from fixtures.sample_accounts import Sample, populate
from fixtures.servers import EmbeddedServer, Fediverse, Release

# The sample accounts have awkward passwords for the tests; these are easy to read and type.
_EASY_PASSWORDS = {"old": "plum-tart-old", "new": "plum-tart-new"}
# The local old server sees a new alias at the second attempt; a real server takes minutes.
_ALIAS_RETRY_S = 2


@dataclass
class Stage:
    """The two servers with their sample accounts."""

    fediverse: Fediverse
    old: EmbeddedServer
    new: EmbeddedServer
    people: Sample


@contextmanager
def stage(old: str, new: str) -> Iterator[Stage]:
    """Start both servers with their releases. They stop at the end of the block.

    Raises:
        UsageProblem: There is no such release.
    """
    if not {old, new} <= set(Release):
        raise UsageProblem(
            "The test servers have these releases: " + ", ".join(Release) + ".", next_="See mastodon-move demo --help."
        )
    with Fediverse() as fediverse:
        old_server = fediverse.add("old.example", release=Release(old))
        new_server = fediverse.add("new.example", release=Release(new))
        yield Stage(fediverse, old_server, new_server, populate(old_server, new_server))


def demo(
    call: Invocation, progress: Progress, old: str, new: str, *, web: bool, serve_only: bool
) -> Outcome[dict[str, Any]]:
    """Run the whole guide on two test servers with these releases; or open the page on them, or only serve them.

    Raises:
        UsageProblem: There is no such release.
        MoveError: What stopped the run.
    """
    with stage(old, new) as servers:
        if web:
            open_page(servers, progress)
        elif serve_only:
            serve(servers, progress)
        else:
            return results(call, run_demo(servers, progress, **call.given))
    return results(call, {})


def run_demo(stage: Stage, progress: Progress, folder: Path | None = None, **given: Any) -> dict[str, Any]:
    """Run the whole guide on the test servers; returns the results as data."""
    settings = load(
        old=_account(stage.people.old.acct, stage.old, stage.people.old),
        new=_account(stage.people.new.acct, stage.new, stage.people.new),
        folder=folder or _fresh_folder(),
        archive="request",
        alias_interval=_ALIAS_RETRY_S,
        yes=True,
        **given,
    )
    results = run_parts(
        settings,
        progress,
        PARTS,
        look=True,
        report=report.write,
        before_the_last_look=lambda: stage.fediverse.wait_idle(timeout=60),
    )
    return results | {"hint": "With your own accounts, begin with: mastodon-move check"}


def serve(stage: Stage, progress: Progress) -> None:
    """Keep the servers running until Ctrl-C, and print their addresses, the accounts and commands to paste."""
    progress.close()
    people = {"old": (stage.old, stage.people.old), "new": (stage.new, stage.people.new)}
    options = []
    for side, (server, person) in people.items():
        person.password = _EASY_PASSWORDS[side]
        typer.echo(f"\nThe {side} server: {server.url}")
        typer.echo(f"  account {person.acct} · e-mail {person.email} · password {person.password}")
        options.append(f"--{side} {person.acct} --{side}-url {server.url} --{side}-email {person.email}")
    typer.echo("\nIn another terminal, paste one of these:\n")
    for command in ("check", "guide", "guide --headed"):
        typer.echo(as_called(f"mastodon-move {command} {' '.join(options)}\n"))
    with suppress(KeyboardInterrupt):
        typer.echo("Ctrl-C stops the servers.")
        threading.Event().wait()
    typer.echo("\nThe servers have stopped.")


def open_page(stage: Stage, progress: Progress) -> None:
    """Open the page on the test servers, with the sample accounts filled in, until it ends."""
    settings = {"FOLDER": str(_fresh_folder()), "ALIAS_INTERVAL": "10"}
    for side, embedded, person in (("OLD", stage.old, stage.people.old), ("NEW", stage.new, stage.people.new)):
        settings |= {
            f"{side}__{name.upper()}": value for name, value in _account(person.acct, embedded, person).items()
        }
    # The page's runs are processes of their own, and read them there. The servers end with this command.
    os.environ.update({f"MASTODON_MOVE_{name}": value for name, value in settings.items()})
    typer.echo(web_interface.serve(progress, ends_run=True).facts)


def _account(handle: str, server: EmbeddedServer, account: Any) -> dict[str, Any]:
    return {"handle": handle, "url": server.url, "email": account.email, "password": account.password}


def _fresh_folder() -> Path:
    """A new folder for each demo, because its servers are new."""
    return Path("mastodon-move") / f"demo-{time.strftime('%Y-%m-%dT%H%M%S')}-{secrets.token_hex(2)}"
