"""One browser page and what is done with it: the only place that clicks, fills and uploads.

Begin with `actor`; `actions` has what its observers are told, `documents` waits for pages to load.
"""
