"""The guide's steps as they would be done for these accounts; nothing is opened."""

from collections.abc import Sequence
from typing import Any

from automation.settings import Settings
from automation.steps import Part


def plan(settings: Settings, parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Every step: number, words, server, screen, control; and the heading of its part."""
    origins = {"old": settings.old, "new": settings.new}
    return [step.facts(origins[step.side].origin) | {"heading": part.heading} for part in parts for step in part.steps]
