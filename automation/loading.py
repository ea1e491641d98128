"""Packages whose modules are loaded when they are first used.

The command line answers `--help`, and the web interface shows its first screen, before everything is loaded that they
may need. Their modules still import at the top what they use: what waits is the whole module.

Such a package names its modules for type checkers, and loads them by the `__getattr__` of PEP 562:

    if TYPE_CHECKING:
        from automation.cli.actions import plan as plan
    else:
        __getattr__ = when_used(__name__)

Whoever uses it imports the package, and writes `actions.plan.plan(…)` in a function.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def when_used(package: str) -> Callable[[str], ModuleType]:
    """The `__getattr__` of a package, which loads a module of it by its name."""

    def load(name: str) -> ModuleType:
        if find_spec(f"{package}.{name}") is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return import_module(f"{package}.{name}")

    return load
