"""The exit codes of the command: the kind of outcome, for scripts and cron."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a run ended. `automation.errors` has an error for each code from 2 on."""

    DONE = 0
    BUG = 1
    USAGE = 2
    SIGN_IN_REFUSED = 3
    CONDITION_NOT_MET = 4
    SERVER_PROBLEM = 5
    SCREEN_PROBLEM = 6
    DONE_IN_PART = 7
    INTERRUPTED = 130
