"""The protocol between a run and another program that shows it: events out, answers in; one JSON object per line.

`mastodon-move guide --json-lines --answers stdin` speaks it. `docs/reference/protocol.md` is generated from the models
in `events` and `answers`.

May import: `progress`, and the modules of `automation` below it. Begin with `events`.
"""

# Within a version, events and fields are only added; a reader skips those that it does not know.
VERSION = 1
