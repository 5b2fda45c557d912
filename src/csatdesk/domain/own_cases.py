"""A person's own cases: those opened lately, those they pinned, and what others did to theirs meanwhile."""

from dataclasses import dataclass
from datetime import datetime

from csatdesk.domain.case_rows import HistoryLine

RECENT_MOST = 10
PINNED_MOST = 30


@dataclass(frozen=True, slots=True)
class OwnCaseRow:
    """A case opened lately or pinned, with nobody's name; `at`: when it was opened, or pinned."""

    case_id: int
    number: str
    topic_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class NewsRow:
    """What others did with one case; lines oldest first."""

    case_id: int
    number: str
    topic_id: int | None
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What others did since `since`, the last time the person went; None: they have not been here before."""

    since: datetime | None = None
    rows: tuple[NewsRow, ...] = ()
