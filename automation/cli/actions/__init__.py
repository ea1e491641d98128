"""What the commands do. A module is loaded when its command runs, so that `--help` is quick (see `automation.loading`).

May import: everything but `app` and `commands`. Begin with `running`, which runs an action and shows what comes of it;
`parts` runs the guide.
"""

from typing import TYPE_CHECKING

from automation.loading import when_used

if TYPE_CHECKING:
    from automation.cli.actions import browser as browser
    from automation.cli.actions import demo as demo
    from automation.cli.actions import many as many
    from automation.cli.actions import one_task as one_task
    from automation.cli.actions import parts as parts
    from automation.cli.actions import plan as plan
    from automation.cli.actions import queue as queue
    from automation.cli.actions import report as report
    from automation.cli.actions import running as running
    from automation.cli.actions import sessions as sessions
    from automation.cli.actions import status as status
    from automation.cli.actions import version as version
    from automation.cli.actions import web as web
else:
    __getattr__ = when_used(__name__)
