"""One module a noun: columns, keys, small verbs. Entities never leave operations.

All are loaded together, since their keys name one another's tables.
"""

from csatdesk.store.entities import (
    absences,
    attachments,
    cases,
    centres,
    contacts,
    customers,
    day_counts,
    deadlines,
    imports,
    jobs,
    letters,
    links,
    lists,
    matters,
    promises,
    spellings,
    staff,
    staff_records,
    standards,
    topics,
    turns,
    void_numbers,
)

__all__ = [
    "absences",
    "attachments",
    "cases",
    "centres",
    "contacts",
    "customers",
    "day_counts",
    "deadlines",
    "imports",
    "jobs",
    "letters",
    "links",
    "lists",
    "matters",
    "promises",
    "spellings",
    "staff",
    "staff_records",
    "standards",
    "topics",
    "turns",
    "void_numbers",
]
