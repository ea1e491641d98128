"""A call of a command: its options, running and showing its work, and the exit code.

Playwright and the guide's parts are imported only when they are used, which keeps `--help` fast.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from automation.browser import driver_environment
from automation.exit_codes import ExitCode
from automation.system import environment
from automation.system.keyboard import typing_hidden

if TYPE_CHECKING:
    from automation.accounts.kept_answers import Offer
    from automation.cli.json_lines import JsonLines
    from automation.results import Results
    from automation.run.move import Move
    from automation.settings import Settings

ALL_PARTS = (1, 2, 3, 4, 5)  # as in `automation.guide.parts`, which is not loaded for the help


@dataclass(frozen=True)
class Invocation:
    """One call of a command.

    Args:
        given: The settings given as options, by their names in `automation.settings.Settings`.
        as_json: Whether to print one JSON document.
        json_lines: Whether to print JSON events as they happen.
        answers: Whether to read the answers to questions from standard input.
        verbose: Whether to show all details at the end.
        command: The command's name.
    """

    given: dict[str, Any]
    as_json: bool = False
    json_lines: bool = False
    answers: bool = False
    verbose: bool = False
    command: str = ""

    def settings(
        self, progress: Any, *sides: str, changes: bool = False, folder_only: bool = False, **more: Any
    ) -> "Settings":
        """All settings. If accounts are not set, use those of a move found here (see `found_for`)."""
        from automation.folder.known_moves import found_for
        from automation.settings import load

        loaded = load(**self._corrected(progress) | more)
        return found_for(loaded, progress.tell, *sides, changes=changes, folder_only=folder_only)

    def _corrected(self, progress: Any) -> dict[str, Any]:
        """The settings given as options. Mistyped handles are asked for again, if anybody can answer."""
        from automation.accounts import questions
        from automation.steps import Side

        given = dict(self.given)
        for side in Side:
            typed = given.get(side, {}).get("handle")
            if typed is not None and progress.may_ask() and (said := questions.wrong_with(typed)):
                progress.tell(said)
                given[side] = given[side] | {"handle": str(questions.handle(progress, side, look_up=False))}
        return given

    def run_parts(
        self,
        numbers: Sequence[int],
        *,
        whole_guide: bool = False,
        files: Sequence[str] | None = None,
        beyond: bool = False,
        later: bool = False,
    ) -> None:
        """Run parts of the guide.

        Args:
            numbers: The parts' numbers.
            whole_guide: Whether to check first, skip parts that are done, and read follower counts before and after.
            files: The files to import; by default those in the move's folder.
            beyond: Whether to do what goes beyond the guide; if no kinds are set, all of them.
            later: Whether to do of that what has to wait for the followers to arrive.
        """

        def work(progress: Any) -> tuple[dict[str, Any], "Offer"]:
            from automation import report
            from automation.accounts import questions
            from automation.accounts.kept_answers import Offer
            from automation.guide.parts import parts_for
            from automation.guide.runner import require_lists, run_parts, sides_of
            from automation.settings import ALL_ALSO
            from automation.steps import Side

            sides = sides_of(parts_for(numbers), look=whole_guide)
            if beyond:
                sides = [Side.NEW] if later else list(Side)
            settings = self.settings(progress, *sides, changes=True, **_files(files))
            also = settings.also or ((ALL_ALSO,) if beyond else ())
            parts = parts_for(numbers, also if whole_guide or beyond else (), later=later)
            if not whole_guide:
                require_lists(settings, parts)
            signs_in = sides if beyond else sides_of(parts, look=whole_guide, signed_in=True)
            asked = questions.complete(
                settings, progress, sides, signs_in=signs_in, moves_followers=5 in numbers, in_stages=whole_guide
            )
            offer = Offer(settings, asked)
            done = run_parts(
                settings, progress, parts, look=whole_guide, resume=whole_guide, report=report.write, offer=offer
            )
            return done, offer

        self._show(work, "show_results")

    def with_move(
        self,
        work: Callable[["Move", "Results"], dict[str, Any]],
        *sides: str,
        task: str = "",
        changes: bool = True,
        shown_by: str = "show_results",
        files: Sequence[str] | None = None,
        signs_in: bool = True,
    ) -> None:
        """Do something with the browser that is not a part of the guide.

        Args:
            work: Is called with the move and its results, which it fills in as it goes; returns the results as data.
            sides: The accounts that it needs.
            task: The task's name. If given, the move's folder is locked for this run.
            changes: Whether it changes something on a server.
            shown_by: The function of `automation.cli.summary` that shows the results.
            files: The files to compare with; by default those in the move's folder.
            signs_in: Whether it may need e-mail addresses and passwords.
        """

        def begin(progress: Any) -> tuple[dict[str, Any], "Offer"]:
            from automation import report
            from automation.accounts import questions
            from automation.accounts.kept_answers import Offer
            from automation.run.opening import run_work
            from automation.steps import Side

            settings = self.settings(progress, *sides, changes=changes, **_files(files))
            named, asked = [Side(side) for side in sides], list[Side]()
            if signs_in:
                asked = questions.complete(settings, progress, named, signs_in=named, moves_followers=False)
            done = run_work(settings, progress, work, *named, task=task, report=report.write)
            return done, Offer(settings, asked)

        self._show(begin, shown_by)

    def show(self, work: Callable[[Any], Any], shown_by: str = "show_results") -> None:
        """Do the work, show its progress and results, and exit with the right code.

        Args:
            work: Is called with the `Progress`; returns the results as data.
            shown_by: The function of `automation.cli.summary` that shows the results.
        """
        self._show(lambda progress: (work(progress), None), shown_by)

    def _show(self, work: Callable[[Any], tuple[Any, "Offer | None"]], shown_by: str) -> None:
        """As `show`; the work also returns the offer to keep the answers, made once its results are shown."""
        driver_environment.keep_quiet()  # before the import of Playwright, which reads the variables once
        from automation.cli import json_lines, summary, terminal
        from automation.errors import Interrupted, MoveError

        for_program = self.as_json or self.json_lines
        if for_program:
            environment.speak_json()
        console = terminal.console(to_stderr=for_program)
        lines = self._begun_lines(json_lines.on_stdout()) if self.json_lines else None
        progress = lines or terminal.progress(console)
        outcome: dict[str, Any] = {}
        code: int = ExitCode.DONE
        try:
            with typing_hidden():
                outcome, offer = work(progress)
            progress.close()
            getattr(summary, shown_by)(console, outcome, verbose=self.verbose)
            if offer is not None:
                offer.make(progress)
        except (MoveError, KeyboardInterrupt) as error:
            progress.close()
            problem = error if isinstance(error, MoveError) else Interrupted.by_the_person(anything_begun=False)
            code, outcome = problem.exit_code, problem.results | {"error": problem.facts()}
            summary.show_stop(console, problem, verbose=self.verbose)
            if lines is not None:
                lines.problem(problem)
        except Exception as error:
            from automation.cli.crash import keep_traceback

            progress.close()
            code, kept = ExitCode.BUG, keep_traceback(error, self.given.get("folder"))
            facts = {"exit_code": code, "seen": type(error).__name__, "error_details": [kept]}
            outcome = {"error": facts}
            summary.show_crash(console, kept)
            if lines is not None:
                lines.fault(facts)
        if lines is not None:
            lines.outcome(code, outcome)
        elif self.as_json:
            json.dump(outcome, sys.stdout, ensure_ascii=False, indent=2)
            sys.stdout.write("\n")
        raise typer.Exit(code)

    def _begun_lines(self, lines: "JsonLines") -> "JsonLines":
        """The event writer, with its first line written and ready for answers."""
        if self.answers:
            from automation.system.processes import take_standard_input

            lines.take_answers(take_standard_input())
        lines.begin_run(self.command)
        return lines


def numbers_of(text: str | None) -> Sequence[int]:
    """The parts' numbers in an option; all parts if it is not given.

    Raises:
        BadParameter: The text is not a list of numbers from 1 to 5.
    """
    if text is None:
        return ALL_PARTS
    numbers = [int(part) if part.strip().isdigit() else 0 for part in text.split(",")]
    if not numbers or not set(numbers) <= set(ALL_PARTS):
        raise typer.BadParameter(f'"{text}" is not a list of parts. Parts are numbered 1 to 5; for example: 2,3.')
    return sorted(set(numbers))


def _files(files: Sequence[str] | None) -> dict[str, Any]:
    return {"files": tuple(files)} if files else {}
