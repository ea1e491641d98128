"""Part 1 · New Server: Prepare your profile."""

from automation import profile_copy
from automation.guide import Part, Side, Step
from automation.move import Move
from pages.profile_settings import ProfileForm
from pages.settings import LeftPanel

COPY_OVER = Step(
    1, 1, "Make sure to copy over bio, profile pic, banner etc before the move",
    Side.NEW, LeftPanel, LeftPanel.profile,
)  # fmt: skip
HARD_TO_GET = Step(1, 2, "Once the move is done this can be difficult to get a hold of", Side.OLD, ProfileForm, None)


def run(move: Move) -> None:
    """Copy display name, bio, fields, picture and banner from the old account to the new one, and keep them here."""
    with move.step(COPY_OVER) as step:
        old_editor = move.log_in(Side.OLD).open_preferences().left_panel.open_profile().edit()
        old = profile_copy.keep(move, old_editor.read())
        new_editor = move.log_in(Side.NEW).open_preferences().left_panel.open_profile().edit()
        copied = profile_copy.copy(move, old, new_editor)
        if copied.changes:
            step.says(*copied.changes)
        else:
            step.already("the new profile has all of it")
        step.says(*copied.problems)
    with move.step(HARD_TO_GET) as step:
        step.says(f"texts and pictures are kept in {move.folder / 'profile'}")


PART = Part(1, Side.NEW, "Prepare your profile", (COPY_OVER, HARD_TO_GET), run)
