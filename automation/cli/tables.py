"""The tables at the end of a run."""

from typing import Any

from rich.text import Text

from automation.cli.layout import Table
from automation.lists import kinds


def screens(found: dict[str, Any]) -> Table:
    """A row per screen that the check opened."""
    table = Table("Server", "Screen", "Controls found", "Missing", title="Screens")
    for seen in found["screens"]:
        missing = Text("; ".join(seen["missing"]), style="red")
        for step in seen["prevents"]:
            missing.append(f"\nstops {step}")
        table.add_row(seen["server"], seen["screen"], ", ".join(seen["found"]), missing)
    return table


def lists(results: dict[str, Any]) -> Table:
    """A row per list: rows exported, rows on the new account before, rows uploaded, and rows there now."""
    exported, imported, verified = (results.get(name, {}) for name in ("lists", "imports", "verified"))
    table = Table(
        "List",
        title="Lists copied" if imported else "Lists exported" if exported else "Lists compared",
    )
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
            "missing": str(seen["rows"] - seen["arrived"]) if seen else "",
        }
        table.add_row(kinds.kind_named(name).noun, *(cells[heading] for heading in shown))
    return table


def also(kinds_added: dict[str, Any]) -> Table:
    """A row per kind that goes beyond the guide."""
    table = Table("What else", title="Beyond the guide")
    for column in ("on the old account", "added", "not possible", "missing"):
        table.add_column(column, justify="right")
    for found in kinds_added.values():
        on_old = "" if found["on_old"] is None else str(found["on_old"])
        counts = [str(len(found[name]) or "") for name in ("added", "left", "missing")]
        table.add_row(found["noun"], on_old, *counts)
    return table


def followers(results: dict[str, Any]) -> Table:
    """A row per account: its followers before and after the run."""
    table = Table("Account", title="Followers")
    table.add_column("before", justify="right")
    table.add_column("after", justify="right")
    for side in ("old", "new"):
        before, after = results.get("before", {}).get(side, {}), results["after"][side]
        table.add_row(after["handle"], before.get("followers", ""), after["followers"])
    return table
