"""What a centre wants for each segment of its customers (S4.10): aim, channels offered, promises, who sees to it."""

from dataclasses import dataclass
from datetime import date, timedelta

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.errors import Refusal
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_views import month_after, month_before, months
from csatdesk.domain.surveys import MONTHS
from csatdesk.domain.topic_ranking import Days, so_far

TEXT_MOST = 4000  # characters of the aim, and of the promises
QUARTER, YEAR = 3, 12  # months
SINGLE_MONTHS = 12  # that can be looked at by themselves


class AimMissing(Refusal):
    text = N_("Write what you want for these customers.")


class MainChannelNotOffered(Refusal):
    text = N_("The main channel has to be one of those ticked.")


class ReviewInFuture(Refusal):
    text = N_("It cannot have been reviewed on a day to come.")


class NextReviewTooEarly(Refusal):
    text = N_("Choose a next review after the last one.")


@dataclass(frozen=True, slots=True)
class NewStrategy:
    """As a leader writes it. `channels`: those offered; `main`: the one that is recommended first, None: none is."""

    segment: Segment
    aim: str
    channels: frozenset[Channel] = frozenset()
    main: Channel | None = None
    promises: str = ""
    responsible_id: int | None = None
    reviewed_on: date | None = None
    next_review_on: date | None = None

    def check(self, today: date) -> None:
        if not self.aim.strip():
            raise AimMissing(field="aim")
        for name, value in (("aim", self.aim), ("promises", self.promises)):
            fitting(value, field=name, most=TEXT_MOST)
        if self.main is not None and self.main not in self.channels:
            raise MainChannelNotOffered(field="main")
        if self.reviewed_on is not None and self.reviewed_on > today:
            raise ReviewInFuture(field="reviewed")
        if self.next_review_on is not None and self.next_review_on <= (self.reviewed_on or date.min):
            raise NextReviewTooEarly(field="next_review")

    @property
    def ordered(self) -> tuple[Channel, ...]:
        """The channels offered, the main one first."""
        offered = [one for one in Channel if one in self.channels]
        return tuple(sorted(offered, key=lambda one: one is not self.main))


@dataclass(frozen=True, slots=True)
class Strategy:
    """What is written of one segment. `responsible`: a name, "" where nobody is named."""

    written: NewStrategy
    responsible: str
    version: int

    def is_review_due(self, today: date) -> bool:
        return self.written.next_review_on is not None and self.written.next_review_on <= today


# the time that is looked at

Span = tuple[int, int]  # first and last month, such as 202610


@dataclass(frozen=True, slots=True)
class SegmentAsked:
    """A segment's page for some months."""

    segment: Segment
    span: Span

    @property
    def before(self) -> Span:
        """As many months just before."""
        first, last = self.span
        for _month in months(*self.span):
            first, last = month_before(first), month_before(last)
        return first, last

    def days(self, today: date) -> tuple[Days, Days]:
        """The days of these months, and of those before: of months that are not over up to today, and as many."""
        return so_far(days_of(self.span), days_of(self.before), today)


def days_of(span: Span) -> Days:
    first, after = span[0], month_after(span[1])
    return Days(_first_day(first), _first_day(after) - timedelta(days=1))


def _first_day(month: int) -> date:
    return date(month // MONTHS, month % MONTHS, 1)


def spans_until(month: int) -> tuple[Span, ...]:
    """What can be chosen: a quarter and a year up to this month, then single months, the newest first."""
    single = [month]
    while len(single) < SINGLE_MONTHS:
        single.append(month_before(single[-1]))
    return ((single[QUARTER - 1], month), (single[YEAR - 1], month), *((one, one) for one in single))
