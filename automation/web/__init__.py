"""The page: the move without a terminal, in the user's own browser, on this computer only.

The page's server starts each run as a process of its own and speaks `automation.protocol` with it. It keeps no state
of a move: that is in the move's folder, so that the page finds a run again after it was closed or the server ended.

May import: every package but `cli`. Begin with `server`; `application` has the addresses, `screens` what they show.
"""
