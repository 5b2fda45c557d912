"""What the pages of reviews ask in one transaction each."""

from dataclasses import dataclass
from datetime import date, datetime

from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.reviews.drawing import month_before
from csatdesk.operations.reviews.rules import RuleChoices, RuleRow, list_rules, load_choices
from csatdesk.operations.reviews.tasks import MyReviews, load_my_reviews
from csatdesk.operations.work import Reading


@dataclass(frozen=True, slots=True)
class MyBoard:
    reviews: MyReviews
    calendar: WorkCalendar
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleBoard:
    """All rules, what a new one can be made of, and the days that are usually drawn from."""

    rules: tuple[RuleRow, ...]
    choices: RuleChoices
    today: date

    @property
    def usual_days(self) -> tuple[date, date]:
        return month_before(self.today)


def load_mine(reading: Reading) -> MyBoard:
    return MyBoard(load_my_reviews(reading), own_calendar(reading), reading.at)


def load_rules(reading: Reading) -> RuleBoard:
    return RuleBoard(list_rules(reading), load_choices(reading), own_calendar(reading).local_day(reading.at))
