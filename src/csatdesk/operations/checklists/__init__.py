"""Checklists with a schedule: set, run, left out, listed."""
