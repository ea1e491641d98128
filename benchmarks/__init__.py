"""Measures, run by hand: `make bench`."""
