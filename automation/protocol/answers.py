"""What another program may write to a run's standard input, one line each."""

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True)


class Answer(_Line):
    """Answers a question."""

    do: Literal["answer"] = "answer"
    question: int
    """The number of the question."""
    text: SecretStr
    """The answer."""

    def line(self) -> bytes:
        """The answer as a line for the run's standard input, with the answer in clear text."""
        return json.dumps(self.model_dump() | {"text": self.text.get_secret_value()}).encode() + b"\n"


class Pause(_Line):
    """Pauses the run before its next step."""

    do: Literal["pause"] = "pause"


class GoOn(_Line):
    """Ends a pause."""

    do: Literal["go on"] = "go on"


class Stop(_Line):
    """Stops the run as Ctrl-C does."""

    do: Literal["stop"] = "stop"


AnyLine = Annotated[Answer | Pause | GoOn | Stop, Field(discriminator="do")]
LINES: TypeAdapter[AnyLine] = TypeAdapter(AnyLine)
