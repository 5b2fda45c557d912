"""What was checked and what customers felt: two measurements that stand side by side and never become one (M24)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csatdesk.domain.contacts import Channel
from csatdesk.domain.quality_views import Span
from csatdesk.domain.surveys import MONTHS
from csatdesk.domain.topic_ranking import Days

Months = tuple[int, int]  # the first and the last, such as 202610
# the contacts that a scorecard of this channel is about
HEARD_ABOUT: Mapping[str, frozenset[Channel]] = {
    "office": frozenset({Channel.HALL, Channel.VIP_HALL, Channel.RECEPTION}),
    "phone": frozenset({Channel.PHONE, Channel.CALL_BACK}),
    "written": frozenset({Channel.EMAIL, Channel.WEB_FORM, Channel.LETTER}),
    "chat": frozenset({Channel.CHAT}),
    "account": frozenset({Channel.ACCOUNT}),
}


@dataclass(frozen=True, slots=True)
class FeltBy:
    """The question of a survey by which it is told what customers felt."""

    survey_id: int
    item_key: str


@dataclass(frozen=True, slots=True)
class FeltSurvey:
    """A survey that somebody answered. `questions`: key and name of those that come to a figure, the best first."""

    id: int
    name: str
    questions: tuple[tuple[str, str], ...]


def months_of(days: Days) -> Months:
    """Of anonymous answers only the month is known: the whole months in which the days lie."""
    return _month(days.first), _month(days.last)


def _month(day: date) -> int:
    return day.year * MONTHS + day.month


def months_before(now: Span, before: Span | None) -> Months | None:
    """The months to compare with; None where both times share one, so that answers would stand beside themselves."""
    if before is None:
        return None
    first, last = months_of(before.days)
    here = months_of(now.days)
    return None if first <= here[1] and here[0] <= last else (first, last)
