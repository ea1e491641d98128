"""Formatting text for a terminal, and making text from servers safe to show."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
_NAMED_AT_MOST = 12


def printable(text: str) -> str:
    """The text without control characters, which could move the cursor, change colours or hide text."""
    return "".join("\ufffd" if _moves_things(c) else c for c in text)


def _moves_things(c: str) -> bool:
    """Whether it is a control or format character, except line breaks, tabs and the joiner used in emoji."""
    return c not in "\n\t\u200d" and unicodedata.category(c) in {"Cc", "Cf"}


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list with commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def some(names: Sequence[str], at_most: int = _NAMED_AT_MOST, *, of: int = 0, separator: str = ", ") -> str:
    """The first names in a list, and how many more there are, such as `a, b and 3 more`.

    Args:
        names: The names.
        at_most: How many of them to show.
        of: How many there are, if that is more than there are names.
        separator: What stands between two names.
    """
    more = max(of, len(names)) - len(names[:at_most])
    return separator.join(names[:at_most]) + (f" and {more} more" if more else "")


def shortened(lines: Sequence[str], at_most: int) -> list[str]:
    """The first lines, and a last one that says how many more there are."""
    more = len(lines) - at_most
    return [*lines[:at_most], f"… and {more} more"] if more > 0 else list(lines)


def duration(seconds: float) -> str:
    """A duration in its two largest units, such as `4 min 32 s`; up to two days in hours."""
    left, said = round(seconds), list[str]()
    for unit, length in _UNITS[1 if left <= 2 * 86_400 else 0 :]:
        if left >= length:
            said.append(f"{left // length} {unit}")
            left %= length
        elif said:
            break
    return " ".join(said[:2]) or "0 s"


def time_of_day(moment: datetime) -> str:
    """A time in this computer's time zone, with the date if it is not today."""
    local, now = moment.astimezone(), datetime.now().astimezone()
    return f"{local:%H:%M}" if local.date() == now.date() else date_and_time(local, " ")


def date_and_time(moment: datetime, between: str = " at ") -> str:
    """A moment in this computer's time zone: `2026-05-01 at 14:30` in a sentence, with other words between if given."""
    local = moment.astimezone()
    return f"{local:%Y-%m-%d}{between}{local:%H:%M}"
