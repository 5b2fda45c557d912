"""Figures of other companies: entered, changed, ended, read from files, listed."""
