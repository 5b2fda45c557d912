"""Of which answers somebody asks: survey, months and what narrows them."""

from dataclasses import dataclass, replace

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.surveys import MONTHS, Competence

YEAR = 12


@dataclass(frozen=True, slots=True)
class ResultFilter:
    """`first` and `last`: months (202610), both included. None: all of them. `competence`, `country` and `region` are
    those of the office; an anonymous answer has neither segment nor topic, so it falls out where these narrow.
    """

    survey_id: int
    first: int
    last: int
    office_id: int | None = None
    segment: Segment | None = None
    channel: Channel | None = None
    topic_id: int | None = None
    competence: Competence | None = None
    country: str | None = None
    region: str | None = None

    @property
    def is_narrow(self) -> bool:
        return self != ResultFilter(self.survey_id, self.first, self.last)

    @property
    def months(self) -> tuple[int, ...]:
        return months_between(self.first, self.last)

    def before(self) -> "ResultFilter":
        """As many months, just before."""
        count = len(self.months)
        return replace(self, first=month_before(self.first, count), last=month_before(self.first))


def month_before(month: int, count: int = 1) -> int:
    """202601 → 202512; a negative count goes on."""
    year, place = divmod(month // MONTHS * YEAR + month % MONTHS - 1 - count, YEAR)
    return year * MONTHS + place + 1


def months_between(first: int, last: int) -> tuple[int, ...]:
    found = []
    while first <= last:
        found.append(first)
        first = month_before(first, -1)
    return tuple(found)
