"""The pages about who and what has access to the account: apps, own applications, invitations, two-factor sign-in.

They are only read: their links would revoke, delete or create something.
"""
