"""How the command line does something: with whom to show it, what came of it, and the exit code of its kind.

Playwright and the parts are imported only when they are used, which keeps `--help` quick.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import typer

from automation import environment
from automation.browser import driver_environment


def with_move(
    work: Callable[[Any], dict[str, Any]],
    flags: dict[str, Any],
    as_json: bool,
    *sides: str,
    task: str = "",
    shown_by: str = "show_results",
    looks: bool = False,
) -> None:
    """Do something with the browser at hand; with a task's name, keep the move's folder for it alone.

    One that only `looks` takes the newest move that lies here where the accounts are not named.
    """

    def begin(progress: Any) -> dict[str, Any]:
        from automation import report
        from automation.folder.known_moves import found_for
        from automation.run.opening import run_work
        from automation.settings import load
        from automation.steps import Side

        named = [Side(side) for side in sides]
        settings = found_for(load(**flags), progress.tell, *sides, changes=not looks)
        return run_work(settings, progress, work, *named, task=task, report=report.write)

    show(begin, as_json, shown_by, flags)


def numbers_of(text: str | None) -> list[int]:
    """The parts that an option names; all where it is not given."""
    if text is None:
        return [1, 2, 3, 4, 5]
    numbers = [int(part) if part.strip().isdigit() else 0 for part in text.split(",")]
    if not numbers or not all(1 <= number <= 5 for number in numbers):
        raise typer.BadParameter(f'"{text}" is not a list of parts. Parts are numbered 1 to 5; for example: 2,3.')
    return sorted(set(numbers))


def parts_of(numbers: list[int]) -> list[Any]:
    """The guide's parts of these numbers, in its order."""
    from automation.guide.parts import PARTS

    return [part for part in PARTS if part.number in numbers]


def do_parts(
    flags: dict[str, Any], as_json: bool, numbers: list[int], look: bool = False, resume: bool = False
) -> None:
    """Run parts of the guide, and show what came of it."""

    def work(progress: Any) -> dict[str, Any]:
        from automation import report
        from automation.folder.known_moves import found_for
        from automation.guide.runner import run_parts, sides_of
        from automation.settings import load

        parts = parts_of(numbers)
        settings = found_for(load(**flags), progress.tell, *sides_of(parts, look=look), changes=True)
        return run_parts(settings, progress, parts, look=look, resume=resume, report=report.write)

    show(work, as_json, "show_results", flags)


def show(work: Callable[[Any], Any], as_json: bool, shown_by: str, flags: dict[str, Any]) -> None:
    """Do the work with somebody who shows it, then show the outcome, and end with the exit code of its kind."""
    driver_environment.keep_quiet()  # before Playwright is imported, which looks once
    from automation.cli import json_lines, summary, terminal
    from automation.errors import Interrupted, MoveError

    lines = json_lines.on_stdout() if flags.pop("json_lines", False) else None
    if as_json or lines is not None:
        environment.speak_json()
    console = terminal.console(to_stderr=as_json or lines is not None)
    shown = lines or terminal.progress(console)
    outcome: dict[str, Any] = {}
    code = 0
    try:
        outcome = work(shown)
        shown.close()
        getattr(summary, shown_by)(console, outcome)
    except (MoveError, KeyboardInterrupt) as error:
        shown.close()
        problem = error if isinstance(error, MoveError) else Interrupted.by_the_person()
        code, outcome = problem.exit_code, problem.results | {"error": problem.facts()}
        summary.show_results(console, problem.results)
        summary.show_error(console, problem)
    except Exception as error:
        from automation.cli.crash import keep_traceback

        shown.close()
        code, kept = 1, keep_traceback(error, flags.get("folder"))
        outcome = {"error": {"exit_code": code, "seen": type(error).__name__, "error_details": [kept]}}
        summary.show_crash(console, kept)
    if lines is not None:
        lines.outcome(code, outcome)
    elif as_json:
        json.dump(outcome, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    raise typer.Exit(code)
