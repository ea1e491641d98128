"""The program's messages, all of them: `python -m tests.messages` prints them."""

import re

from tests.messages import messages

# Words of this project's own that people had to decode.
_RIDDLES = re.compile(
    r"\b(your word|did not take|anew|whoever|(is|are) to be had|sat out|evidence|onlooker|stumbl\w+"
    r"|by (itself|themselves)|at work|bro(ken|ke) off|came about|in the making|leave --[\w-]+ away"
    r"|th(is|e) machine)\b",
    re.IGNORECASE,
)


def test_all_of_them_are_found() -> None:
    texts = [message.text for message in messages()]
    assert len(texts) > 300
    for part in ("Your followers have not been moved", "is not a complete domain", "Run the whole guide", "Go on?"):
        assert any(part in text for text in texts), part


def test_no_message_has_to_be_decoded() -> None:
    assert [f"{one.file}:{one.line} {one.text}" for one in messages() if _RIDDLES.search(one.text)] == []
