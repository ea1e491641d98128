"""Importing lists into the new account: planning and doing the uploads, comparing the result, and retrying.

May import: lists, run and what is below them. Begin with `upload_plan`, then `uploads`.
"""
