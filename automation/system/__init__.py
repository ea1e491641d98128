"""What differs between systems: files and their permissions, keys of a terminal, the environment a run is started in.

May import: `errors` and what is below it. Begin with `files`.
"""
