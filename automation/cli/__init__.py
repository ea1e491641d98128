"""The command line: the Typer app, its options, and the output for people and programs.

May import: everything; nothing imports it. Begin with `app`.
"""
