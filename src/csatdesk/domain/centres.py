"""The centre, its offices, and what of setting it up is still to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.domain.surveys import Competence

REGION_MOST = 100  # characters


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """What every operation may need to know about the centre. `zone` is its IANA time zone."""

    id: int
    uid: UUID
    name: str
    country: str
    language: str
    zone: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class CalendarVersion:
    """One version of an office's hours. `since`: when it began to count for new clocks."""

    number: int
    since: datetime
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office with its opening hours."""

    id: int
    name: str
    address: str
    phone: str
    region: str
    country: str
    competence: Competence
    calendar: WorkCalendar
    calendar_spec: Mapping[str, object]
    version: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    id: int
    name: str
    leader_id: int | None
    leader_name: str


class LaterItem(Enum):
    """What set-up leaves for later."""

    OFFICES = "offices"
    HOURS = "hours"
    HOLIDAYS = "holidays"
    TOPICS = "topics"
    LEGAL = "legal"
    PEOPLE = "people"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class CentreSettings:
    centre: CentreFacts
    offices: tuple[OfficeRow, ...]
    later: tuple[LaterItem, ...]
