"""Benchmarks, run by hand with `make bench`.

`startup` measures `--help`, `lists` long lists, and `guide` the whole guide against the bare Playwright script in
`bare`. `pictures` creates the pictures for README (`make pictures`).
"""
