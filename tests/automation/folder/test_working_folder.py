"""Working folders: one for each run."""

from pathlib import Path

from automation.folder.working_folder import WorkingFolder


def test_two_runs_of_one_process_number_have_working_folders_of_their_own(tmp_path: Path) -> None:
    """As in two containers that share a volume, where each program is process 1."""
    one, another = WorkingFolder(tmp_path), WorkingFolder(tmp_path)
    assert one.path != another.path
    one.end()
    assert another.path.is_dir()
    another.end()
    assert list(tmp_path.iterdir()) == []
