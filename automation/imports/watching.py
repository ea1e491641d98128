"""Waiting until a server has finished its imports, as far as its pages show."""

import time
from collections.abc import Callable

from automation.lists import kinds
from automation.outline import Side
from automation.retry import pauses
from automation.run.move import Move
from pages.settings.export import ExportPage
from pages.settings.imports import ImportPage, ImportState

# Short pauses at first, for short lists, then longer and longer ones.
_FIRST_PAUSE_S, _GROWTH, _LONGEST_PAUSE_S = 0.3, 1.6, 15


def wait_for_imports(
    move: Move, page: ImportPage, numbers: list[str]
) -> tuple[ImportPage, dict[str, ImportState | None]]:
    """Reload the list of imports until these have ended, or `import_timeout` has passed (4.2 and later).

    Args:
        move: The run.
        page: The import page.
        numbers: The imports' numbers.

    Returns:
        The page as last loaded, and the state of each import; None for an import that the page no longer lists.
    """
    began = time.monotonic()
    for seconds in pauses(_FIRST_PAUSE_S, _GROWTH, _LONGEST_PAUSE_S):
        waited = time.monotonic() - began
        states = {number: page.state_of(number) for number in numbers}
        under_way = [state for state in states.values() if state and state.under_way]
        if shown := ", ".join(f"{state.type_words} {state.imported}/{state.total}" for state in under_way):
            move.progress.note(f"importing: {shown} ({waited:.0f} s so far)")
        if not under_way or waited > move.settings.import_timeout:
            break
        move.wait(Side.NEW, seconds, lambda left: None)
        page = page.look_again()
    return page, states


def wait_for_stable_counts(move: Move, export: ExportPage, all_there: Callable[[dict[str, int]], bool]) -> ExportPage:
    """Read the export page's counts until they are complete or unchanged for `settle` seconds (up to 4.1).

    Args:
        move: The run.
        export: The page with the counts.
        all_there: Tells whether these counts, by kind of list, are those of a finished import.

    Returns:
        The export page as last loaded.
    """
    settings = move.settings
    end = time.monotonic() + settings.import_timeout
    counts, since = _counts(export), time.monotonic()
    for seconds in pauses(_FIRST_PAUSE_S, _GROWTH, min(_LONGEST_PAUSE_S, max(settings.settle / 3, 0.1))):
        if all_there(counts) or time.monotonic() > min(end, since + settings.settle):
            break
        numbers = ", ".join(f"{kind} {count}" for kind, count in counts.items())
        move.progress.note(f"importing: so far, the new account has {numbers}")
        move.wait(Side.NEW, seconds, lambda left: None)
        export = export.look_again()
        now = _counts(export)
        if now != counts:
            counts, since = now, time.monotonic()
    return export


def _counts(export: ExportPage) -> dict[str, int]:
    return {row.kind: row.count.exact or 0 for row in export.rows() if row.kind in kinds.BY_NAME}
