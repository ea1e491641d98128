"""One case of a capture."""

import pytest

from pages.screen import Control, Region


def sees(capture: str, screen: type[Region], *controls: Control, **names: str) -> object:
    """A test case: on this capture each of these controls of the screen is there, once."""
    expected = controls or (screen.__dict__["loaded"],)
    return pytest.param(capture, screen, expected, names, id=f"{capture}-{screen.__name__}")
