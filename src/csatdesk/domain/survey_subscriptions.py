"""Reports of a survey that are made by themselves: how often, where to, which are missing (S0.28-S0.30)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_reports import DAY, Every, Period, last_whole, period_with, periods_back

MOST_MISSED = 3  # of those that no desk was open for; older ones are saved by hand
NEVER_DONE = date(1970, 1, 1)


class Hitch(Enum):
    """Why the last attempt came to nothing. It is tried again."""

    FOLDER_AWAY = "folder_away"
    NOT_ALLOWED = "not_allowed"
    NOT_WRITTEN = "not_written"


class FolderMissing(Refusal):
    text = N_("Choose a folder that is there.")


class AlreadySubscribed(Refusal):
    text = N_("This report goes to this folder already.")


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """`last`: the newest day that is in a report; None before the first."""

    id: int
    every: Every
    folder: str
    made_by: str
    last: date | None
    hitch: Hitch | None


def done_before(every: Every, today: date) -> date:
    """Up to where nothing is made of a subscription that begins today: its first report is of the time that runs."""
    return NEVER_DONE if every is Every.CAMPAIGN else period_with(every, today).first - DAY


def missing_periods(every: Every, done_until: date, today: date) -> tuple[Period, ...]:
    """Those that are over and not made yet, the oldest first. Not of a campaign, which has no such times."""
    newest = last_whole(every, today)
    if newest.last <= done_until:
        return ()
    return tuple(reversed(periods_back(every, newest, done_until + DAY, MOST_MISSED)))
