"""Follower counts over time: reading them on both accounts, watching them and drawing a chart.

May import: run and what is below it. Begin with `status`, then `watch`.
"""
