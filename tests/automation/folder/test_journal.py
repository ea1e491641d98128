"""The journal holds no secret, and outlives a torn line."""

from pathlib import Path

from automation.folder.journal import Journal
from automation.secrets import Secrets
from tests.support import has_mode

AWKWARD = "p\"a's&s %<wörd>/+\\ pass"


def test_the_journal_keeps_no_secret_and_survives_a_torn_line(tmp_path: Path) -> None:
    secrets = Secrets()
    secrets.add(AWKWARD)
    journal = Journal(tmp_path / "journal.jsonl", secrets)
    journal.write("step", said=[f"it says {AWKWARD}"], number=1)
    with journal.path.open("a") as file:
        file.write('{"event": "step", "numb')
    journal.write("step", number=2)
    assert [event["number"] for event in journal.read()] == [1, 2]
    assert not secrets.found_in(journal.path.read_bytes())
    assert has_mode(journal.path, 0o600)
