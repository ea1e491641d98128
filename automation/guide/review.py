"""The review before anything public happens: what will be done, what stays, how long it may take; confirmed once."""

from collections.abc import Sequence

from automation.errors import Paused
from automation.profiles import posts
from automation.progress import Review, may_ask
from automation.run.move import Move
from automation.steps import Part, Side

_PROFILE, _LISTS, _IMPORT, _ALIAS, _MOVE = 1, 2, 3, 4, 5


def confirm(move: Move, parts: Sequence[Part]) -> None:
    """Show the review, and ask whether to go on; nothing is asked with `--yes`, or without a terminal.

    Args:
        move: with both accounts.
        parts: those that will be done.

    Raises:
        Paused: the person said no.
    """
    numbers = {part.number for part in parts}
    if not numbers & {_ALIAS, _MOVE}:
        return
    move.progress.review(_review(move, numbers))
    if move.settings.yes or not may_ask():
        return
    while (answer := move.progress.ask("Go on? Type yes or no:").strip().casefold()) not in {"yes", "y"}:
        if answer in {"no", "n"}:
            raise Paused(
                "You stopped before the first step.",
                safe="Nothing was changed on either account.",
                next_="Run the same command again when you are ready.",
            )


def _review(move: Move, numbers: set[int]) -> Review:
    old, new = move.handle(Side.OLD), move.handle(Side.NEW)
    rows: list[tuple[str, ...]] = []
    if _PROFILE in numbers:
        rows.append(("Copied", "name, bio, fields, picture and banner of your profile"))
    if _LISTS in numbers:
        rows.append(("Downloaded", "all lists of the old account, to this computer"))
    if _IMPORT in numbers:
        how = (
            "replace those of the new account" if move.settings.mode == "overwrite" else "are added to the new account"
        )
        rows.append(("Uploaded", f"the lists; they {how}"))
    if move.settings.post:
        texts = {_ALIAS: (new, move.settings.posts.arrival), _MOVE: (old, move.settings.posts.farewell)}
        for number, (author, template) in texts.items():
            if number in numbers:
                rows.append(("Posted, pinned", f"by {author}: {posts.compose(template, old, new)}"))
    if _ALIAS in numbers:
        rows.append(("Alias", f"{old} becomes an alias of {new}"))
    if _MOVE in numbers:
        rows.append(("Moved", f"the followers of {old}; you are asked once more before that"))
    rows.append(("Stays", "the old account with its posts; nothing is deleted there"))
    rows.append(("Takes", "minutes for the clicks; imports and followers then go on by themselves, for hours or days"))
    return Review("What will be done", tuple(rows))
