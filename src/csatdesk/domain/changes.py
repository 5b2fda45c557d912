"""What a command changed, and how a long job tells where it stands."""

from enum import Enum
from typing import Protocol


class Kind(Enum):
    """A kind of thing that changed; visible lists of that kind reload."""

    CASE = "case"
    CUSTOMER = "customer"
    TOPIC = "topic"
    STAFF = "staff"
    CENTRE = "centre"
    TARGET = "target"
    IMPORT = "import"
    NOTICE = "notice"  # what somebody is told
    MATTER = "matter"  # known matters
    LIST = "list"  # saved filters


class Progress(Protocol):
    """Called at least every 500 rows or 200 ms; raises `Cancelled` after the person pressed Cancel."""

    def __call__(self, done: int, total: int, /) -> None: ...


def no_progress(_done: int, _total: int) -> None:
    """For callers that nobody watches."""
