"""Warnings before the move: follow requests on the old account, which do not move, and a locked new account."""

from automation.outline import Side
from automation.run.move import Move
from automation.text import some
from pages.errors import ScreenNotRecognised
from pages.own_profile.profile_settings import ProfileForm
from pages.panels.left_panel import LeftPanel
from pages.settings.account import AccountPage
from pages.web_app.follow_requests import FollowRequestsPage
from pages.web_app.home import HomePage

WORDS = "Check for follow requests"
_LOCKED_WORDS = "Check whether the new account is locked: then followers arrive as follow requests"


def waiting(move: Move) -> str:
    """A sentence that names the open follow requests on the old account; empty if there are none."""
    actor = move.actor(Side.OLD)
    try:
        people = FollowRequestsPage.open_list(actor).read()
    except ScreenNotRecognised:
        return ""
    if not people:
        return ""
    named = some([f"@{name}" for name in people])
    who = "1 follow request waits" if len(people) == 1 else f"{len(people)} follow requests wait"
    return f"{who} on the old account and will not move: {named}. Accept them first if you want to keep them."


def new_account_is_locked(move: Move) -> str:
    """A sentence that warns if the new account is locked (approves followers manually); empty if it is not."""
    panel = AccountPage.open(move.actor(Side.NEW)).at(LeftPanel)
    if not _is_locked(panel):
        return ""
    return (
        "The new account is locked, so your followers will arrive as follow requests, which you have to accept. "
        "Unlock it before the move, and lock it again once they have arrived."
    )


def _is_locked(panel: LeftPanel) -> bool:
    if panel.privacy.present():
        return panel.open_privacy().is_locked()
    if not panel.profile.present():
        return False
    editor = panel.open_profile().edit()
    return isinstance(editor, ProfileForm) and editor.is_locked()


def tell(move: Move, home: HomePage | AccountPage) -> None:
    """Before the move: warn about followers who would stay behind or arrive only as follow requests."""
    if not isinstance(home, HomePage):
        return
    with move.looking(WORDS, Side.OLD):
        told = [waiting(move)]
    if move.signed_in(Side.NEW):
        with move.looking(_LOCKED_WORDS, Side.NEW):
            told.append(new_account_is_locked(move))
    for text in filter(None, told):
        move.progress.tell(text)
        move.keep_for_later(text)
