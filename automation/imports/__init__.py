"""Bringing lists into the new account: what is to be uploaded, the uploads, the comparison, and trying again.

May import: lists, run and what is below them. Begin with `upload_plan`, then `uploads`.
"""
