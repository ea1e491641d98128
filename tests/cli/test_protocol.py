"""A run driven by another program: events out, answers in. The program here knows the protocol and nothing else."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp
import pytest

from automation.protocol.events import EVENTS
from tests.support import COMMAND, MakePair, Pair, assert_moved, fewer_lists

pytestmark = [pytest.mark.process, pytest.mark.posix]

Line = dict[str, Any]
# By the question's kind and side.
Answers = dict[tuple[str, str | None], list[str | Callable[[], str]]]
AWKWARD = "Public %41&\"<ö>'\\ pass"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Program:
    """The other program: it reads lines, and answers questions by their kind."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.lines: list[Line] = []

    def send(self, **line: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(line).encode() + b"\n")
        self.process.stdin.flush()

    def read(self) -> Iterator[Line]:
        assert self.process.stdout is not None
        for text in self.process.stdout:
            self.lines.append(json.loads(text))
            yield self.lines[-1]

    def until(self, event: str, **facts: Any) -> Line:
        for line in self.read():
            if line["event"] == event and line.items() >= facts.items():
                return line
        raise AssertionError((event, facts, self.lines))

    def answer(self, answers: Answers) -> int:
        """Answer all questions by kind and side until the end; the exit code."""
        for line in self.read():
            if line["event"] == "question":
                given = answers[line["kind"], line["side"]].pop(0)
                self.send(do="answer", question=line["question"], text=given if isinstance(given, str) else given())
        return self.process.wait(timeout=60)

    def of(self, event: str) -> list[Line]:
        return [line for line in self.lines if line["event"] == event]


@contextmanager
def begun(pair: Pair, folder: Path, *command: str) -> Iterator[Program]:
    """A run whose accounts are known, but neither their e-mail addresses nor their passwords."""
    environment = {k: v for k, v in pair.environment().items() if not k.endswith(("__PASSWORD", "__EMAIL"))}
    with subprocess.Popen(
        [COMMAND, *command, "--json-lines", "--answers", "stdin", "--folder", "x"],
        env=os.environ | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=folder,
    ) as process:  # fmt: skip
        try:
            yield Program(process)
        finally:
            process.kill()


def sign_in_answers(pair: Pair) -> Answers:
    answers: Answers = {}
    for side, person in (("old", pair.people.old), ("new", pair.people.new)):
        answers |= {("e-mail", side): [person.email], ("password", side): [person.password]}
    return answers


@pytest.mark.slow
def test_the_whole_guide_is_driven_by_another_program(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    pair.people.old.password, pair.people.old.otp_secret = AWKWARD, TOTP_SECRET
    fewer_lists(pair)
    code = pyotp.TOTP(TOTP_SECRET).now
    answers = sign_in_answers(pair) | {
        ("code", "old"): ["000000", code],
        ("go on", None): ["yes"],
        ("move followers", "old"): ["mvoe", "move"],
    }
    answers["password", "old"] = ["wrong", AWKWARD]
    with begun(pair, private_home, "guide", "--report") as program:
        assert program.answer(answers) == 0
        assert [left for left in answers.values() if left] == []
        assert_moved(pair, lists=True)
        first, last = program.lines[0], program.lines[-1]
        assert (first["event"], first["protocol"], first["command"]) == ("begin", 1, "guide")
        assert first["process"] == program.process.pid
        assert (last["event"], last["exit_code"]) == ("end", 0)
        assert last["results"]["moved_to"] == "alice@new.example"

        # Every line is one of the schema's; each step begins before it ends; its pictures come in between.
        for line in program.lines:
            assert EVENTS.validate_python(line).model_dump(mode="json") == line
        began = [(line["part"], line["step"]) for line in program.of("step begins")]
        ended = [(line["part"], line["step"]) for line in program.of("step")]
        assert began == ended
        assert len(ended) == 35
        pictured = [(line["part"], line["step"]) for line in program.of("picture")]
        assert set(pictured) <= set(began)
        assert all((private_home / "x" / line["file"]).is_file() for line in program.of("picture"))
        (waited,) = {(line["why"].partition(" (")[0], line["then"]) for line in program.of("wait") if line["part"] == 5}
        assert waited == ("the old server does not see the alias yet", "next attempt")
        (review,) = [line for line in program.of("review") if line["title"] == "Move followers"]
        assert ["Followers now", "187", "0"] in review["rows"]

        # The answers are nowhere, however they might be written.
        text = json.dumps(program.lines, ensure_ascii=False)
        assert [
            secret for secret in (AWKWARD, json.dumps(AWKWARD)[1:-1], pair.people.new.password) if secret in text
        ] == []
        files = [path.read_bytes() for path in (private_home / "x").rglob("*") if path.is_file()]
        assert [file for file in files if AWKWARD.encode() in file] == []


def test_it_pauses_goes_on_and_stops_and_says_what_it_did_not_understand(
    make_pair: MakePair, private_home: Path
) -> None:
    pair = make_pair()
    answers = sign_in_answers(pair)
    with begun(pair, private_home, "export", "--only", "blocks") as program:
        email = program.until("question", kind="e-mail")
        program.send(do="answer", question=email["question"] + 7, text=AWKWARD)
        assert program.until("rejected")["why"] == "Question 8 is not open."
        program.send(do="dance", text=AWKWARD)
        assert program.until("rejected")["why"] == "The line is not one of this protocol."
        program.send(do="pause")
        program.send(do="answer", question=email["question"], text=answers["e-mail", "old"][0])
        password = program.until("question", kind="password")
        assert password["hidden"]
        program.send(do="answer", question=password["question"], text=answers["password", "old"][0])
        held = program.until("paused")
        assert (held["part"], held["step"]) == (2, 1)
        program.send(do="go on")
        program.until("goes on")
        program.until("step begins", step=4)
        program.send(do="stop")
        assert program.until("problem")["seen"] == "You stopped the run."
        end = program.until("end")
        assert (end["exit_code"], end["results"]["old"], "lists" in end["results"]) == (130, "alice@old.example", True)
        assert program.process.wait(timeout=60) == 130
        assert AWKWARD not in json.dumps(program.lines)


def test_without_anybody_to_answer_it_stops_at_its_next_question(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    with begun(pair, private_home, "export", "--only", "blocks") as program:
        program.until("question", kind="e-mail")
        assert program.process.stdin is not None
        program.process.stdin.close()
        problem = program.until("problem")
        assert problem["seen"].startswith("Nobody could answer the question: E-mail address for alice@old.example")
        assert program.process.wait(timeout=60) == 4


@pytest.mark.slow
@pytest.mark.remembered
def test_it_goes_on_when_nobody_reads_any_more(make_pair: MakePair, private_home: Path) -> None:
    pair = make_pair()
    with begun(pair, private_home, "export", "--only", "blocks") as program:
        program.until("step begins")
        assert program.process.stdout is not None
        program.process.stdout.close()
        assert program.process.wait(timeout=60) == 0
    journal = [json.loads(line) for line in (private_home / "x/journal.jsonl").read_text().splitlines()]
    assert (journal[-1]["event"], journal[-1]["exit_code"]) == ("run", 0)


def test_answers_need_json_lines(private_home: Path) -> None:
    done = subprocess.run(
        [COMMAND, "guide", "--answers", "stdin"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert "--answers needs --json-lines" in done.stderr
