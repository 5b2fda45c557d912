"""Checklists with a schedule: what is due and not done, schedules, and aids that stand beside the work."""
