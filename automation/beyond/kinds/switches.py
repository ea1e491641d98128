"""Settings that are fields of settings pages, compared by what they mean: their pages and names differ by release."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel

from automation.beyond.kind import Change, Kind, refusal
from automation.beyond.kinds.setting_pages import open_page
from automation.outline import Side
from pages.settings.form import FieldValue


@dataclass(frozen=True)
class Spot:
    """Where some releases have a setting.

    Args:
        page: The page's name in `setting_pages`.
        field: The field's name in the page's form.
        inverted: Whether the field means the opposite.
    """

    page: str
    field: str
    inverted: bool = False


@dataclass(frozen=True)
class Setting:
    """A setting by its meaning.

    Args:
        meaning: What it is called in messages.
        spots: Where to find it, the newest place first; a release has one of them, or none.
        later: Whether it must wait until the followers have arrived.
        lines: Whether it is a text with a value on each line.
    """

    meaning: str
    spots: tuple[Spot, ...]
    later: bool = False
    lines: bool = False

    @property
    def key(self) -> str:
        """What it is called in files, whatever a message calls it."""
        return self.spots[0].field

    def from_field(self, value: FieldValue, spot: Spot) -> FieldValue:
        """The setting's value, as the field has it."""
        if self.lines and isinstance(value, str):
            return value.split()
        return not value if spot.inverted else value

    def for_field(self, value: FieldValue, spot: Spot) -> FieldValue:
        """What the field must have for the setting to have this value."""
        if self.lines and isinstance(value, list):
            return "\n".join(value)
        return not value if spot.inverted else value


class SettingValues(BaseModel):
    """The settings of an account by their keys, and the values that some of them can have."""

    by_key: dict[str, FieldValue]
    choices: dict[str, list[str]] = {}


def in_words(value: FieldValue) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return ", ".join(value) or "none" if isinstance(value, list) else value or "none"


class SettingsKind(Kind[SettingValues]):
    """A group of settings. What the new account has beyond the old one in a list of values stays."""

    model = SettingValues
    difference = "different on the new account"
    done = "changed"
    settings: ClassVar[tuple[Setting, ...]]

    def read(self, side: Side, like: SettingValues | None = None) -> SettingValues:
        """Open the pages that can have these settings, and read them."""
        found = SettingValues(by_key={})
        for page, spots in self._by_page().items():
            opened = open_page(self.panel(side), page)
            fields, choices = opened.fields() if opened else ({}, {})
            for setting, spot in spots:
                if spot.field in fields:
                    found.by_key[setting.key] = setting.from_field(fields[spot.field], spot)
                if spot.field in choices:
                    found.choices[setting.key] = choices[spot.field]
        return found

    def count(self, state: SettingValues) -> int:
        """How many settings were found."""
        return len(state.by_key)

    def missing(self, old: SettingValues, new: SettingValues) -> list[Change]:
        """The settings that differ, but for those that must wait."""
        return self._differing(old, new, later=False)

    def missing_later(self, old: SettingValues, new: SettingValues) -> list[Change]:
        """The settings that differ and have to wait for the followers to arrive."""
        return self._differing(old, new, later=True)

    def _differing(self, old: SettingValues, new: SettingValues, *, later: bool) -> list[Change]:
        changes = []
        for setting in self.settings:
            if setting.later != later or setting.key not in old.by_key.keys() & new.by_key.keys():
                continue
            before, wanted = new.by_key[setting.key], self._wanted(setting.key, old, new)
            if wanted != before:
                words = f"{setting.meaning}: {in_words(before)} → {in_words(wanted)}"
                changes.append(Change(words, (setting.key, wanted)))
        return changes

    def _wanted(self, key: str, old: SettingValues, new: SettingValues) -> FieldValue:
        """The value that the new account should have, as far as it can have it."""
        value, present, choices = old.by_key[key], new.by_key[key], new.choices.get(key)
        if isinstance(value, list) and isinstance(present, list):
            added = [one for one in value if one not in present and (choices is None or one in choices)]
            return [*present, *added] if added else present
        if choices is not None and value not in choices:
            return present
        return value

    def add(self, changes: Sequence[Change]) -> Mapping[Change, str]:
        """Set these settings, page by page."""
        wanted: dict[str, FieldValue] = dict(change.what for change in changes)
        for page, spots in self._by_page().items():
            due = [(setting, spot) for setting, spot in spots if setting.key in wanted]
            opened = open_page(self.panel(Side.NEW), page) if due else None
            fields = opened.fields()[0] if opened else {}
            there = [(setting, spot) for setting, spot in due if spot.field in fields]
            if opened and there:
                for setting, spot in there:
                    opened.set_field(spot.field, setting.for_field(wanted[setting.key], spot))
                answer = opened.save()
                if answer.refused:
                    raise refusal(f"The page “{page}”", answer)
        return {}

    def remarks(self, old: SettingValues, new: SettingValues | None) -> list[str]:
        """The settings that the new server does not have, or not with the old value."""
        if new is None:
            return []
        there = [setting for setting in self.settings if setting.key in old.by_key]
        lacking = [setting.meaning for setting in there if setting.key not in new.by_key]
        lacking += [
            f"{setting.meaning} “{value}”"
            for setting in there
            if isinstance(value := old.by_key[setting.key], str)
            and setting.key in new.choices
            and value not in new.choices[setting.key]
        ]
        return [f"the new server has no setting for: {', '.join(lacking)}"] if lacking else []

    def _by_page(self) -> dict[str, list[tuple[Setting, Spot]]]:
        pages: dict[str, list[tuple[Setting, Spot]]] = defaultdict(list)
        for setting in self.settings:
            for spot in setting.spots:
                pages[spot.page].append((setting, spot))
        return pages
