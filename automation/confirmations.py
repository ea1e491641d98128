"""The review that the user sees before "Move followers", in the terminal and on the bar in the page."""

from automation.context import RunContext
from automation.outline import Side
from automation.progress import Review

# What “Move followers” causes (Mastodon 3.5 to 4.7).
CONSEQUENCES = (
    "Your followers then move automatically, which takes minutes to days.",
    "The old account redirects to the new one and can no longer post. Its posts stay where they are.",
    "Undoing the redirect does not bring followers back. You can move again after 30 days.",
)
_PAUSE = "If you stop here, nothing is moved, and you can continue later."


def before_move_followers(context: RunContext) -> Review:
    """Both accounts with their followers, what will happen, and what cannot be undone.

    Args:
        context: The run's context, with the follower counts if they were read.
    """
    rows: list[tuple[str, ...]] = [("Account", str(context.handle(Side.OLD)), str(context.handle(Side.NEW)))]
    if counts := context.before:
        rows.append(("Followers now", counts[Side.OLD].followers, counts[Side.NEW].followers))
    rows.append(("Afterwards", "redirects and can no longer post", "gets the followers"))
    return Review("Move followers", tuple(rows), ("", "Old account", "New account"), (*CONSEQUENCES, _PAUSE))


def in_lines(review: Review) -> str:
    """The review as text for the bar: a line for each fact and each sentence."""
    rows = [f"{label}: {old} → {new}" for label, old, new in review.rows]
    return "\n".join([*rows, *review.sentences])
