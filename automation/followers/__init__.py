"""Follower counts over time: reading them on both accounts, watching them and drawing a chart.

May import: lists, run and what is below them. Begin with `status`, then `watch`.
"""
