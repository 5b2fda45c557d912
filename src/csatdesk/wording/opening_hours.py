"""An office's week in one line, as it stands on a receipt or beside a field."""

from itertools import groupby

from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.domain.opening_hours import DAY_MINUTES, Interval
from csatdesk.wording.formats import _locale, clock_time
from csatdesk.wording.speaking import language


def opening_words(calendar: WorkCalendar) -> str:
    """Days with the same hours together, closed ones left out: "Mon–Fri 08:00–17:00; Sat 09:00–13:00"."""
    runs = [(hours, list(days)) for hours, days in groupby(range(7), key=lambda day: calendar.hours.week[day])]
    return "; ".join(f"{_days(days)} {_hours(hours)}" for hours, days in runs if hours)


def _days(days: list[int]) -> str:
    from babel.dates import get_day_names

    names = get_day_names("abbreviated", context="stand-alone", locale=_locale(language()))
    return names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"


def _hours(hours: tuple[Interval, ...]) -> str:
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in hours)


def _clock(minutes: int) -> str:
    """A time of day; the end of a day is 24:00, later ones lie in the next day."""
    from datetime import time

    if minutes == DAY_MINUTES:
        return clock_time(time(0, 0)).replace("00", "24", 1)
    return clock_time(time(*divmod(minutes % DAY_MINUTES, 60)))
