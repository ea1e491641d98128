"""What a watch may not do: fill the disk with a film, and ask other people's servers too often."""

from urllib.parse import urlsplit

from automation.errors import NOTHING_OPENED, UsageProblem
from automation.handles import is_loopback
from automation.settings import Settings
from automation.steps import Side

# Against servers that other people use, too.
_GENTLE_S = 60


def require(settings: Settings) -> None:
    """Make sure that a watch with these settings is a gentle one.

    Raises:
        UsageProblem: it is not.
    """
    _refuse_film(settings)
    _be_gentle(settings)


def _refuse_film(settings: Settings) -> None:
    if settings.video:
        raise UsageProblem(
            "A watch takes hours and days, which fill the disk as a film.",
            safe=NOTHING_OPENED,
            next_="Leave --video away: the report has the followers' lines.",
        )


def _be_gentle(settings: Settings) -> None:
    origins = [getattr(settings, side.value).origin for side in Side]
    if settings.interval < _GENTLE_S and not all(is_loopback(urlsplit(origin).hostname or "") for origin in origins):
        raise UsageProblem(
            f"Every {settings.interval:g} s is too often for servers that others use, too.",
            safe=NOTHING_OPENED,
            next_=f"Say --interval {_GENTLE_S} or more; followers take hours and days anyway.",
        )
