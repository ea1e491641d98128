"""The current state of both accounts. Reading it changes nothing."""

from automation.followers import readings
from automation.outline import Side
from automation.results import AccountStatus
from automation.run.move import Move
from pages.errors import ScreenNotRecognised
from pages.numbers import Count
from pages.panels.left_panel import LeftPanel
from pages.settings.account import AccountPage
from pages.web_app.profile import ProfilePage


def counts(move: Move, side: Side) -> AccountStatus:
    """Followers and follows as the profile shows them; "not shown" if the web app does not show the profile."""
    found = AccountStatus(str(move.handle(side)))
    with move.looking(f"Read the profile of the {side} account", side):
        move.log_in(side, limited=True)
        try:
            followers, following = read_counts(move, side)
            found.followers, found.following = str(followers), str(following)
        except ScreenNotRecognised:
            found.followers = found.following = "not shown"
    return found


def read_counts(move: Move, side: Side) -> tuple[Count, Count]:
    """Open an account's profile, read its followers and follows, and record them in the journal.

    Raises:
        PageError: The profile does not appear.
    """
    handle = move.handle(side)
    profile = ProfilePage.open_of(move.actor(side), handle.user)
    followers, following = profile.follower_count(), profile.following_count()
    move.journal.write(
        readings.EVENT,
        side=side.value,
        handle=str(handle),
        followers=followers.exact,
        shown=followers.text,
        following=following.exact,
    )
    return followers, following


def look(move: Move, side: Side) -> AccountStatus:
    """Read an account's profile and settings pages."""
    found = counts(move, side)
    with move.looking(f"Read the settings of the {side} account", side):
        _read_settings(move, side, found)
    return found


def _read_settings(move: Move, side: Side, found: AccountStatus) -> None:
    account = AccountPage.open(move.actor(side))
    if account.offers_move():
        migration = account.open_migration()
        found.redirect, found.redirecting = migration.redirect_words(), migration.redirecting()
        found.cooldown = migration.cooldown_words()[0] if migration.on_cooldown() else ""
        found.aliases = migration.at(LeftPanel).open_account().open_aliases().read_aliases()
    else:  # a limited account, or a server that is closing down
        found.redirect = account.says_of_account() or "the account page has no link for moving"
    export = AccountPage.open(move.actor(side)).at(LeftPanel).open_import_and_export()
    if export.at(LeftPanel).import_.present():
        states = export.at(LeftPanel).open_import().recent()
        found.imports = [
            f"{state.type_words}: {state.words}, {state.imported} of {state.total}"
            + (f", {state.failures} failed" if state.failures else "")
            for state in states
        ]


def both(move: Move) -> dict[str, AccountStatus]:
    """The current state of both accounts."""
    return {side.value: look(move, side) for side in Side}
