"""The look before the move: what it sees, what it says, and that it changes nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fixtures.servers import Follow, Migration, State
from tests.support import SLOW, MakePair, Pair, RunCli

pytestmark = pytest.mark.remembered


def changes(pair: Pair) -> set[tuple[str, str]]:
    """What was sent, but for signing in, and for what the web app says of itself: that it was launched."""
    sent = {(method, path) for server in (pair.old, pair.new) for method, path, _ in server.requests if method != "GET"}
    return {(method, path) for method, path in sent if not path.startswith("/auth/sign_")} - {
        ("PUT", "/api/web/settings")
    }


def missing(found: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(seen["screen"], seen["missing"]) for seen in found["screens"] if seen["missing"]]


@pytest.mark.parametrize(("old", "new"), [pytest.param("3.5", "4.5", marks=pytest.mark.process), SLOW("4.6", "4.2")])
def test_every_screen_is_walked_and_nothing_is_changed(
    make_pair: MakePair, run_cli: RunCli, old: str, new: str
) -> None:
    pair = make_pair(old=old, new=new)
    pair.people.new.follows.append(Follow("zoe@far.example"))
    pair.people.new.aliases.append(pair.people.old.acct)
    ran = run_cli("check", "--json", environment=pair.environment())
    assert ran.code == 0, ran.err
    found = ran.json["check"]
    assert {seen["server"] for seen in found["screens"]} == {"old", "new"}
    assert len(found["screens"]) == 12
    assert (missing(found), found["obstacles"]) == ([], [])
    assert found["facts"]["alias"] == "already exists"
    assert found["facts"]["the new account follows"] == "1 already"
    assert found["facts"]["archive of the old account"] == "can be requested"
    assert ("not imported" in found["facts"]) == (old == "4.6")  # filters, which 4.2 does not take
    assert changes(pair) == set()


@pytest.mark.slow
def test_what_is_in_the_way_is_named_with_the_steps_that_it_prevents(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    pair.people.old.migrations.append(Migration("other@else.example", 3, datetime.now(UTC) - timedelta(days=10)))
    pair.new.faults.add("GET", "/settings/imports", 404, times=99)
    pair.new.faults.add("GET", "/settings/aliases", 404, times=99)
    environment = pair.environment() | {"MASTODON_MOVE_TIMEOUT": "3", "MASTODON_MOVE_TRACE": "on-failure"}
    ran = run_cli("check", "--json", "--folder", "x", environment=environment)
    assert ran.code == 4
    found = ran.json["check"]
    assert [screen for screen, _ in missing(found)] == ["Import", "Account aliases"]
    (imports,) = [seen for seen in found["screens"] if seen["screen"] == "Import"]
    assert imports["address"].endswith("/settings/imports")
    assert any(step.startswith("Part 3, step 8: Press the") for step in imports["prevents"])
    assert [name.rpartition(".")[2] for name in imports["error_details"]] == ["png", "html", "log"]
    assert {obstacle["part"] for obstacle in found["obstacles"]} == {3, 4, 5}
    assert "20 days" in ran.json["error"]["seen"]
    assert "You can do the other parts with --parts 1,2." in ran.json["error"]["next"]
    assert list((tmp_path / "x" / "traces").iterdir()) != []


@pytest.mark.slow
def test_a_web_app_that_cannot_be_written_in_is_told_and_stops_nothing(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.0", new="4.0")
    pair.old.app_never_loads = True
    ran = run_cli("check", "--json", environment=pair.environment() | {"MASTODON_MOVE_TIMEOUT": "3"})
    assert ran.code == 0, ran.err
    assert "write it yourself" in ran.json["check"]["facts"]["post on the old account"]
    assert "post on the new account" not in ran.json["check"]["facts"]


@pytest.mark.slow
def test_a_look_for_some_parts_does_not_stand_for_the_others(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.new.closing_down = True
    arguments = ("guide", "--yes", "--only", "blocks", "--timeout", "5", "--folder", "x")
    assert run_cli(*arguments, "--parts", "2", environment=pair.environment()).code == 0
    whole = run_cli(*arguments, environment=pair.environment())
    assert whole.code == 4, whole.out
    assert changes(pair) == set()


@pytest.mark.signs_in
@pytest.mark.parametrize(
    ("state", "told"), [(State.SUSPENDED, "has been suspended"), SLOW(State.PENDING, "moderators")]
)
def test_a_limited_account_is_told_before_anything_is_done(
    make_pair: MakePair, run_cli: RunCli, state: State, told: str
) -> None:
    pair = make_pair()
    pair.people.new.state = state
    ran = run_cli("guide", "--yes", "--folder", "x", environment=pair.environment())
    assert ran.code == 4, ran.out
    assert told in " ".join(ran.out.split()), ran.out
    assert changes(pair) == set()
    # What a limited account can still do is done.
    pair.people.old.state = state
    ran = run_cli("export", "--only", "follows", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.out


@pytest.mark.slow
def test_an_account_that_fewer_people_see_can_move(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.old.state = State.SILENCED
    pair.people.new.aliases.append(pair.people.old.acct)
    ran = run_cli("check", "--json", environment=pair.environment())
    assert ran.code == 0, ran.out
    assert "limited" in ran.json["check"]["facts"]["the old account"]
    ran = run_cli("move", "--yes", "--no-post", environment=pair.environment())
    assert ran.code == 0, ran.out


def test_a_part_by_itself_says_what_the_account_cannot_do(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.new.moved_to = "zoe@else.example"
    ran = run_cli("alias", "--folder", "x", environment=pair.environment())
    assert ran.code == 4, ran.out
    assert "has itself moved to another account" in ran.out
    pair.old.closing_down = True
    ran = run_cli("move", "--yes", "--no-post", "--folder", "x", environment=pair.environment())
    assert ran.code == 4, ran.out
    assert "closing down" in ran.out
    assert pair.people.old.moved_to is None


@pytest.mark.slow
def test_a_moved_account_on_a_server_that_is_closing_down_can_still_export_and_look(
    make_pair: MakePair, run_cli: RunCli
) -> None:
    pair = make_pair(old="3.5")
    pair.people.old.moved_to = pair.people.new.acct
    exported = run_cli("export", "--only", "follows", "--folder", "x", environment=pair.environment())
    assert exported.code == 0, exported.out
    stands = run_cli("status", "--json", environment=pair.environment()).json["old"]
    assert (stands["redirecting"], stands["followers"]) == (True, "187")
    pair.old.closing_down = True
    again = run_cli("export", "--only", "follows", "--folder", "y", environment=pair.environment())
    assert again.code == 0, again.out


def test_a_redirect_is_named_with_what_to_do_about_it(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.people.old.moved_to = pair.people.new.acct  # a redirect alone: no past migration
    ran = run_cli("check", "--json", environment=pair.environment())
    (obstacle,) = ran.json["check"]["obstacles"]
    assert obstacle["part"] == 5
    assert "its followers have not been moved" in obstacle["what"]
    assert "mastodon-move move --undo" in obstacle["what"]
