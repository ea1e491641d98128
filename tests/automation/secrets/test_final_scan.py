"""The last scan: no file that holds a secret is left."""

import html
import io
import zipfile
from pathlib import Path

from automation.secrets import Secrets, final_scan

AWKWARD = "p\"a's&s %<wörd>/+\\ pass"


TOKEN = "pfUX4N6LbMQTpnROhfFw5tAADnmKyLLigyDIjqUj3heCldxkUQVwAW_3dDRhGN95"


def test_the_last_scan_removes_a_file_with_a_planted_secret(tmp_path: Path) -> None:
    secrets = Secrets()
    secrets.add(AWKWARD)
    secrets.add_tokens(TOKEN)
    for planted in (html.escape(AWKWARD), TOKEN):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("deep.txt", "x" * (1 << 20) + planted)  # across the edge of what is read at once
        (tmp_path / "plain.log").write_text(planted)
        for name, content in (("archive.zip", inner.getvalue()), ("nested.zip", b"")):
            with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("inner.zip" if content else planted.replace("/", ""), content or inner.getvalue())
        files = sorted(tmp_path.iterdir())
        assert [final_scan.delete_if_secret(file, secrets) for file in files] == [True, True, True]
        assert list(tmp_path.iterdir()) == []


def test_the_last_scan_keeps_what_holds_no_secret(tmp_path: Path) -> None:
    secrets = Secrets()
    secrets.add("319731")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        # Where a piece of what is read at once begins, a longer number can look like a code.
        archive.writestr("times.txt", "1319731" * 300_000)
    assert not final_scan.delete_if_secret(tmp_path / "a.zip", secrets)
    assert (tmp_path / "a.zip").exists()
