"""Part 1 · New Server: Prepare your profile."""

from automation.errors import DoneInPart
from automation.outline import PartNumber, Side
from automation.profiles import copying
from automation.results import ProfileResult
from automation.run.move import Move
from automation.steps import Part, Step
from pages.own_profile.profile_settings import ProfileForm
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel

COPY_OVER = Step(
    1, 1, "Make sure to copy over bio, profile pic, banner etc before the move",
    Side.NEW, LeftPanel, LeftPanel.profile,
)  # fmt: skip
HARD_TO_GET = Step(1, 2, "Once the move is done this can be difficult to get a hold of", Side.OLD, ProfileForm, None)


def run(move: Move, result: ProfileResult) -> None:
    """Copy display name, bio, fields, picture and banner to the new account, and save them in the move's folder.

    Raises:
        DoneInPart: Something could not be copied.
    """
    with move.step(COPY_OVER) as step:
        move.progress.note("reading the old profile")
        old_settings = move.log_in(Side.OLD).at(NavigationPanel).open_preferences()
        if old_settings.at(LeftPanel).profile.present():
            old = copying.keep(move, old_settings.at(LeftPanel).open_profile().edit())
            move.progress.note("reading the new profile")
            new_editor = (
                move.log_in(Side.NEW).at(NavigationPanel).open_preferences().at(LeftPanel).open_profile().edit()
            )
            copy = copying.Copy(move, old, new_editor)
            result.profile = copied = copy.outcome
            copy.save()
            if not copied.changes:
                step.already("the new profile already has everything")
            step.says(*copied.changes, *copied.problems)
        else:
            step.skip("the old account has moved away, so its profile can no longer be edited")
    with move.step(HARD_TO_GET) as step:
        step.says(f"texts and pictures are saved in {move.folder / 'profile'}")
    if result.profile and result.profile.problems:
        raise DoneInPart(
            " ".join(result.profile.problems),
            safe="The rest of the profile was copied, and the new account lost nothing.",
            next_=f"Set what is missing yourself. Texts and pictures are in {move.folder / 'profile'}.",
        )


PART = Part(PartNumber.PROFILE, Side.NEW, "Prepare your profile", (COPY_OVER, HARD_TO_GET), run, ProfileResult)
