"""The posts of Parts 4 and 5: written once, pinned once, and found again on a second run."""

from automation import post_texts
from automation.errors import ScreenProblem
from automation.folder.intents import Intent
from automation.run.current_step import StepRun
from automation.run.move import Move
from automation.steps import Side
from pages.account import AccountPage
from pages.compose import ComposeForm
from pages.errors import ScreenNotRecognised, ServerTrouble
from pages.home import HomePage
from pages.navigation_panel import NavigationPanel
from pages.profile import Post, ProfilePage

# What a server answers that lets no more posts be pinned: Mastodon allows five.
_REFUSED = 422
# A server may take a moment until a profile shows what was posted.
_LOOKS = 4
# What was just published is among the newest few; one from an earlier run among those that a profile begins with.
_JUST_NOW, _EARLIER = 3, 20


def post_and_pin(
    move: Move, step: StepRun, side: Side, home: HomePage | AccountPage, template: str
) -> HomePage | AccountPage | ProfilePage:
    """Make sure that the post is on the profile, pinned; return the screen that one is on then.

    Raises:
        ScreenProblem: the profile does not show the post after it was published.
    """
    if isinstance(home, AccountPage):
        step.left_out("the account has moved away and can no longer post")
        return home
    if not move.settings.post:
        step.left_out("no post was wished for")
        return home
    text = post_texts.compose(template, move.handle(Side.OLD), move.handle(Side.NEW))
    intent = Intent(move.journal, f"post on {side}")
    unanswered = move.wait_for_unseen_outcome(intent, side)
    try:
        profile = home.at(NavigationPanel).open_own_profile(move.handle(side).user)
        post = _find_once_shown(profile, text) if unanswered else _find(profile, text)
    except ScreenNotRecognised as error:
        if unanswered:  # whether it has been written can only be seen there
            raise
        _leave_out(move, step, side, text, error)
        return home
    if post and (post.pinned or profile.shows_pinned(post.id)):
        step.already(f"it is there, and pinned: {text}")
        return profile
    if post is None:
        try:
            compose = profile.compose
        except ScreenNotRecognised as error:
            _leave_out(move, step, side, text, error)
            return profile
        intent.declare(text=text)
        post = _publish(step, compose, profile, text)
    intent.done(id=post.id)
    return _pin(move, step, side, profile, post, text)


def _leave_out(move: Move, step: StepRun, side: Side, text: str, error: ScreenNotRecognised) -> None:
    """Nothing has been written, and the rest of the part does not need the web app."""
    step.left_out(f'the web app does not show it: "{error.screen}", "{error.control}"')
    move.keep_for_later(f"write a post on {move.handle(side)} and pin it: {text}")


def _pin(move: Move, step: StepRun, side: Side, profile: ProfilePage, post: Post, text: str) -> ProfilePage:
    try:
        profile = profile.pin_post(post.id)
    except ServerTrouble as trouble:
        if trouble.status != _REFUSED:
            raise
        step.says(f"posted, but not pinned, which the server refused: {text}")
        move.keep_for_later(f"pin the post on {move.handle(side)}; where five are pinned, unpin one of them: {text}")
        return profile
    if not profile.shows_pinned(post.id):
        raise ScreenProblem(
            "The post is there, but the profile does not show it as pinned.",
            safe="The post stays; it is not written again.",
            next_='Pin it by hand ("…" below the post), then run the same command again.',
        )
    step.says(f"posted and pinned: {text}")
    return profile


def _find(profile: ProfilePage, text: str, newest: int = _EARLIER) -> Post | None:
    return next((post for post in profile.read_posts(newest) if post_texts.says(post.text, text)), None)


def _find_once_shown(profile: ProfilePage, text: str, newest: int = _EARLIER) -> Post | None:
    for _ in range(_LOOKS):
        if post := _find(profile.look_again(), text, newest):
            return post
    return None


def _publish(step: StepRun, compose: ComposeForm, profile: ProfilePage, text: str) -> Post:
    if compose.is_public() is False:
        step.says("the account's own setting makes posts less than public; it was left so")
    compose.publish_post(text)
    if post := _find_once_shown(profile, text, _JUST_NOW):
        return post
    raise ScreenProblem(
        "The post was published, but the profile does not show it.",
        next_="Look at the profile. Running the same command again looks for the post first.",
    )
