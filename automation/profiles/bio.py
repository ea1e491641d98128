"""The line about the move in the old account's bio ("perhaps also write it in the bio")."""

from automation import post_texts
from automation.context import RunContext
from automation.errors import ConditionNotMet
from automation.outline import Side
from automation.run.current_step import StepRun
from pages.own_profile.profile_editor import ProfileEditor
from pages.own_profile.profile_settings import ProfileForm
from pages.panels.left_panel import LeftPanel
from pages.panels.navigation_panel import NavigationPanel
from pages.settings.account import AccountPage
from pages.web_app.home import HomePage
from pages.web_app.profile import ProfilePage

# SCREENS.md, "Profile": the maximum length of a bio, in characters.
_LIMIT = 500

Screen = HomePage | AccountPage | ProfilePage | ProfileForm | ProfileEditor


def line_of(context: RunContext) -> str:
    """The line about the move, with the handles filled in."""
    return post_texts.compose(context.settings.posts.bio, context.handle(Side.OLD), context.handle(Side.NEW))


def without_line(note: str, line: str) -> str:
    """The bio without the line about the move, so that the line is not copied to the new account."""
    return "\n".join(text for text in note.splitlines() if text.strip() != line.strip()).strip("\n")


def write_line(context: RunContext, step: StepRun, screen: HomePage | AccountPage | ProfilePage) -> Screen:
    """If `bio` is set, put the line at the top of the bio, once. Returns the screen that is then open.

    Raises:
        ConditionNotMet: The server rejected the bio; the error quotes its words.
    """
    if not context.settings.bio or isinstance(screen, AccountPage):
        return screen
    editor = screen.at(NavigationPanel).open_preferences().at(LeftPanel).open_profile().edit()
    note, line = editor.read().note, line_of(context)
    if line in note:
        step.says(f"the bio already says: {line}")
        return editor
    longer = f"{line}\n\n{note}" if note else line
    if len(longer) > _LIMIT:
        step.says(f"the bio has no room for another line (at most {_LIMIT} characters)")
        context.keep_for_later(f"make room in the bio of {context.handle(Side.OLD)}, and add: {line}")
        return editor
    _save(editor, longer)
    step.says(f"added to the bio: {line}")
    return editor


def _save(editor: ProfileForm | ProfileEditor, note: str) -> None:
    if isinstance(editor, ProfileEditor):
        editor.save_note(note)
        return
    editor.type_note(note)
    answer = editor.save()
    if answer.refused:
        raise ConditionNotMet(
            f"The old server rejected the bio. It says: {answer.said()}",
            next_="Edit the bio yourself, or run again without --bio.",
        )
