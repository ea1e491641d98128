"""Processes of this program."""

import subprocess
from pathlib import Path

from automation.system.processes import own_command


def test_modules_in_the_current_folder_are_not_run(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise SystemExit(99)")
    command = own_command("--version", first="print('first', flush=True); ")
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.split()[0]) == (0, "first"), ran.stderr
