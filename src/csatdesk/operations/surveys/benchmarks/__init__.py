"""Figures of other companies: entered, changed, ended, listed."""
