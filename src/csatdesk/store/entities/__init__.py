"""One module a noun: columns, keys, small verbs. Entities never leave operations.

All are loaded together, since their keys name one another's tables.
"""

from csatdesk.store.entities import cases, centres, contacts, imports, staff, topics

__all__ = ["cases", "centres", "contacts", "imports", "staff", "topics"]
