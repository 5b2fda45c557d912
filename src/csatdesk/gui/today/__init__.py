"""Today: a supervisor's first page."""
