"""The browser: which one there is, how it is started or installed, and what of the environment reaches it.

May import: the modules of `automation` itself. Begin with `launch`.
"""
