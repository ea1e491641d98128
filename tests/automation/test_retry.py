"""What is tried again, when, and for how long."""

import email.utils
import time
from datetime import UTC, datetime, timedelta

import pytest

from automation.retry import RetryPolicy, may_read_again, named_pause
from pages.errors import ServerTrouble, SignedOut


def trouble(status: int | None = 503, again_at: str | None = None, *, reading: bool = True) -> ServerTrouble:
    return ServerTrouble("https://x.example/", status, "", again_at, reading=reading)


class Stumbling:
    """Fails with each of these, then works."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.tries = 0

    def __call__(self) -> None:
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)


def test_it_is_tried_again_and_every_wait_is_told() -> None:
    work, told = Stumbling(trouble(), trouble(429), trouble(None)), list[str]()
    RetryPolicy(10, 0.01, lambda why, seconds: told.append(why)).again(work, may_read_again, None)
    assert work.tries == 4
    assert len(told) == 3
    assert "status 429" in told[1]


@pytest.mark.parametrize("error", [trouble(reading=False), trouble(404), trouble(403), SignedOut("x")])
def test_what_is_not_safe_or_does_not_pass_is_not_tried_again(error: Exception) -> None:
    work = Stumbling(error)
    with pytest.raises(type(error)):
        RetryPolicy(10, 0.01, lambda why, seconds: None).again(work, may_read_again, None)
    assert work.tries == 1


@pytest.mark.parametrize("kind", ["seconds", "moment"])
def test_the_server_says_when(kind: str) -> None:
    moment = (datetime.now(UTC) + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    began = time.monotonic()
    RetryPolicy(10, 0.01, lambda why, seconds: None).again(
        Stumbling(trouble(429, moment if kind == "moment" else "1")), may_read_again, None
    )
    assert 0.9 < time.monotonic() - began < 5


def in_ten_minutes(later: timedelta = timedelta()) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=600) + later


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("600", 600),
        ("9" * 400, 3600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("²", 0),
        ("-5", 0),
        ("soon", 0),
        ("Fri, 31 Dec 9999 23:59:59 +9999999999999999", 0),
        ("", 0),
    ],
)
def test_whatever_a_server_says_is_at_most_an_hour(said: str, seconds: float) -> None:
    assert named_pause(trouble(429, said)) == pytest.approx(seconds, abs=60)


def test_a_moment_is_read_however_it_is_written() -> None:
    moment = in_ten_minutes()
    for said in (
        moment.isoformat(),
        moment.replace(tzinfo=None).isoformat(),
        email.utils.format_datetime(moment, usegmt=True),  # RFC 9110
    ):
        assert named_pause(trouble(429, said)) == pytest.approx(600, abs=60)
    assert named_pause(trouble(429, in_ten_minutes(timedelta(days=900)).isoformat())) == 3600


def test_a_wait_that_is_longer_than_the_retry_timeout_is_not_begun() -> None:
    work = Stumbling(trouble(429, "3600"))
    with pytest.raises(ServerTrouble):
        RetryPolicy(10, 0.01, lambda why, seconds: None).again(work, may_read_again, None)
    assert work.tries == 1


def test_every_failure_is_told_with_the_pause_that_the_server_wants_also_the_last() -> None:
    told = list[tuple[str, float]]()
    policy = RetryPolicy(10, 0.01, lambda why, seconds: None)
    policy.failed = lambda error, seconds: told.append((str(getattr(error, "status", "")), seconds))
    with pytest.raises(ServerTrouble):
        policy.again(Stumbling(trouble(503), trouble(429, "3600")), may_read_again, None)
    assert told == [("503", 0.01), ("429", 3600)]
