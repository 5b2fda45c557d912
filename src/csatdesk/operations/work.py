"""What windows need to name a transaction without knowing SQLAlchemy."""

from csatdesk.store.work import Reading, Store, Undoable, Work

__all__ = ["Reading", "Store", "Undoable", "Work"]
