"""The command line: the Typer app and its options, and what a person or a program reads of a run.

May import: everything; nothing imports it. Begin with `app`.
"""
