"""The review before anything public happens: what will be done, what stays, how long it may take; confirmed once."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from automation import post_texts
from automation.accounts.kept_answers import Offer
from automation.beyond.all_kinds import nouns_of
from automation.errors import Paused
from automation.lists.kinds import KINDS
from automation.outline import PartNumber, Side
from automation.profiles import pinning
from automation.progress import Kind, Review, Topic, confirmed
from automation.run.move import Move
from automation.settings import Settings
from automation.steps import Part

_OTHER_TEXTS = (
    "To change the posts, answer no. Then edit them in the web interface (run mastodon-move without a command), or set "
    "posts.arrival and posts.farewell in mastodon-move.toml. To post nothing, answer no and add --no-post."
)


def confirm(move: Move, parts: Sequence[Part], offer: Offer, *, whole_guide: bool) -> None:
    """Show the review, and ask whether to go on; nothing is asked with `--yes`, or without a terminal.

    Args:
        move: with both accounts.
        parts: those that will be done.
        offer: to keep the answers, which is made once the user has said yes.
        whole_guide: whether they are done as `guide`; else only their posts are public before the last question.

    Raises:
        Paused: the user said no.
    """
    numbers = {part.number for part in parts}
    if not numbers & {PartNumber.ALIAS, PartNumber.MOVE} or not (whole_guide or move.settings.post):
        return
    move.progress.review(review_of(move.settings, numbers, _posted(move)))
    if move.settings.yes or not move.progress.may_ask():
        return
    topic = Topic(Kind.GO_ON, word="yes")
    if not confirmed(move.progress, "Go on? Type yes or no:", topic, "Please type yes to go on, or no to stop."):
        raise Paused(
            "You stopped before the first step.",
            safe="Nothing was changed on either account in this run.",
            next_="Run the same command again when you are ready.",
        )
    offer.make(move.progress)


def review_of(settings: Settings, numbers: AbstractSet[int], posted: Collection[int] = ()) -> Review:
    """What these parts of the guide will do, in a few lines.

    Args:
        settings: with both accounts.
        numbers: of the parts.
        posted: the parts whose post an earlier run has written.
    """
    old, new = settings.old.handle, settings.new.handle
    assert old is not None  # noqa: S101 (`Settings.require_accounts` ran before)
    assert new is not None  # noqa: S101 (as above)
    rows: list[tuple[str, ...]] = [("From", str(old)), ("To", str(new))]
    sentences: tuple[str, ...] = ()
    if PartNumber.PROFILE in numbers:
        rows.append(("Copied", "name, bio, fields, picture and banner; they replace those of the new account"))
    if PartNumber.EXPORT in numbers:
        rows.append(("Downloaded", f"to this computer, as far as the old server offers them: {_lists(settings)}"))
    if PartNumber.IMPORT in numbers:
        how = "replace those of the new account" if settings.mode == "overwrite" else "are added to the new account"
        rows.append(("Uploaded", f"these lists; they {how}"))
    if settings.post and numbers & {PartNumber.ALIAS, PartNumber.MOVE}:
        texts = {PartNumber.ALIAS: (new, settings.posts.arrival), PartNumber.MOVE: (old, settings.posts.farewell)}
        for number, (author, template) in texts.items():
            if number not in numbers:
                continue
            there = " (already posted)" if number in posted else ""
            rows.append(("Posted, pinned", f"by {author}{there}: {post_texts.compose(template, old, new)}"))
        sentences = (_OTHER_TEXTS,) if not posted else ()
    if PartNumber.ALIAS in numbers:
        rows.append(("Alias", f"{old} becomes an alias of {new}: this lets the followers move, and can be undone"))
    if settings.also:
        rows.append(("Also", f"{', '.join(nouns_of(settings.also))}; nothing is removed on the new account"))
    if PartNumber.MOVE in numbers:
        once = "you are asked once more; an account can move once in 30 days"
        rows.append(("Moved", f"the followers of {old}, to {new}; {once}"))
    afterwards = "; after the move it redirects and can no longer post" if PartNumber.MOVE in numbers else ""
    rows.append(("Stays", f"the old account with its posts; nothing is deleted there{afterwards}"))
    rows.append(
        ("Takes", "minutes for the clicks; imports and followers then continue on the servers, for hours or days")
    )
    return Review("What will be done", tuple(rows), sentences=sentences)


def _lists(settings: Settings) -> str:
    """The lists that are copied, in words."""
    return ", ".join(kind.noun for kind in KINDS if not settings.only or kind.name in settings.only)


def _posted(move: Move) -> set[int]:
    """The parts whose post an earlier run has written."""
    sides = {PartNumber.ALIAS: Side.NEW, PartNumber.MOVE: Side.OLD}
    return {number for number, side in sides.items() if pinning.intent_of(move, side).is_done()}
