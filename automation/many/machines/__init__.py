"""Moves on several machines: a queue in PostgreSQL, kept by Procrastinate, and a worker on each machine.

Needs the extra `mastodon-move[machines]`. May import: `automation.many.supervision` and below. Begin with `jobs`.
"""
