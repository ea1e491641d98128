"""Who waits: follow requests on the old account, which a move leaves behind, and a new account that is locked."""

from automation.run.move import Move
from automation.steps import Side
from pages.account import AccountPage
from pages.errors import ScreenNotRecognised
from pages.follow_requests import FollowRequestsPage
from pages.home import HomePage
from pages.left_panel import LeftPanel
from pages.profile_settings import ProfileForm

WORDS = "Look who waits for an answer"
_NAMED_AT_MOST = 12


def waiting(move: Move) -> str:
    """Who waits for the person's answer on the old account, in a sentence; empty where nobody is seen to."""
    actor = move.actor(Side.OLD)
    try:
        people = FollowRequestsPage.open_list(actor).read()
    except ScreenNotRecognised:
        return ""
    if not people:
        return ""
    named = ", ".join(f"@{name}" for name in people[:_NAMED_AT_MOST]) + (
        " and others" if len(people) > _NAMED_AT_MOST else ""
    )
    who = "1 follow request waits" if len(people) == 1 else f"{len(people)} follow requests wait"
    return f"{who} for your answer on the old account, and will not move: {named}. Answer first, if you want them."


def new_account_is_locked(move: Move) -> str:
    """That the new account makes everybody ask who wants to follow, in a sentence; empty where it does not."""
    panel = AccountPage.open(move.actor(Side.NEW)).at(LeftPanel)
    if not _is_locked(panel):
        return ""
    return (
        "The new account is locked, so your followers will become follow requests there, which you have to accept. "
        "Unlock it before the move, and lock it again once they have come."
    )


def _is_locked(panel: LeftPanel) -> bool:
    if panel.privacy.present():
        return panel.open_privacy().is_locked()
    if not panel.profile.present():
        return False
    editor = panel.open_profile().edit()
    return isinstance(editor, ProfileForm) and editor.is_locked()


def tell(move: Move, home: HomePage | AccountPage) -> None:
    """Before the followers are moved: tell what the move would leave behind, or bring as a request only."""
    if not isinstance(home, HomePage):
        return
    with move.looking(WORDS, Side.OLD):
        told = [waiting(move)]
    if move.signed_in(Side.NEW):
        with move.looking(WORDS, Side.NEW):
            told.append(new_account_is_locked(move))
    for text in filter(None, told):
        move.progress.tell(text)
        move.keep_for_later(text)
