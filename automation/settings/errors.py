"""Error messages for settings: what is wrong, in the user's own spelling, and how to correct it."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

# Advice for settings that are often mistyped; {side} is old or new.
_RIGHT = {
    "handle": "Write it like alice@{side}.example.",
    "url": "Write it like https://{side}.example.",
}
_SETTINGS = "All settings and their values: `mastodon-move --help`, and docs/reference/settings."


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one setting. Its value is not shown, because it may be a secret."""

    seen: str
    next_: str

    @classmethod
    def of(cls, detail: Mapping[str, Any], flags: dict[str, Any], known: Collection[str]) -> "Complaint":
        """Describe one of pydantic's errors.

        Args:
            detail: The error, as `ValidationError.errors` has it.
            flags: The settings given as options.
            known: The keys of all settings, in dotted form.
        """
        key = ".".join(str(part) for part in detail["loc"]).lower().removeprefix("mastodon_move_").replace("__", ".")
        key = key.removesuffix(".function-before[_handle()]")
        if detail["type"] == "extra_forbidden":
            nearest = difflib.get_close_matches(key, known, n=1, cutoff=0)[0]
            return cls(
                f'There is no setting "{key}"; the most similar is "{nearest}".', f'Correct "{key}", or remove it.'
            )
        said = detail["msg"].removeprefix("Value error, ")
        side, _, leaf = key.rpartition(".")
        right = _RIGHT.get(leaf, _SETTINGS).format(side=side)
        return cls(f"{_as_written(key, flags)}: {said}" + ("" if said.endswith(".") else "."), right)


def _as_written(key: str, flags: dict[str, Any]) -> str:
    """The option if one was given, otherwise the setting's name."""
    side, _, leaf = key.rpartition(".")
    given = flags.get(side, {}) if side else flags
    if leaf not in given:
        return key
    return f"--{'-'.join(filter(None, (side, leaf if leaf != 'handle' else ''))).replace('_', '-')}"
