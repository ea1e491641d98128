"""A fault of the program is kept in a file, without words."""

from pathlib import Path

import pytest

from automation.cli.crash import keep_traceback
from tests.support import has_mode


@pytest.mark.parametrize("usable", [True, False])
def test_a_fault_of_the_program_is_kept_with_what_caused_it_but_without_words(tmp_path: Path, usable: bool) -> None:
    def fault() -> None:
        try:
            raise KeyError("Public & Co")
        except KeyError as error:
            raise ValueError("Public & Co") from error

    (tmp_path / "file").write_text("")
    with pytest.raises(ValueError, match="Public") as raised:
        fault()
    kept = Path(keep_traceback(raised.value, tmp_path / "x" if usable else tmp_path / "file"))
    assert (tmp_path in kept.parents) == usable
    text = kept.read_text()
    assert text.index("ValueError") < text.index("because of") < text.index("KeyError\n")
    assert "in fault" in text
    assert "playwright 1." in text
    assert has_mode(kept, 0o600)
