"""Deadlines: the supervisors' page, and how one due instant came about."""
