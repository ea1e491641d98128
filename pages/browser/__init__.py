"""One browser page and what is done with it: the only place that clicks, fills and uploads.

Begin with `visitor`, which opens and reads, and `actor`, which also clicks; `actions` has what their observers are
told, `documents` waits for pages to load.
"""
