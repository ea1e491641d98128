"""Running an action: its progress and its results are shown, and the program exits with the right code."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NoReturn, TypeVar

import typer
from rich.console import Console

from automation.accounts.kept_answers import Offer
from automation.browser import driver_environment
from automation.cli import json_lines, summary, terminal
from automation.cli.crash import keep_traceback
from automation.cli.invocation import Invocation
from automation.cli.json_lines import JsonLines
from automation.cli.terminal import Checklist, PlainLines
from automation.errors import Interrupted, MoveError
from automation.exit_codes import ExitCode
from automation.system import environment
from automation.system.keyboard import typing_hidden
from automation.system.processes import take_standard_input

_Facts = TypeVar("_Facts")


@dataclass(frozen=True)
class Outcome(Generic[_Facts]):
    """What an action has come to.

    Args:
        facts: The results as data.
        shown_by: Shows them to the user.
        offer: The offer to keep what was asked for, which is made once the results are shown.
    """

    facts: _Facts
    shown_by: Callable[[Console, _Facts], None]
    offer: Offer | None = None


Action = Callable[[Checklist | PlainLines | JsonLines], Outcome[Any]]


def results(call: Invocation, facts: dict[str, Any], offer: Offer | None = None) -> Outcome[dict[str, Any]]:
    """The outcome of a run, shown by its summary."""
    return Outcome(facts, partial(summary.show_results, verbose=call.verbose), offer)


def line(text: str) -> Outcome[str]:
    """An outcome in one line."""
    return Outcome(text, summary.show_line)


def run(call: Invocation, action: Action) -> NoReturn:
    """Run an action, show its progress and results, and exit with the right code.

    Args:
        call: The call of the command.
        action: Is called with what shows the progress. It is loaded only now, and may import Playwright.
    """
    driver_environment.remove_debug_variables()  # before the import of Playwright, which reads the variables once
    for_program = call.as_json or call.json_lines
    if for_program:
        environment.use_utf8_stdout()
    console = terminal.console(to_stderr=for_program)
    lines = _begun_lines(call) if call.json_lines else None
    progress = lines or terminal.progress(console)
    facts: Any = {}
    code: int = ExitCode.DONE
    try:
        with typing_hidden():
            outcome = action(progress)
        progress.close()
        facts = outcome.facts
        outcome.shown_by(console, outcome.facts)
        if outcome.offer is not None:
            outcome.offer.make(progress)
    except (MoveError, KeyboardInterrupt) as error:
        progress.close()
        problem = error if isinstance(error, MoveError) else Interrupted.by_the_user(anything_begun=False)
        code, facts = problem.exit_code, problem.results | {"error": problem.facts()}
        summary.show_stop(console, problem, verbose=call.verbose)
        if lines is not None:
            lines.problem(problem)
    except Exception as error:
        progress.close()
        code, kept = ExitCode.BUG, keep_traceback(error, call.given.get("folder"))
        fault = {"exit_code": code, "seen": type(error).__name__, "error_details": [kept]}
        facts = {"error": fault}
        summary.show_crash(console, kept)
        if lines is not None:
            lines.fault(fault)
    if lines is not None:
        lines.outcome(code, facts)
    elif call.as_json:
        json.dump(facts, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    raise typer.Exit(code)


def _begun_lines(call: Invocation) -> JsonLines:
    """The event writer, with its first line written and ready for answers."""
    lines = json_lines.on_stdout()
    if call.answers:
        lines.take_answers(take_standard_input())
    lines.begin_run(call.command)
    return lines
