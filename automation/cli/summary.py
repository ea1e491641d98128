"""The summary at the end: what was done, the lists, the follower counts, what is left to do, and the folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from automation.cli import many_table, tables
from automation.cli.layout import Table, as_called, beside
from automation.errors import STEPS_STAY, MoveError, Paused
from automation.folder.known_moves import command_for
from automation.outline import part_name
from automation.text import printable

_STAGES = (
    ("profile", "profile copied"),
    ("lists", "lists exported"),
    ("imports", "lists uploaded to the new account"),
    ("alias", "alias created"),
)
_MOVED_ALREADY = "This move is done: the followers have been moved. To see them arrive:"
_ON_THEIR_WAY = "Followers can take days to arrive; to see them arrive, run: "
_OLD_STAYS = "Your old account still exists, and nothing was deleted."
_UNANSWERED = (
    "“Move followers” was clicked, and the run ended before the page answered: your followers may be moving.\n"
    "Run the same command again: it looks at the page first, and never clicks twice."
)
_NOTHING_LEFT = "Everything was already done. Nothing is left to do."


def show_results(console: Console, results: dict[str, Any], *, verbose: bool = False) -> None:
    """Show a run's results: first sentences, then tables."""
    _show_headlines(console, results)
    _show_tables(console, results, verbose=verbose)


def _show_headlines(console: Console, results: dict[str, Any]) -> None:
    if results:
        console.print()
    for mark, style, sentence in _headlines(results):
        _show_beside(console, Text(f"{mark} ", style), Text(printable(sentence)))


def _show_tables(console: Console, results: dict[str, Any], *, verbose: bool) -> None:
    if found := results.get("check"):
        _show_check(console, found, verbose=verbose)
    if any(results.get(name) for name in ("lists", "imports", "verified")):
        _show_table(console, tables.lists(results))
    if results.get("also"):
        _show_table(console, tables.also(results["also"]))
    if "after" in results:
        _show_table(console, tables.followers(results))
    for line in results.get("kept_for_later", []):
        _show_beside(console, Text("! ", "yellow"), Text(f"To do yourself: {printable(line)}", "yellow"))
    if accounts := results.get("signed_out"):
        show_line(console, f"Signed out of {' and '.join(accounts)}.")
    if moves := results.get("moves"):
        console.print(many_table.table_of(moves))
    if folder := results.get("folder"):
        show_line(console, f"All files are in {Path(folder).absolute()}")
        if results.get("report"):
            show_report(console, results)
            show_line(console, as_called(f"To open it: {command_for('mastodon-move report', Path(folder))}"))
        if videos := results.get("videos"):
            show_line(console, f"The videos are in {videos}")
    if hint := results.get("hint"):
        show_line(console, as_called(hint))


_DONE, _OPEN = ("✓", "green"), ("!", "yellow")


def _headlines(results: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Sentences about what was done and what was not, each with a mark and its colour."""
    for sentence in (results.get("login"), results.get("undone"), results.get("watch", {}).get("said")):
        if sentence:
            yield *_DONE, sentence
    if moved_to := results.get("moved_to"):
        yield *_DONE, f"{results['old']} has moved to {moved_to}. {_followers_of(results)}\n{_OLD_STAYS}"
        return
    if results.get("nothing_left"):
        yield *_DONE, _NOTHING_LEFT
    elif done := [words for name, words in _STAGES if results.get(name)]:
        yield *_DONE, f"Done: {', '.join(done)}."
    if results.get("followers_moved") is False:
        yield *_OPEN, "Your followers have not been moved."
    if results.get("move_unanswered"):
        yield *_OPEN, _UNANSWERED


def _followers_of(results: dict[str, Any]) -> str:
    """Whether the old account has no followers left, or they can still be on their way."""
    old, new = (results.get("after", {}).get(side, {}) for side in ("old", "new"))
    if old.get("followers") == "0":
        return f"The old account has no followers left; the new one has {new['followers']}."
    watch = "mastodon-move status --watch"
    return _ON_THEIR_WAY + (command_for(watch, Path(results["folder"])) if "folder" in results else watch)


def _show_table(console: Console, table: Table) -> None:
    """Show a table, unless all cells but those of the first column are empty."""
    if any(str(cell).strip() for column in table.columns[1:] for cell in column.cells):
        console.print(table)


def _show_beside(console: Console, label: Text, text: Text) -> None:
    """Show a text beside its label. It wraps in a terminal, and is one line for pipes and files."""
    text = Text(as_called(text.plain), text.style)
    if not console.is_terminal:
        console.print(label + text, soft_wrap=True)
        return
    console.print(beside(label, text))


def _show_check(console: Console, found: dict[str, Any], *, verbose: bool) -> None:
    """Show the result of the check, the facts on the pages and, with --verbose, the screens and their controls."""
    if found.get("next"):
        _show_beside(
            console,
            Text("✓ ", "green"),
            Text(_MOVED_ALREADY if found.get("moved") else "Ready: no obstacles found. Next:"),
        )
        console.print(Text(f"  {as_called(printable(found['next']))}", "bold"), soft_wrap=True)
    if verbose:
        _show_table(console, tables.screens(found))
    facts = Table(title="What the pages show", show_header=False)
    for name, text in found["facts"].items():
        facts.add_row(name, text)
    _show_table(console, facts)


def show_status(console: Console, status: dict[str, Any]) -> None:
    """Show the current state of both accounts: first in a sentence, then in tables."""
    mark, sentence = _state(status)
    _show_beside(console, Text(f"{mark[0]} ", mark[1]), Text(printable(sentence)))
    for side in ("old", "new"):
        account = status[side]
        table = Table(title=f"The {side} account: {account['handle']}", show_header=False)
        table.add_row("followers", account["followers"])
        table.add_row("following", account["following"])
        table.add_row("redirect", account["redirect"])
        if account["cooldown"]:
            table.add_row("cooldown", account["cooldown"])
        table.add_row("aliases", "\n".join(account["aliases"]) or "none")
        table.add_row("imports", "\n".join(account["imports"]) or "none shown")
        console.print(table)
    for sentence in status.get("by_name", {}).get("said", []):
        _show_beside(console, Text("  "), Text(printable(sentence)))


def _state(status: dict[str, Any]) -> tuple[tuple[str, str], str]:
    """Whether the followers have moved, in a sentence with its mark."""
    old, new = status["old"], status["new"]
    if undone := status.get("undone_on"):
        counts = f"{old['handle']} has {old['followers']} followers, {new['handle']} has {new['followers']}"
        return _OPEN, f"The followers were moved, and the redirect was undone on {undone}: {counts}."
    if not old["redirecting"]:
        return _OPEN, f"Not moved yet: {old['handle']} has {old['followers']} followers."
    if by_name := status.get("by_name"):
        return _DONE, f"Moved: {by_name['come']} of {by_name['before']} followers have arrived at {new['handle']}."
    return _DONE, f"Moved: {new['handle']} has {new['followers']} followers, {old['handle']} still {old['followers']}."


def show_plan(console: Console, plan: dict[str, Any]) -> None:
    """Show the guide's steps by part, or a short plan."""
    for label, text in plan.get("plan", []):
        _show_beside(console, Text(f"{label:<16}", "bold"), Text(printable(text)))
    part = 0
    for step in plan.get("steps", []):
        if step["part"] != part:
            part = step["part"]
            heading = f"{part_name(part)} · {step['heading']}"
            console.print(Text.assemble(("\n" if part > 1 else "", ""), (heading, "bold")))
        _show_beside(console, Text(f"  {step['number']:>2}  "), Text(step["words"]))
        where = " · ".join(step[key] for key in ("server", "screen", "control") if step[key])
        _show_beside(console, Text("      "), Text(where, "dim"))


def show_many_plan(console: Console, plan: dict[str, Any]) -> None:
    """Show what many moves will do."""
    console.print(many_table.plan_of(plan["moves_planned"]))
    show_line(console, f"Everything will be in {plan['folder']}")


def show_stop(console: Console, problem: MoveError, *, verbose: bool = False) -> None:
    """Show a run that stopped: what was done, why it stopped, and the tables."""
    _show_headlines(console, problem.results)
    if isinstance(problem, Paused):
        _show_pause(console, problem)
    else:
        show_error(console, problem, verbose=verbose)
    if problem.results:
        console.print()
    _show_tables(console, problem.results, verbose=verbose)


def _show_pause(console: Console, pause: Paused) -> None:
    """Show that the user stopped the run, which is not a failure."""
    for text in (pause.seen, pause.safe, pause.next_):
        if text:
            _show_beside(console, Text("  "), Text(printable(text)))


def show_error(console: Console, error: MoveError, *, verbose: bool = False) -> None:
    """Show an error in four parts: what was being done, the problem, the accounts, and what to do."""
    facts = (
        ("Stopped at", error.doing),
        ("Problem", error.seen),
        ("Your accounts", error.safe),
        ("What to do", error.next_),
    )
    _show_facts(console, facts, error.error_details if verbose else _in_a_line(error.error_details))


def _in_a_line(files: Sequence[str]) -> list[str]:
    """A single file by its name, several by their folder."""
    if len(files) < 2:
        return list(files)
    folders = dict.fromkeys(str(Path(file).parent) for file in files)
    return [f"{len(files)} files in {', '.join(folders)}"]


def _show_facts(console: Console, facts: Sequence[tuple[str, str]], files: Sequence[str]) -> None:
    """Show facts beside their labels, and files. File names do not wrap, so that they can be copied."""
    console.print()
    for label, text in facts:
        if text:
            style = "bold red" if label in {"Stopped at", "Problem"} else "bold"
            _show_beside(console, Text(f"{label:<15}", style), Text(printable(text)))
    for file in files:
        console.print(Text.assemble((f"{'Details':<15}", "bold"), printable(file)), soft_wrap=True)


def show_report(console: Console, results: dict[str, Any]) -> None:
    """Show where the report is."""
    show_line(console, f"The report is {Path(results['report']).absolute()}")
    if redacted := results.get("redacted"):
        show_line(console, redacted)


def show_line(console: Console, line: str) -> None:
    """Show an answer in one line."""
    console.print(Text(printable(line)), soft_wrap=True)


def show_crash(console: Console, kept: str) -> None:
    """Show that there was a bug in this program."""
    facts = (
        ("Problem", "This is a bug in the program. You did nothing wrong."),
        ("Your accounts", STEPS_STAY),
        ("What to do", "Please report it and attach this file."),
    )
    _show_facts(console, facts, [kept])
