"""Copying a profile: compare, change what differs, and keep a copy in the move's folder."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from automation.context import RunContext
from automation.errors import ConditionNotMet
from automation.profiles import bio
from automation.results import ProfileCopy
from automation.system.files import write_bytes, write_text
from pages.browser.downloads import PICTURE_TYPES
from pages.own_profile.profile_editor import ProfileEditor
from pages.own_profile.profile_settings import ProfileForm
from pages.own_profile.profile_texts import ProfileField, ProfileTexts

PICTURES = ("avatar", "header")
_NAMES = {"avatar": "picture", "header": "banner"}


@dataclass(frozen=True)
class Kept:
    """The old profile as saved in the move's folder: its texts and its picture files."""

    texts: ProfileTexts
    pictures: dict[str, Path]


def keep(context: RunContext, editor: ProfileForm | ProfileEditor) -> Kept:
    """Save the old account's texts and pictures in the move's folder."""
    texts, folder = editor.read(), context.subfolder("profile")
    write_text(folder / "profile.json", json.dumps(asdict(texts), ensure_ascii=False, indent=2) + "\n")
    pictures = {}
    for name in PICTURES:
        if address := getattr(texts, name):
            data, media_type = editor.actor.read_picture(address)
            pictures[name] = folder / f"{name}{PICTURE_TYPES[media_type]}"
            write_bytes(pictures[name], data)
        elif isinstance(editor, ProfileForm) and not editor.shows_picture(name):
            context.keep_for_later(f"Copy your {_NAMES[name]} yourself: the old server's page does not show it.")
    return Kept(texts, pictures)


class Copy:
    """Copying the old account's profile to the new account. Whatever only the new profile has stays.

    Args:
        context: The run's context.
        old: The saved profile of the old account.
        editor: The new account's profile editor.
    """

    def __init__(self, context: RunContext, old: Kept, editor: ProfileForm | ProfileEditor) -> None:
        self._context, self._editor = context, editor
        self._before = editor.read()
        self.outcome = ProfileCopy()  # what is changed, and the problems so far
        texts = replace(old.texts, note=bio.without_line(old.texts.note, bio.line_of(context)))
        self._wanted = self._merged(texts)
        self._pictures = {
            name: path for name, path in old.pictures.items() if _picture_differs(context, name, path, self._before)
        }
        self.outcome.changes += _differences(self._before, self._wanted)
        self.outcome.changes += [f"{_NAMES[name]}: {path.name}" for name, path in self._pictures.items()]

    def save(self) -> None:
        """Make the changes, and look whether the page shows them.

        Raises:
            ConditionNotMet: The server rejected the profile; the error quotes its words.
        """
        changes, problems = self.outcome.changes, self.outcome.problems
        if not changes:
            return
        self._context.progress.note(f"copying {', '.join(change.partition(':')[0] for change in changes)}")
        if isinstance(self._editor, ProfileForm):
            _save_form(self._editor, self._before, self._wanted, self._pictures)
        else:
            self._save_in(self._editor)
        after = self._editor.read()
        missing = [line for line in _differences(after, self._wanted) if line not in problems]
        if missing:
            problems.append("After saving, the page does not show: " + "; ".join(missing))
        _remember_pictures(self._context, self._pictures, after)

    def _merged(self, old: ProfileTexts) -> ProfileTexts:
        """What the new profile should become: the old texts where there are any, and the fields merged by name."""
        new, editor, problems = self._before, self._editor, self.outcome.problems
        display_name = old.display_name or new.display_name
        limit = editor.display_name_limit() if isinstance(editor, ProfileForm) else None
        if limit and len(display_name) > limit:
            problems.append(f"The display name is too long for this server (at most {limit} characters).")
            display_name = new.display_name
        fields = {pair.name: pair for pair in new.fields} | {pair.name: pair for pair in old.fields}
        merged = tuple(fields.values())
        if isinstance(editor, ProfileForm) and len(merged) > editor.field_count():
            room = editor.field_count()
            problems += [f'There is no room for the field "{pair.name}".' for pair in merged[room:]]
            merged = merged[:room]
        return replace(new, display_name=display_name, note=old.note or new.note, fields=merged)

    def _save_in(self, editor: ProfileEditor) -> None:
        """Save one change after the other: the editor has a form for each."""
        before, wanted, note = self._before, self._wanted, self._context.progress.note
        if before.display_name != wanted.display_name:
            editor.save_display_name(wanted.display_name)
        if before.note != wanted.note:
            note("copying the bio")
            editor.save_note(wanted.note)
        for pair in _changed_fields(before, wanted):
            note(f"copying the field {pair.name}")
            if not editor.save_field(pair):
                self.outcome.problems.append(f'There is no room for the field "{pair.name}".')
        if "avatar" in self._pictures:
            note("copying the picture")
            editor.save_avatar(self._pictures["avatar"])
        if "header" in self._pictures:
            note("copying the banner")
            editor.save_header(self._pictures["header"])


def _differences(before: ProfileTexts, wanted: ProfileTexts) -> list[str]:
    lines = []
    if before.display_name != wanted.display_name:
        lines.append(f"display name: {before.display_name or '(none)'} → {wanted.display_name}")
    if before.note != wanted.note:
        lines.append(f"bio: {_short(before.note) or '(none)'} → {_short(wanted.note)}")
    present = {pair.name: pair.value for pair in before.fields}
    lines += [f"field {pair.name}: {pair.value}" for pair in wanted.fields if present.get(pair.name) != pair.value]
    return lines


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"


def _save_form(form: ProfileForm, before: ProfileTexts, wanted: ProfileTexts, pictures: dict[str, Path]) -> None:
    if before.display_name != wanted.display_name:
        form.type_display_name(wanted.display_name)
    if before.note != wanted.note:
        form.type_note(wanted.note)
    if before.fields != wanted.fields:
        form.type_fields(wanted.fields)
    if "avatar" in pictures:
        form.choose_avatar(pictures["avatar"])
    if "header" in pictures:
        form.choose_header(pictures["header"])
    answer = form.save()
    if answer.refused:
        raise ConditionNotMet(
            f"The new server rejected the profile. It says: {answer.said()}",
            next_="The files are in profile/ in the move's folder. Make the picture smaller, or upload it yourself.",
        )


def _changed_fields(before: ProfileTexts, wanted: ProfileTexts) -> list[ProfileField]:
    return [pair for pair in wanted.fields if pair not in before.fields]


# A server re-encodes pictures, so the two accounts' files never match. A file in the move's folder records what was
# copied instead: the old picture's hash, and the address at which the new server stored its own file.


def _picture_differs(context: RunContext, name: str, path: Path, new: ProfileTexts) -> bool:
    remembered = _remembered(context).get(name)
    return getattr(new, name) is None or remembered != {"of": _digest(path), "as": getattr(new, name)}


def _remember_pictures(context: RunContext, pictures: dict[str, Path], after: ProfileTexts) -> None:
    copied = {name: {"of": _digest(path), "as": getattr(after, name)} for name, path in pictures.items()}
    write_text(_memory(context), json.dumps(_remembered(context) | copied, indent=2) + "\n")


def _remembered(context: RunContext) -> dict[str, dict[str, str]]:
    try:
        found: dict[str, dict[str, str]] = json.loads(_memory(context).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _memory(context: RunContext) -> Path:
    return context.subfolder("profile") / "copied.json"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
