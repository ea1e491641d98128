"""The guide as a program: one script per part, with settings, browser, sign-in, journal and report around them."""
