"""An account that cannot use the web app: why, and what that prevents."""

from automation.errors import ConditionNotMet
from automation.handles import Handle
from automation.steps import Side
from pages.account import AccountPage


def check(account: AccountPage, side: Side, handle: Handle) -> None:
    """Make sure that an account which was led to its account page can do what a part of the guide needs.

    Raises:
        ConditionNotMet: it is suspended, locked or not let in yet; or it is the new one and has itself moved away.
    """
    if said := account.says_of_account():
        raise ConditionNotMet(
            f"{handle} cannot do this now. Its account page says: {said}",
            next_="Its lists can still be exported (mastodon-move export). For the rest write to the moderators.",
        )
    if side is Side.NEW and account.has_moved_away():
        raise ConditionNotMet(
            f"{handle}, the new account, has itself moved away.",
            next_=f"Undo that first, or name another account: mastodon-move move --undo --old {handle}",
        )


def check_may_move(account: AccountPage, handle: Handle) -> None:
    """Make sure that the account page leads to the migration.

    Raises:
        ConditionNotMet: it does not; on a server that is closing down, for one.
    """
    if not account.offers_move():
        raise ConditionNotMet(
            f"The account page of {handle} does not offer to move. {account.says_of_account()}".strip(),
            next_="A server that is closing down, or a limited account, can still export: mastodon-move export.",
        )
