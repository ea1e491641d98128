"""Limits of a watch: no video, which would fill the disk, and no short interval on other people's servers."""

from urllib.parse import urlsplit

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.handles import is_loopback
from automation.outline import Side
from automation.settings import Settings

# The shortest interval allowed for servers that other people use.
_GENTLE_S = 60


def require(settings: Settings) -> None:
    """Check that the settings respect the limits.

    Raises:
        UsageProblem: They do not.
    """
    _refuse_video(settings)
    _be_gentle(settings)


def _refuse_video(settings: Settings) -> None:
    if settings.video:
        raise UsageProblem(
            "A watch takes hours or days, and a video of it would fill the disk.",
            safe=NOTHING_OPENED,
            next_="Run the same command without --video. The report shows a chart of the followers.",
        )


def _be_gentle(settings: Settings) -> None:
    origins = [settings.account(side).origin for side in Side]
    if settings.interval < _GENTLE_S and not all(is_loopback(urlsplit(origin).hostname or "") for origin in origins):
        raise UsageProblem(
            f"An interval of {settings.interval:g} s is too short for servers that other people use.",
            safe=NOTHING_OPENED,
            next_=f"Use --interval {_GENTLE_S} or more; followers take hours or days anyway.",
        )
