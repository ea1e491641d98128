"""The help of the commands: a switch is shown without its type, which says nothing."""

from typing import Any

from typer.core import TyperCommand, TyperGroup


class _PlainSwitches:
    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, as Typer has them."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if getattr(parameter, "is_flag", False):
                parameter.metavar = ""
        return parameters


class Command(_PlainSwitches, TyperCommand):
    """One command."""


class Group(_PlainSwitches, TyperGroup):
    """A command with commands below it."""
