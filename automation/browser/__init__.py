"""The browser: finding, starting and installing it, and the environment that it gets.

May import: the modules of `automation` itself. Begin with `launch`.
"""
