"""What a person reads at the end."""

import io
import re
from typing import Any

from rich.console import Console
from rich.text import Text

from automation.cli.summary import show_error, show_many_plan, show_results, show_status
from automation.cli.terminal import progress
from automation.errors import Interrupted, MoveError
from automation.progress import Review

SEEN = "The server answered that it is being looked after, and that one should come back later."
FILE = f"{'x' * 40}/error-details/page.png"


def shown(*, terminal: bool) -> list[str]:
    told = io.StringIO()
    error = MoveError(SEEN, next_="Come back [later].")
    error.doing, error.error_details = "Part 2, step 3", [FILE]
    show_error(Console(file=told, force_terminal=terminal, width=40), error)
    return [Text.from_ansi(line).plain.rstrip() for line in told.getvalue().splitlines()]


def test_a_failure_is_folded_between_words_where_somebody_reads_it() -> None:
    lines = shown(terminal=True)
    assert max(len(line) for line in lines if FILE not in line) <= 40
    labels = [line[:15].strip() for line in lines]
    assert [label for label in labels if label] == ["Stopped at", "Problem", "Your accounts", "What to do", "Details"]
    seen = lines[labels.index("Problem") : labels.index("Your accounts")]
    assert len(seen) > 2
    assert " ".join(line[15:] for line in seen) == SEEN
    assert f"Details        {FILE}" in lines  # never folded: it is copied


def test_a_failure_is_a_line_a_fact_where_a_program_reads_it() -> None:
    text = "\n".join(shown(terminal=False))
    assert re.findall("^(.{15})", text, re.MULTILINE) == [
        "Stopped at     ", "Problem        ", "Your accounts  ", "What to do     ", "Details        ",
    ]  # fmt: skip
    assert SEEN in text
    assert "Come back [later]." in text


def test_what_is_left_to_do_is_a_line_without_control_characters_where_a_program_reads_it() -> None:
    told = io.StringIO()
    show_results(Console(file=told, width=40), {"kept_for_later": [f"\x1b[31m{SEEN}"]})
    assert f"! To do yourself: \ufffd[31m{SEEN}\n" in told.getvalue()


def test_a_table_that_says_nothing_is_not_shown() -> None:
    told = io.StringIO()
    unseen = {side: {"handle": f"alice@{side}.example", "followers": "", "following": ""} for side in ("old", "new")}
    show_results(
        Console(file=told, width=80),
        {"check": {"screens": [], "facts": {}}, "lists": {}, "imports": {}, "verified": {}, "after": unseen},
    )
    assert told.getvalue().strip() == ""
    seen = {side: account | {"followers": "12"} for side, account in unseen.items()}
    show_results(Console(file=told, width=80), {"after": seen})
    assert "Followers" in told.getvalue()


# Markup that fails, markup that hides, and what a terminal obeys.
ODD = "1.2K [/x] [conceal]y[/] \x1b[2J"
SHOWN = "1.2K [/x] [conceal]y[/] \ufffd[2J"


def test_what_a_page_says_is_neither_markup_nor_obeyed_by_the_terminal() -> None:
    account = dict.fromkeys(("handle", "followers", "following", "redirect", "cooldown"), ODD)
    screen = {"server": ODD, "screen": ODD, "found": [ODD], "missing": [ODD], "prevents": [ODD]}
    move: dict[str, Any] = {
        "name": ODD,
        "state": "waiting",
        "due": None,
        "says": ODD,
        "next": ODD,
        "followers": {"old": ODD, "new": ODD},
    }
    move |= {key: [ODD] for key in ("obstacles", "also", "to_do")}
    kind = {"noun": ODD, "on_old": ODD, "added": [], "left": [], "missing": []}
    told = io.StringIO()
    console = Console(file=told, width=200)
    both = {side: account | {"aliases": [ODD], "imports": [ODD], "redirecting": False} for side in ("old", "new")}
    show_status(console, both)
    show_results(
        console, {"after": both, "moves": [move], "also": {"x": kind}, "login": ODD, "folder": ODD}, verbose=True
    )
    show_results(console, {"check": {"screens": [screen], "facts": {ODD: ODD}}, "hint": ODD}, verbose=True)
    plan = {"name": ODD, "does": ODD, "confirm": False, "moves_followers": True, "passwords": {"old": ODD}}
    show_many_plan(console, {"moves_planned": [plan | {"missing": [ODD]}], "folder": ODD})
    progress(console).review(Review(ODD, ((ODD, ODD),), (ODD, ODD)))
    assert "\x1b" not in told.getvalue()
    assert told.getvalue().count(SHOWN) >= 40


def test_columns_are_those_of_what_was_done() -> None:
    told = io.StringIO()
    show_results(Console(file=told, width=80), {"lists": {"blocks": {"rows": 6}}})
    assert "exported" in told.getvalue()
    assert not {"uploaded", "now", "missing"} & set(re.findall(r"[a-z]+(?: [a-z]+)?", told.getvalue()))


def end_of(results: dict[str, object], **options: bool) -> str:
    told = io.StringIO()
    show_results(Console(file=told, width=100), results, **options)
    return told.getvalue()


def test_the_end_begins_with_what_is_done_and_what_is_not() -> None:
    row = {"file": "x", "rows": 6, "page_says": 6, "difference": ""}
    stopped = end_of({"lists": {"blocks": row}, "alias": "alice@old.example", "followers_moved": False})
    assert stopped.strip().splitlines()[:2] == [
        "✓ Done: lists exported, alias created.",
        "! Your followers have not been moved.",
    ]
    assert stopped.index("have not been moved") < stopped.index("Lists exported")
    unseen = end_of({"lists": {"blocks": row}, "followers_moved": None})  # clicked, and the answer was lost
    assert "not been moved" not in unseen
    moved = end_of({"old": "a@old.example", "moved_to": "a@new.example", "lists": {"blocks": row}})
    assert moved.strip().startswith("✓ a@old.example has moved to a@new.example.")


def test_followers_who_have_all_come_are_not_said_to_be_on_their_way() -> None:
    moved: dict[str, object] = {"old": "a@old.example", "moved_to": "a@new.example"}
    for left, said in (("0", "The old account has no followers left; the new one has 187."), ("3", "can take days")):
        after = {
            "old": {"handle": "a@old.example", "followers": left},
            "new": {"handle": "a@new.example", "followers": "187"},
        }
        assert said in end_of(moved | {"after": after})
    assert "can take days" in end_of(moved)


def test_a_check_ends_in_a_verdict_and_shows_its_controls_on_demand() -> None:
    screen = {"server": "old", "screen": "Account", "found": ["move"], "missing": [], "prevents": []}
    found = {"screens": [screen], "obstacles": [], "facts": {"alias": "will be created in Part 4"}, "next": "do this"}
    short = end_of({"check": found})
    assert "Ready: no obstacles found. Next:\n  do this" in short
    assert "Controls found" not in short
    assert "Controls found" in end_of({"check": found}, verbose=True)


def test_error_details_are_one_line_unless_all_is_wanted() -> None:
    error = MoveError(SEEN)
    error.error_details = ["x/error-details/a.png", "x/error-details/a.html"]
    for verbose, lines in ((False, ["Details        2 files in x/error-details"]), (True, None)):
        told = io.StringIO()
        show_error(Console(file=told, width=100), error, verbose=verbose)
        shown_lines = [line for line in told.getvalue().splitlines() if line.startswith("Details")]
        assert shown_lines == (lines or [f"Details        {file}" for file in error.error_details])


def test_ctrl_c_before_anything_ran_does_not_speak_of_steps() -> None:
    assert "steps" not in Interrupted.by_the_user(anything_begun=False).safe
    assert "steps stay done" in Interrupted.by_the_user(anything_begun=True).safe
