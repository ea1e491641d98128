"""Waiting until a server has worked through its imports, as far as its pages tell."""

import time
from collections.abc import Callable

from automation.lists import kinds
from automation.retry import pauses
from automation.run.move import Move
from automation.steps import Side
from pages.export import ExportPage
from pages.imports import ImportPage, ImportState

# The page is asked again soon at first, for short lists, then ever more gently.
_FIRST_PAUSE_S, _GROWTH, _LONGEST_PAUSE_S = 0.3, 1.6, 15


def until_through(move: Move, page: ImportPage, numbers: list[str]) -> tuple[ImportPage, dict[str, ImportState | None]]:
    """Look at the list of imports until these are through, or `import_timeout` is over (4.2 and later).

    Args:
        move: whose new account imports.
        page: the import page.
        numbers: of the imports.

    Returns:
        The page as it was last loaded, and the imports' states on it; None for one that the page no longer lists.
    """
    began = time.monotonic()
    for seconds in pauses(_FIRST_PAUSE_S, _GROWTH, _LONGEST_PAUSE_S):
        waited = time.monotonic() - began
        states = {number: page.state_of(number) for number in numbers}
        under_way = [state for state in states.values() if state and state.under_way]
        if shown := ", ".join(f"{state.type_words} {state.imported}/{state.total}" for state in under_way):
            move.progress.note(f"importing: {shown}, for {waited:.0f} s now")
        if not under_way or waited > move.settings.import_timeout:
            break
        move.wait(Side.NEW, seconds, lambda left: None)
        page = page.look_again()
    return page, states


def until_counts_stand_still(move: Move, export: ExportPage, all_there: Callable[[dict[str, int]], bool]) -> ExportPage:
    """Read the export page's counts until they suffice, or have not changed for `settle` seconds (up to 4.1).

    Args:
        move: whose new account imports.
        export: the page with the counts.
        all_there: whether these counts, by the kind of list, are those of a finished import.
    """
    settings = move.settings
    end = time.monotonic() + settings.import_timeout
    counts, since = _counts(export), time.monotonic()
    for seconds in pauses(_FIRST_PAUSE_S, _GROWTH, min(_LONGEST_PAUSE_S, max(settings.settle / 3, 0.1))):
        if all_there(counts) or time.monotonic() > min(end, since + settings.settle):
            break
        numbers = ", ".join(f"{kind} {count}" for kind, count in counts.items())
        move.progress.note(f"importing; the new account has so far: {numbers}")
        move.wait(Side.NEW, seconds, lambda left: None)
        export.actor.reload(export.title)
        now = _counts(export.wait())
        if now != counts:
            counts, since = now, time.monotonic()
    return export


def _counts(export: ExportPage) -> dict[str, int]:
    return {row.kind: row.count.exact or 0 for row in export.rows() if row.kind in kinds.BY_NAME}
