"""The commands' help: switches are shown without a type, which would say nothing."""

from typing import Any

from typer.core import TyperCommand, TyperGroup


class _PlainSwitches:
    def get_params(self, ctx: Any) -> list[Any]:
        """Typer's parameters, without the type of switches."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if getattr(parameter, "is_flag", False):
                parameter.metavar = ""
        return parameters


class Command(_PlainSwitches, TyperCommand):
    """One command."""


class Group(_PlainSwitches, TyperGroup):
    """A command with subcommands."""
