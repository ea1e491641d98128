"""The picture report: `report/index.html` in the move's folder, a single self-contained page.

It is made from the journal and the pictures that the journal names, and from nothing else. So it covers all runs of a
move, shows how far a run came that was cut off, and can be written again at any time.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.folder.journal import JOURNAL
from automation.outline import Side
from automation.report import events, follower_chart, lists, parts, summary
from automation.report.pictures import Pictures
from automation.report.redaction import Masking, places
from automation.system.environment import open_file
from automation.system.files import private_folder, write_text
from automation.text import duration

# Characters that a page cannot show or a file cannot contain: control characters and surrogates.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


_PAGE, _REDACTED_PAGE = "index.html", "redacted.html"


def write(folder: Path, *, private: bool = False, name: str = _PAGE) -> Path:
    """Write the report of a move atomically.

    Args:
        folder: The move's folder, with its journal.
        private: Whether to hide e-mail addresses, handles and server names, and to leave out pictures in which names
            are not blurred, so that the report can be shared.
        name: The file's name in the folder `report`.

    Returns:
        The path of the page.

    Raises:
        UsageProblem: The folder cannot be written to.
    """
    told = events.read(folder)
    facts = _facts(told, folder, private)
    hidden = Masking([*places(folder), *_servers(told, facts["handles"])]) if private else str
    page = _template().render(**facts, hidden=hidden)
    target = private_folder(folder / "report") / name
    write_text(target, page)
    return target


def made_and_opened(folder: Path, *, private: bool = False) -> str:
    """The `report` command: write the report, and open it if there is a display.

    A report to share is a file of its own: one's own report stays as it is.

    Returns:
        The path of the page.

    Raises:
        UsageProblem: There is no journal.
    """
    if not (folder / JOURNAL).is_file():
        raise UsageProblem(
            f"There is no journal in {folder}: no move has started there.",
            safe=NOTHING_OPENED,
            next_="Set the accounts with --old and --new, or the folder with --folder.",
        )
    page = write(folder, private=private, name=_REDACTED_PAGE if private else _PAGE).resolve()
    open_file(page)
    return str(page)


def headline(folder: Path) -> str:
    """How far a move has come, in a few words; empty if there is none in this folder."""
    told = events.read(folder)
    return summary.of_events(told, parts.of_events(told, Pictures(folder, private=True))).headline if told else ""


def _facts(told: Sequence[events.Event], folder: Path, private: bool) -> dict[str, Any]:
    """All facts for the template."""
    runs = [run for run in events.of_kind(told, events.Run) if run.state == "begin"]
    stories = parts.of_events(told, Pictures(folder, private=private))
    return {
        "private": private,
        "handles": _handles(told),
        "began": told[0].time if told else None,
        "last": told[-1].time if told else None,
        "several_days": bool(told) and _day(told[0].time) != _day(told[-1].time),
        "runs": len(runs),
        "version": runs[-1].version if runs else "",
        "summary": summary.of_events(told, stories),
        "followers": follower_chart.of_events(told),
        "left_behind": next(reversed(events.of_kind(told, events.LeftBehind)), None),
        "lists": lists.of_events(told, folder),
        "left": lists.left_for_the_user(told),
        "parts": stories,
        "sides": list(Side),
    }


def _handles(told: Iterable[events.Event]) -> dict[Side, str]:
    """The handles of both accounts, or of the only one that the runs used."""
    named = [event.accounts for event in told if isinstance(event, events.Run | events.Before)]
    return {side: handle for accounts in named for side, handle in accounts.items() if "@" in handle}


def _servers(told: Iterable[events.Event], handles: dict[Side, str]) -> list[str]:
    """Texts that identify the servers."""
    domains = [handle.rpartition("@")[2] for handle in handles.values()]
    return domains + [urlsplit(step.server).netloc for step in events.of_kind(told, events.Step)]


# -- the page


@lru_cache
def _template() -> Template:
    page = Environment(
        loader=PackageLoader("automation.report", "."), autoescape=True, finalize=_shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    page.filters |= {"day": _day, "clock": _clock, "lasting": _lasting, "address": quote}
    return page.get_template("index.html.j2")


@pass_context
def _shown(context: Context, value: Any) -> Any:
    """Filter every text that goes into the page. Escaped text has already been filtered."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return context["hidden"](_UNPRINTABLE.sub("\ufffd", value))


def _day(time: datetime) -> str:
    local = time.astimezone()
    return f"{local.day} {local:%B %Y}"


def _clock(time: datetime) -> str:
    return f"{time.astimezone():%H:%M}"


def _lasting(seconds: float) -> str:
    """How long something took; empty if it was too short to notice."""
    if seconds < 0.1:
        return ""
    if seconds < 60:
        return f", took {seconds:.1f} s"
    return f", took {duration(seconds)}"
