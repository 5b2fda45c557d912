"""What windows need to name a transaction without knowing SQLAlchemy."""

from csatdesk.store.work import Reading, Store, Undoable, Work

PAUSE_SECONDS = 0.005  # between the writes of a job; lets waiting commands have the writer first

__all__ = ["PAUSE_SECONDS", "Reading", "Store", "Undoable", "Work"]
