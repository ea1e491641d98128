"""The commands, a module each, named as the user types them.

May import: the CLI's `options` and `invocation`; what does the work is imported when a command runs. Begin with
`parts.guide`.
"""
