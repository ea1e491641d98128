"""Which moves may start: at once in all, on each server, for each account, and how many sign-ins a server has had."""

from typing import Any

from automation.many.rows.table import Limits, Row
from automation.many.supervision.schedule import Schedule, sign_ins_of


def row(name: str, old: str = "old.example", new: str = "new.example", **more: Any) -> Row:
    return Row.model_validate({"old": f"{name}@{old}", "new": f"{name}@{new}", **more})


def schedule(at_once: int = 9, **limits: Any) -> Schedule:
    return Schedule(Limits(**limits), at_once)


def test_a_server_has_two_moves_at_once_and_others_go_on() -> None:
    known, rows = schedule(), [row(name) for name in "abc"]
    for one in rows[:2]:
        assert known.blocking_reason(one, 0) == ""
        known.start(one, 0)
    assert known.blocking_reason(rows[2], 0) == "2 moves use old.example"
    assert known.blocking_reason(row("d", new="other.example"), 0) == "2 moves use old.example"
    assert known.blocking_reason(row("d", old="third.example", new="other.example"), 0) == ""
    known.end(rows[0], well=True)
    assert known.blocking_reason(rows[2], 0) == ""


def test_no_more_run_than_wanted() -> None:
    known = schedule(at_once=1)
    known.start(row("a"), 0)
    assert known.blocking_reason(row("b", old="x.example", new="y.example"), 0) == "1 move is running"


def test_two_moves_to_the_same_account_follow_one_another() -> None:
    known = schedule()
    first, second = (
        Row.model_validate({"old": f"{name}@old.example", "new": f"{one}@new.example"}) for name, one in ("az", "bZ")
    )
    known.start(first, 0)
    assert known.blocking_reason(second, 0) == "another move uses z@new.example"


def test_imports_of_a_server_follow_one_another_if_asked() -> None:
    known = schedule(one_import=True)
    known.start(row("a"), 0)
    assert known.blocking_reason(row("b", old="x.example"), 0) == "another move uses new.example"
    assert known.blocking_reason(row("b", old="x.example", parts=(1, 2)), 0) == ""


def test_sign_ins_are_paced_also_those_of_an_earlier_run() -> None:
    known = schedule(sign_ins=4)
    known.had({"old.example": 2}, 100)
    known.start(row("a", new="n1.example"), 200)
    assert sign_ins_of(row("b", old_totp_env="X")) == {"old.example": 2, "new.example": 1}
    assert known.blocking_reason(row("b", new="n2.example"), 250) == ""
    assert known.blocking_reason(row("b", new="n2.example", old_totp_env="X"), 250) == (
        "old.example has had 4 sign-ins in five minutes"
    )
    assert known.blocking_reason(row("b", new="n2.example", old_totp_env="X"), 400) == ""


def test_trouble_holds_back_all_moves_of_a_server_and_then_lets_them_try_one_by_one() -> None:
    known = schedule()
    first, second = row("a"), row("b")
    known.start(first, 0)
    known.slow_down(["old.example"], 30, 0)
    known.slow_down(["old.example"], 40, 1)  # the same trouble, seen by another
    assert known.slow_servers() == ["old.example"]
    assert known.blocking_reason(second, 20) == "old.example has trouble"
    assert known.blocking_reason(second, 42) == "another move uses old.example"
    known.end(first, well=False)
    assert known.blocking_reason(second, 42) == ""
    known.slow_down(["old.example"], 0, 50)  # the next trouble is waited for longer
    assert (known.blocking_reason(second, 69), known.blocking_reason(second, 71)) == ("old.example has trouble", "")
    known.start(second, 71)
    known.end(second, well=True)
    assert known.slow_servers() == []
