"""What a person reads at the end: what was moved, the follower counts, what is left to do, where the folder is."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from automation.errors import MoveError
from automation.lists import kinds
from automation.text import printable

_MOVED = "Followers can take days to arrive. Your old account still exists, and nothing was deleted."


def show_results(console: Console, results: dict[str, Any]) -> None:
    """The end of a run."""
    if results:
        console.print()
    if found := results.get("check"):
        _show_check(console, found)
    for done in (results.get("login"), results.get("undone"), results.get("watch", {}).get("said")):
        if done:
            _show_beside(console, Text("✓ ", "green"), Text(printable(done), "green"))
    if any(results.get(name) for name in ("lists", "imports", "verified")):
        _show_table(console, _lists_table(results))
    if "after" in results:
        _show_table(console, _followers_table(results))
    if moved_to := results.get("moved_to"):
        who = Text.assemble(printable(results["old"]), " has moved to ", (printable(moved_to), "bold"), ".")
        _show_beside(console, Text("✓ ", "green"), who)
        _show_beside(console, Text("  "), Text(_MOVED))
    for line in results.get("kept_for_later", []):
        _show_beside(console, Text("! ", "yellow"), Text(f"To do yourself: {printable(line)}", "yellow"))
    if folder := results.get("folder"):
        show_line(console, f"All files are in {folder}")
        if results.get("report"):
            show_report(console, results)


def _show_table(console: Console, table: Table) -> None:
    """A table that says something: beside the first column, which names its rows, not all cells are empty."""
    if any(str(cell).strip() for column in table.columns[1:] for cell in column.cells):
        console.print(table)


def _show_beside(console: Console, label: Text, text: Text) -> None:
    """A text beside its label: folded between words where somebody reads it, in one line where a program does."""
    if not console.is_terminal:
        console.print(label + text, soft_wrap=True)
        return
    row = Table.grid()
    row.add_column(no_wrap=True)
    row.add_row(label, text)
    console.print(row)


def _show_check(console: Console, found: dict[str, Any]) -> None:
    """A row per screen; below it what else the pages say."""
    table = Table("Server", "Screen", "Controls found", "Missing", title="Screens", title_justify="left")
    for seen in found["screens"]:
        missing = Text("; ".join(seen["missing"]), style="red")
        for step in seen["prevents"]:
            missing.append(f"\nstops {step}")
        table.add_row(seen["server"], seen["screen"], Text(", ".join(seen["found"])), missing)
    _show_table(console, table)
    facts = Table(title="What the pages show", title_justify="left", show_header=False)
    for name, text in found["facts"].items():
        facts.add_row(Text(printable(name)), Text(printable(text)))
    _show_table(console, facts)


def _lists_table(results: dict[str, Any]) -> Table:
    """A row per list: what was exported, what was there before, what was uploaded, and what is there now."""
    exported, imported, verified = (results.get(name, {}) for name in ("lists", "imports", "verified"))
    table = Table("List", title="What was moved" if imported else "Lists", title_justify="left")
    columns = {"exported": exported, "before": imported, "uploaded": imported, "now": verified}
    shown = [heading for heading, source in {**columns, "missing": verified}.items() if source]
    for heading in shown:
        table.add_column(heading, justify="right")
    for name in dict.fromkeys([*exported, *imported, *verified]):
        done, seen = imported.get(name), verified.get(name)
        cells = {
            "exported": str(exported[name]["rows"]) if name in exported else "",
            "before": str(done["there_before"]) if done else "",
            "uploaded": str(done["uploaded"]) if done else "",
            "now": f"{seen['arrived']} of {seen['rows']}" if seen else "",
            "missing": str(seen["rows"] - seen["arrived"] or "") if seen else "",
        }
        table.add_row(kinds.kind_named(name).noun, *(cells[heading] for heading in shown))
    return table


def _followers_table(results: dict[str, Any]) -> Table:
    table = Table("Account", title="Followers", title_justify="left")
    table.add_column("before", justify="right")
    table.add_column("after", justify="right")
    for side in ("old", "new"):
        before, after = results.get("before", {}).get(side, {}), results["after"][side]
        table.add_row(escape(after["handle"]), before.get("followers", ""), after["followers"])
    return table


def show_status(console: Console, status: dict[str, Any]) -> None:
    """How both accounts stand."""
    for side, account in status.items():
        table = Table(title=f"The {side} account: {escape(account['handle'])}", title_justify="left", show_header=False)
        table.add_row("followers", account["followers"])
        table.add_row("following", account["following"])
        table.add_row("redirect", Text(printable(account["redirect"])))
        if account["cooldown"]:
            table.add_row("cooldown", Text(printable(account["cooldown"])))
        table.add_row("aliases", Text(printable("\n".join(account["aliases"])) or "none"))
        table.add_row("imports", Text(printable("\n".join(account["imports"])) or "none shown"))
        console.print(table)


def show_plan(console: Console, plan: dict[str, Any]) -> None:
    """The guide's steps, part by part."""
    part = 0
    for step in plan["steps"]:
        if step["part"] != part:
            part = step["part"]
            console.print(Text.assemble(("\n" if part > 1 else "", ""), (f"Part {part} · {step['heading']}", "bold")))
        _show_beside(console, Text(f"  {step['number']:>2}  "), Text(step["words"]))
        where = " · ".join(step[key] for key in ("server", "screen", "control") if step[key])
        _show_beside(console, Text("      "), Text(where, "dim"))


def show_error(console: Console, error: MoveError) -> None:
    """Why it stopped: what was being done, what was seen, what is safe, what to do next."""
    facts = (
        ("Stopped at", error.doing),
        ("Problem", error.seen),
        ("Your accounts", error.safe),
        ("What to do", error.next_),
    )
    _show_stop(console, facts, error.error_details)


def _show_stop(console: Console, facts: Sequence[tuple[str, str]], error_details: Sequence[str]) -> None:
    """Facts beside their labels, and files, whose names are copied and so never folded."""
    console.print()
    for label, text in facts:
        if text:
            style = "bold red" if label.startswith("Stopped") else "bold"
            _show_beside(console, Text(f"{label:<15}", style), Text(printable(text)))
    for file in error_details:
        console.print(Text.assemble((f"{'Details':<15}", "bold"), printable(file)), soft_wrap=True)


def show_report(console: Console, results: dict[str, Any]) -> None:
    """Where the report is."""
    show_line(console, f"The report is {results['report']}")


def show_line(console: Console, line: str) -> None:
    """An answer in one line."""
    console.print(Text(line), soft_wrap=True)


def show_crash(console: Console, kept: str) -> None:
    """A fault of this program."""
    facts = (
        ("Problem", "This is a bug in the program. You did nothing wrong."),
        ("Your accounts", "Completed steps stay done; they are recorded in the journal."),
        ("What to do", "Please report it and attach this file."),
    )
    _show_stop(console, facts, [kept])
