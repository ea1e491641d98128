"""What is written is whole, private, and without secrets."""

import base64
import html
import json
import stat
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from automation.errors import UsageProblem
from automation.files import atomically, private_folder, write_text
from automation.journal import Journal
from automation.secrets import REMOVED, Secrets

AWKWARD = "p\"a's&s %<wörd>/+\\ pass"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "a" / "b")
    write_text(folder / "c.txt", "c")
    assert (mode(folder), mode(folder.parent), mode(folder / "c.txt")) == (0o700, 0o700, 0o600)


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    write_text(tmp_path / "list.csv", "all of it")

    def fail() -> None:
        with atomically(tmp_path / "list.csv") as temporary:
            temporary.write_text("ha")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("list.csv", "all of it")]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageProblem, match="cannot be used"):
        private_folder(tmp_path / "file" / "folder")


@pytest.mark.parametrize(
    "form",
    [
        AWKWARD,
        quote(AWKWARD),
        quote(AWKWARD, safe=""),
        quote_plus(AWKWARD),
        html.escape(AWKWARD),
        json.dumps(AWKWARD),
        json.dumps(AWKWARD, ensure_ascii=False),
        json.dumps(json.dumps({"value": AWKWARD})),
        base64.b64encode(AWKWARD.encode()).decode(),
        base64.b64encode(b"alice:" + AWKWARD.encode() + b"&more").decode(),
        base64.b64encode(b"al:" + AWKWARD.encode()).decode(),
    ],
)
def test_every_form_of_a_secret_is_removed(form: str) -> None:
    secrets = Secrets()
    secrets.add(AWKWARD)
    assert secrets.found_in(form.encode())
    cleaned = secrets.scrub(f"before {form} after")
    assert REMOVED in cleaned
    assert not secrets.found_in(cleaned.encode())


def test_form_tokens_are_noticed_in_a_page() -> None:
    secrets = Secrets()
    secrets.note_tokens(
        '<input type="hidden" name="authenticity_token" value="tok-EN_1"><meta content="tok2" name="csrf-token">'
    )
    assert secrets.scrub("tok-EN_1 tok2") == f"{REMOVED} {REMOVED}"


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
    assert mode(journal.path) == 0o600
