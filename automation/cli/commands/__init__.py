"""The commands, a module each, named as the user types them.

May import: `options`, `invocation`, and `actions`, which do the work. Begin with `parts.guide`.
"""
