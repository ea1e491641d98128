"""Accounts that cannot use the web app: why, and what that prevents."""

from automation.errors import ConditionNotMet
from automation.handles import Handle
from automation.outline import Side
from pages.settings.account import AccountPage


def check(account: AccountPage, side: Side, handle: Handle) -> None:
    """Check an account that the server sent to its account page: can it do what a part of the guide needs?

    Raises:
        ConditionNotMet: The account is suspended, locked or not approved yet; or it is the new one and has itself
            moved away.
    """
    if said := account.says_of_account():
        raise ConditionNotMet(
            f"{handle} cannot do this at the moment. Its account page says: {said}",
            next_="You can still export its lists (mastodon-move export). For everything else, contact the moderators.",
        )
    if side is Side.NEW and account.has_moved_away():
        raise ConditionNotMet(
            f"The new account, {handle}, has itself moved to another account.",
            next_=f"Undo that first (mastodon-move move --undo --old {handle}), or choose a different new account.",
        )


def check_may_move(account: AccountPage, handle: Handle) -> None:
    """Check that the account page links to the migration page.

    Raises:
        ConditionNotMet: There is no link, for example because the server is closing down.
    """
    if not account.offers_move():
        raise ConditionNotMet(
            f"The account page of {handle} has no link for moving. {account.says_of_account()}".strip(),
            next_="The server may be closing down, or the account may be limited. "
            "You can still export: mastodon-move export.",
        )
