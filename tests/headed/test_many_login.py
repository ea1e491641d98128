"""`many login`: a person signs in to one account after the other, in windows, and the sessions are kept."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from automation.many.logins import needing
from automation.many.rows.reading import read
from tests.headed.conftest import Desk, until
from tests.movers import Movers, movers
from tests.support import COMMAND

pytestmark = [pytest.mark.process, pytest.mark.slow]
__all__ = ["movers"]


def test_a_person_signs_in_to_one_after_the_other(movers: Any, private_home: Path, desk: Desk) -> None:
    people: Movers = movers(2)
    table = private_home / "moves.toml"
    lines = [line for line in people.row(0, do="export").splitlines() if "password_env" not in line]
    table.write_text("\n".join([*lines, people.row(1, do="export")]))
    assert [str(row.old) for row, _ in needing(read(table).rows)] == ["mover0@old1.example"]  # the other has a password
    old, _ = people.people[0]
    server = people.server(old.domain)

    def sign_in_by_hand() -> str:
        told = private_home / "told"
        with told.open("w") as out:
            login = subprocess.Popen(
                [COMMAND, "many", "login", str(table)], env=os.environ | {"DISPLAY": desk.display},
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
        until(lambda: "waiting for you to sign in" in told.read_text())
        until(desk.windows)
        desk.type_into_form(old.email, old.password)
        assert login.wait(90) == 0, told.read_text()
        return told.read_text()

    said = sign_in_by_hand()
    assert "1 of 1: mover0@old1.example" in said
    assert "1 session is kept." in said
    assert list(needing(read(table).rows)) == []

    # One that has ended is noticed, told, and signed in again.
    server.sessions.clear()
    assert "The session of mover0@old1.example has ended." in sign_in_by_hand()

    words = [COMMAND, "many", "run", str(table)]
    ran = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    assert len(server.sign_in_posts) == 2
