"""Working days of three people by keyboard through the real windows; in the evening they and the books agree."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest
from PySide6.QtWidgets import QApplication

from csatdesk.gui.cases import letter_papers, to_post
from tests.cast import Stage
from tests.end_to_end.checked_days import Checks
from tests.end_to_end.office_days import NAMES, Office
from tests.end_to_end.plain_books import working_days
from tests.end_to_end.script_of_days import work_through
from tests.wall_clock import Wall

Open = Callable[[date], Office]


@pytest.fixture
def open_office(qapp: QApplication, local_centre: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    for module in (letter_papers, to_post):
        monkeypatch.setattr(module, "send_to_printer", lambda _pages, _name: None)
    made: list[Office] = []

    def begin(day: date) -> Office:
        made.append(Office(local_centre, Wall(monkeypatch, day), seed=20261104))
        return made[0]

    yield begin
    for one in made:
        one.leave()


def work(office: Office, days: int) -> None:
    """Every morning one of the three compares the paper; every evening each of them, every other day after closing
    time.
    """
    checks = Checks(office)
    for place, day in enumerate(working_days(office.now.date(), days)):
        office.wall.shows = datetime.combine(day, time(8))
        first = list(office.people.values())[place % 3]
        if office.works_for(office.name(first)) == office.name(first):
            office.calls(first)
            checks.morning_sheet(first)
        work_through(office)
        office.wall.shows = datetime.combine(day, time(15, 55) if place % 2 else time(16, 20))
        office.over_night()
        for turn, (name, who) in enumerate(office.people.items()):
            if office.works_for(NAMES[name]) != NAMES[name]:
                continue  # is away
            office.calls(who)
            checks.evening(who, opens_lists=turn == place % 3, prints_sheet=turn == (place + 1) % 3)
            if name == "anna":
                checks.counter(who)
            if name == "marek":
                checks.in_charge(who)


def test_two_days_with_the_holidays_between_them(open_office: Open) -> None:
    work(open_office(date(2026, 12, 23)), 2)


@pytest.mark.slow
def test_forty_days_with_a_longer_night_a_holiday_and_two_ends_of_months(open_office: Open) -> None:
    work(open_office(date(2026, 10, 19)), 40)
