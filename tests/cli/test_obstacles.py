"""Obstacles are told by the page's own words; what a person would get past is got past."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Response

from fixtures.servers import application
from fixtures.servers.models import Migration
from fixtures.servers.screens import web_app
from tests.support import SLOW, MakePair, RunCli

TERMS = (
    "<html><body><h1>The terms of service are changing</h1><p>Please review them.</p>"
    "<a href='/terms-of-service'>Review</a></body></html>"
)
GATE = "<html><head><title>Just a moment...</title></head><body><h2>Verify you are human</h2></body></html>"
SOON = ("--only", "blocks", "--timeout", "5", "--folder", "x")
WHATS_NEW = "<div class='layer' role='dialog' aria-modal='true'><h2>What's new</h2><p>Collections are here.</p></div>"


@pytest.mark.slow
@pytest.mark.remembered
def test_new_terms_in_place_of_the_web_app_hold_nobody_up(
    make_pair: MakePair, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_app, "_shell", lambda: Response(TERMS))
    pair = make_pair(old="4.5")
    ran = run_cli("export", *SOON, environment=pair.environment())
    assert ran.code == 0, ran.out


@pytest.mark.slow
def test_new_terms_after_a_sign_in_hold_nobody_up(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.5")
    pair.old.new_terms = pair.new.new_terms = TERMS
    ran = run_cli("guide", "--yes", "--no-post", "--only", "blocks", "--timeout", "5", environment=pair.environment())
    assert ran.code == 0, ran.out
    assert pair.people.old.moved_to == pair.people.new.acct


@pytest.mark.slow
@pytest.mark.remembered
def test_what_is_new_over_the_web_app_leaves_the_post_to_the_person(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(new="4.5")
    pair.new.app_layer = WHATS_NEW
    ran = run_cli("alias", "--timeout", "5", "--folder", "x", environment=pair.environment())
    assert ran.code == 0, ran.out
    assert pair.people.new.aliases == [pair.people.old.acct]
    assert "To do yourself: write a post on alice@new.example" in ran.out


@pytest.mark.slow
@pytest.mark.remembered
def test_what_is_new_over_the_web_app_holds_nobody_up(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.5")
    pair.old.app_layer = pair.new.app_layer = WHATS_NEW
    ran = run_cli(
        "guide", "--yes", "--only", "blocks", "--timeout", "5", "--folder", "x", environment=pair.environment()
    )
    assert ran.code == 0, ran.out
    assert pair.people.old.moved_to == pair.people.new.acct


@pytest.mark.parametrize("status", ["403 Forbidden", SLOW("200 OK")])
def test_a_gatekeeper_is_told_by_its_own_words(
    make_pair: MakePair, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    def gated(server: Any) -> Callable[..., Any]:
        def answer(environ: Any, start_response: Any) -> list[bytes]:
            start_response(status, [("Content-Type", "text/html")])
            return [GATE.encode()]

        return answer

    monkeypatch.setattr(application, "application_of", gated)
    pair = make_pair(old="4.5")
    ran = run_cli("export", *SOON, environment=pair.environment())
    said = " ".join(ran.out.split())
    assert "titled “Just a moment...”" in said
    assert f"begins with “Verify you are human” (status {status[:3]})" in said


@pytest.mark.slow
@pytest.mark.remembered
def test_maintenance_with_status_200_is_told_by_its_own_words(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair()
    pair.old.maintenance = "<html><head><title>Back soon</title></head><body><h1>We are upgrading</h1></body></html>"
    ran = run_cli("export", *SOON, environment=pair.environment())
    assert ran.code == 6
    assert "titled “Back soon” and begins with “We are upgrading” (status 200)" in " ".join(ran.out.split())


@pytest.mark.slow
@pytest.mark.remembered
def test_a_bar_over_the_page_holds_nobody_up(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.5")
    pair.new.layer = "<div class='bar'>We use cookies.</div>"
    assert run_cli("export", *SOON, environment=pair.environment()).code == 0
    ran = run_cli("import", *SOON, environment=pair.environment())
    assert ran.code == 0, ran.out
    assert pair.people.new.blocks == pair.people.old.blocks


@pytest.mark.slow
@pytest.mark.remembered
def test_a_layer_that_is_no_dialog_is_passed_with_the_keyboard(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5")
    pair.old.layer = "<div class='layer'>An announcement</div>"
    ran = run_cli("export", *SOON, environment=pair.environment())
    assert ran.code == 0, ran.out


@pytest.mark.remembered
def test_a_dialog_over_the_page_is_named_and_never_worked_around(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(new="4.5")
    pair.new.layer = WHATS_NEW
    pair.people.new.aliases.clear()
    ran = run_cli("alias", "--no-post", "--timeout", "5", "--folder", "x", environment=pair.environment())
    said = " ".join(ran.out.split())
    assert ran.code == 6, ran.out
    assert "cannot be used: it is covered by “What's new Collections are here.”" in said
    assert "was not found" not in said
    assert pair.people.new.aliases == []


@pytest.mark.slow
def test_a_server_that_is_closing_down_is_told_and_can_be_exported_from(make_pair: MakePair, run_cli: RunCli) -> None:
    pair = make_pair(old="4.5", new="4.5")
    pair.old.closing_down = True
    looked = run_cli("check", "--json", environment=pair.environment())
    assert looked.code == 4
    assert "can only export its lists and archive" in looked.json["error"]["seen"]
    assert "closing down" in looked.json["error"]["seen"]
    assert "--parts 2" in looked.json["error"]["next"]
    exported = run_cli("export", "--archive", "request", "--folder", "x", environment=pair.environment())
    assert exported.code == 0, exported.out
    assert len(pair.people.old.archives) == 1
    moved = run_cli("move", "--yes", "--folder", "x", environment=pair.environment())
    assert moved.code == 4
    assert "closing down" in moved.out


@pytest.mark.slow
@pytest.mark.remembered
@pytest.mark.parametrize(
    ("moved_to", "code", "said"),
    [
        ("alice@new.example", 0, "the account moved while this program waited"),
        ("carol@new.example", 4, "The old account redirects to another account."),
    ],
)
def test_a_move_by_hand_while_the_alias_is_waited_for_is_told_as_what_it_is(
    make_pair: MakePair, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, moved_to: str, code: int, said: str
) -> None:
    pair = make_pair()
    old, new, looked_up = pair.people.old, pair.people.new, list[str]()
    pair.new.add_account("carol", "carol@new.example", "a password of her own")
    new.aliases.append(old.acct)

    def sees_alias(viewer: str, target: object, alias: str) -> bool:
        if looked_up:  # by now the user has moved the account in another window
            old.moved_to = moved_to
            old.migrations.insert(0, Migration(moved_to, 187, datetime.now(UTC)))
        looked_up.append(alias)
        return len(looked_up) > 1

    monkeypatch.setattr(pair.fediverse, "sees_alias", sees_alias)
    options = ("--no-post", "--no-followers", "--yes", "--folder", "x")
    ran = run_cli("move", *options, environment=pair.environment())
    assert ran.code == code, ran.out
    assert len(looked_up) == 2
    assert said in ran.out
    assert "is the same account you have already moved to" not in ran.out
