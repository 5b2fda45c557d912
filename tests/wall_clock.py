"""A clock that the tests set, in the place of the computer's own."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from csatdesk.system import clock

WARSAW = ZoneInfo("Europe/Warsaw")


class Wall:
    """The clock on the wall, by which the program goes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
        self.shows = datetime.combine(day, time(8))
        wall = self

        class Moment(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # a plain datetime does
                return wall.shows.replace(tzinfo=WARSAW).astimezone(tz)

        monkeypatch.setattr(clock, "datetime", Moment)

    def goes_on(self, minutes: int) -> None:
        self.shows += timedelta(minutes=minutes)
