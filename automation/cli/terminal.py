"""The progress of a run: a checklist in a terminal, plain lines elsewhere."""

import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from automation.cli.layout import Table, beside, question_lines
from automation.followers.readings import Reading, Readings
from automation.followers.terminal_chart import Chart, clock, in_words
from automation.outline import part_name
from automation.progress import Review, Stage, Topic, waiting
from automation.steps import Part, Step
from automation.system.keyboard import at_a_terminal, edited_line, typing_shown
from automation.text import printable

_MARKS = {
    "done": ("✓", "green"),
    "already done": ("✓", "cyan"),
    "skipped": ("–", "dim"),
    "failed": ("✗", "red"),
    "paused": ("‖", "yellow"),
}


class Checklist:
    """The guide as a checklist that is updated during the run (Rich).

    Args:
        console: The console to draw on.
        moving: Whether to draw the current and remaining steps too, or only those that are done.
    """

    def __init__(self, console: Console, *, moving: bool = True) -> None:
        self._console = console
        self._running: Step | None = None
        self._left: list[Step] = []
        self._note = "starting"
        self._picture: Chart | None = None
        self._live = self._new_live()
        if moving:
            self._live.start(refresh=True)

    def _new_live(self) -> Live:
        """A display that is refreshed by this class: Rich's refresh thread could write in the middle of a print."""
        return Live(console=self._console, auto_refresh=False, transient=True, get_renderable=self._draw)

    def stage(self, stage: Stage, known: str = "") -> None:
        """Print the stage's heading."""
        self._console.print(Text.assemble("\n", (str(stage), "bold cyan"), f"  {printable(known)}" if known else ""))

    def part(self, part: Part, server: str) -> None:
        """Show the part's heading and its remaining steps."""
        self._left = list(part.steps)
        self._console.print(f"\n[bold]{part_name(part.number)}[/] · {escape(part.heading)} [dim]({escape(server)})[/]")

    def begin(self, step: Step) -> None:
        """Show the current step between those that are done and those that are left."""
        self._left = [left for left in self._left if left.number > step.number]
        self._running, self._note = step, ""
        self._live.refresh()

    def note(self, text: str) -> None:
        """Show the note below the current step."""
        self._note = printable(text)
        self._live.refresh()

    def wait(self, why: str, left: float, then: str = "next attempt") -> None:
        """Show the wait as a note."""
        self.note(waiting(why, left, then))

    def picture(self, step: Step, facts: dict[str, Any]) -> None:
        """Do nothing: the report shows the pictures."""

    def end(self, step: Step, outcome: str, said: str) -> None:
        """Tick the step, and show the page's answer."""
        mark, style = _MARKS[outcome]
        self._running, self._note = None, "" if self._left else "finishing"
        label = Text.assemble("  ", (mark, style), f" {step.number:>2}  ")
        self._console.print(beside(label, Text(step.words, "dim" if outcome == "skipped" else "")))
        for line in printable(said).splitlines():
            self._console.print(_indented(line, 8, "dim"))

    def counts(self, read: Sequence[Reading], known: Readings) -> None:
        """Show the chart in place of the checklist."""
        self._picture = Chart(known)
        self._live.refresh()

    def by_hand(self, text: str, seconds: float) -> None:
        """Print what to do in the browser window."""
        self.tell(text)

    def tell(self, text: str) -> None:
        """Print the message on a line of its own."""
        self._console.print(_indented(printable(text), 5, "yellow"))

    def review(self, review: Review) -> None:
        """Print the review as a table."""
        self._console.print(_table_of(review))
        for sentence in review.sentences:
            self._console.print(_indented(printable(sentence), 1, ""))

    def may_ask(self) -> bool:
        """Whether there is a terminal to ask questions in."""
        return at_a_terminal()

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        """Ask the user. The display pauses meanwhile."""
        with self._stopped():
            return answer(self._console, text, hidden=hidden, default=default)

    def close(self) -> None:
        """Stop updating; the last chart stays, and the step that was under way when the run was interrupted."""
        if self._running:
            self.end(self._running, "paused", "")
        self._live.stop()
        if self._picture:
            self._console.print(self._picture)

    @contextmanager
    def _stopped(self) -> Iterator[None]:
        """Stop drawing, and start a new display afterwards: the old one would draw over the question.

        After Ctrl-C nothing is drawn again: it would be drawn behind the question.
        """
        self._live.stop()
        yield
        self._live = self._new_live()
        self._live.start(refresh=True)

    def _draw(self) -> Group:
        if self._picture:
            return Group(self._picture, Text(f"\n {self._note}", style="dim", no_wrap=True, overflow="ellipsis"))
        running = self._running
        lines: list[RenderableType] = (
            [beside(Text(f"  … {running.number:>2}  "), Text(running.words))] if running else []
        )
        if self._note:
            lines.append(_indented(self._note, 8, "italic cyan"))
        left = [
            Text(f"  ○ {step.number:>2}  {step.words}", style="dim", no_wrap=True, overflow="ellipsis")
            for step in self._left
        ]
        return Group(*lines, *left)


def _table_of(review: Review) -> Table:
    count = len(review.rows[0])
    table = Table(title=review.title, show_header=bool(review.columns))
    for number in range(count):
        heading = review.columns[number] if review.columns else ""
        table.add_column(heading, style="bold" if number == 0 else "", overflow="fold")
    for row in review.rows:
        table.add_row(*row)
    return table


def _indented(text: str, by: int, style: str) -> Padding:
    """A text with the same indent on every line, even if it wraps."""
    return Padding(Text(text, style=style), (0, 0, 0, by))


class Notes:
    """Tells which notes are new. The text before the colon counts, so a countdown is new only once."""

    def __init__(self) -> None:
        self._last = ""

    def forget(self) -> None:
        """Treat the next note as new."""
        self._last = ""

    def are_new(self, text: str) -> bool:
        """Whether the note differs from the one before, up to the colon."""
        before, self._last = self._last, text.partition(":")[0]
        return bool(text) and before != self._last


class PlainLines:
    """One line per step, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._notes = Notes()

    def _line(self, text: str) -> None:
        self._console.print(Text(printable(text)), soft_wrap=True)

    def stage(self, stage: Stage, known: str = "") -> None:
        """Print the stage's heading."""
        self._line(f"{stage}: {known}" if known else str(stage))

    def part(self, part: Part, server: str) -> None:
        """Print the part's heading."""
        self._line(f"{part_name(part.number)}: {part.heading} ({server})")

    def begin(self, step: Step) -> None:
        """Print nothing: a step becomes a line when it ends."""
        self._notes.forget()

    def note(self, text: str) -> None:
        """Print a note once, not at every second of a countdown."""
        if self._notes.are_new(text):
            self._line(f"  ... {text}")

    def wait(self, why: str, left: float, then: str = "next attempt") -> None:
        """Show the wait as a note."""
        self.note(waiting(why, left, then))

    def picture(self, step: Step, facts: dict[str, Any]) -> None:
        """Do nothing: the report shows the pictures."""

    def end(self, step: Step, outcome: str, said: str) -> None:
        """Print the step's number, words and outcome, and the page's answer."""
        self._line(f"  {step.part}.{step.number} {step.words}: {outcome}")
        for line in said.splitlines():
            self._line(f"      {line}")

    def counts(self, read: Sequence[Reading], known: Readings) -> None:
        """Print the counts just read on one line."""
        if read:
            self._line(f"{clock(read[-1].time)}  " + "   ".join(in_words(reading, known) for reading in read))

    def by_hand(self, text: str, seconds: float) -> None:
        """Print what to do in the browser window."""
        self.tell(text)

    def tell(self, text: str) -> None:
        """Print the message on a line of its own."""
        self._line(f"  ! {text}")

    def review(self, review: Review) -> None:
        """Print a line for each fact and each sentence."""
        self._line(f"{review.title}:")
        for row in review.rows:
            label, *cells = row
            self._line(f"  {label + ':' if label else ''} {' | '.join(cells)}".rstrip())
        for sentence in review.sentences:
            self._line(f"  {sentence}")

    def may_ask(self) -> bool:
        """Whether there is a terminal to ask questions in."""
        return at_a_terminal()

    def ask(self, text: str, topic: Topic, *, hidden: bool = False, default: str = "") -> str:
        """Ask in the terminal, if there is one."""
        return answer(self._console, text, hidden=hidden, default=default)

    def close(self) -> None:
        """Do nothing: every line has been printed."""


def answer(console: Console, question: str, *, hidden: bool, default: str) -> str:
    """Ask a question and return the answer, or the default if it is empty; Ctrl-D gives an empty answer."""
    *before, prompt = question_lines(console, printable(f"{question} (Enter keeps {default})" if default else question))
    for line in before:
        console.print(Text(line))
    try:
        # getpass turns off the echo before it asks. Rich's hidden input asks first and loses keys typed early.
        if hidden:
            return getpass.getpass(f"{prompt} ")
        with typing_shown():
            return _line(console, f"{prompt} ") or default
    except EOFError:
        return ""


def _line(console: Console, prompt: str) -> str:
    """A line that the user types. It can be edited, and the up arrow brings back earlier answers."""
    if console.stderr or sys.platform == "win32":  # readline shows its prompt on stdout; Windows has its own editing
        return console.input(escape(prompt))
    return edited_line(prompt)


def console(to_stderr: bool) -> Console:
    """The console for the user: stdout, or stderr if stdout is for a program."""
    return Console(stderr=to_stderr, highlight=False)


def progress(on: Console) -> Checklist | PlainLines:
    """A checklist if the terminal supports it and NO_COLOR is not set, otherwise plain lines."""
    if on.is_terminal and not os.environ.get("NO_COLOR") and not on.is_dumb_terminal:
        return Checklist(on)
    return PlainLines(on)
