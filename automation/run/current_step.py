"""The current step: its actions, and the sentences about it."""

from dataclasses import dataclass, field

from automation.observers.controls import label_in_other_words
from automation.observers.run_observers import RunObservers
from automation.steps import Step
from pages.browser.actions import Action
from pages.browser.execution import Performer


@dataclass
class StepRun:
    """One run of a step."""

    step: Step
    outcome: str = "done"
    said: list[str] = field(default_factory=list)
    clicks: list[Action] = field(default_factory=list)
    label: str = ""

    def says(self, *lines: str) -> None:
        """Add sentences, such as the page's answer. They are shown and journalled with the step."""
        self.said += [line for line in lines if line]

    def page_says(self, text: str) -> None:
        """Add what the page says, as a quotation, so that nobody takes it for this program's own sentence."""
        if text:
            self.says(f"the page says: “{text}”")

    def already(self, text: str) -> None:
        """Mark the step as already done."""
        self.outcome = "already done"
        self.says(text)

    def skip(self, why: str) -> None:
        """Mark the step as skipped on purpose."""
        self.outcome = "skipped"
        self.says(why)

    def quote_label(self) -> None:
        """If the page's label of the step's control differs from the guide's words, quote it."""
        if self.label and self.label.casefold() not in self.step.words.casefold():
            self.said.insert(0, f"on the page: “{self.label}”")


class CurrentStep:
    """Passes every action on to the observers, and records it with the current step.

    Args:
        observers: The run's observers.
        read_labels: Whether the pages' labels of controls may be recorded.
    """

    def __init__(self, observers: RunObservers, *, read_labels: bool) -> None:
        self._observers, self._read_labels = observers, read_labels
        self.run: StepRun | None = None

    def before(self, action: Action) -> Performer:
        """Tell the observers, and record the page's label of the step's own control."""
        run = self.run
        if run and self._read_labels and run.step.is_at(action.screen, action.control) and not run.label:
            run.label = label_in_other_words(action)
        return self._observers.before(action)

    def after(self, action: Action) -> None:
        """Record the action, and tell the observers."""
        if self.run is not None:
            self.run.clicks.append(action)
        self._observers.after(action)
