"""What the two pages ask for in one transaction each."""

from dataclasses import dataclass
from datetime import date

from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.mystery.programmes import (
    ProgrammeRow,
    StandardChoice,
    list_programmes,
    list_visit_standards,
)
from csatdesk.operations.mystery.queries import WaveRow, list_waves, offices_to_visit
from csatdesk.operations.mystery.rotation import list_visitors
from csatdesk.operations.mystery.visits import has_critical_news
from csatdesk.operations.work import Reading


@dataclass(frozen=True, slots=True)
class Board:
    """All waves, and what a new one can be made of."""

    waves: tuple[WaveRow, ...]
    programmes: tuple[ProgrammeRow, ...]
    standards: tuple[StandardChoice, ...]
    offices: tuple[tuple[int, str], ...]
    visitors: tuple[tuple[int, str], ...]
    today: date
    has_critical_news: bool = False

    def programme(self, programme_id: int) -> ProgrammeRow:
        return next(one for one in self.programmes if one.id == programme_id)


def load_board(reading: Reading) -> Board:
    return Board(
        list_waves(reading),
        list_programmes(reading),
        list_visit_standards(reading),
        offices_to_visit(reading),
        list_visitors(reading),
        own_calendar(reading).local_day(reading.at),
        has_critical_news(reading),
    )
