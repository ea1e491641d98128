"""The guide as a program: one script per part, and around them settings, browser, sign-in, journal and report."""
