"""Today, the supervisor's first screen: what needs a decision now, and how the day goes."""

from csatdesk.operations.today.screen import Today, load_today

__all__ = ["Today", "load_today"]
