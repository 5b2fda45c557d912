"""How long things took, in words: median, 90th percentile and maximum, in working and in calendar time."""

from collections.abc import Callable
from datetime import timedelta

from csatdesk.domain.spreads import Spread
from csatdesk.wording.formats import number, span
from csatdesk.wording.texts import _

NONE = "–"


def spread_words(spread: Spread, words: Callable[[timedelta], str]) -> str:
    """Median, 90th percentile and maximum: "4 h · 31 h · 60 h"; of few cases the longest alone."""
    if spread.longest is None:
        return NONE
    if spread.median is None or spread.p90 is None:
        return _("longest {length}").format(length=words(spread.longest))
    return " · ".join(map(words, (spread.median, spread.p90, spread.longest)))


def working_words(length: timedelta) -> str:
    """Working time in hours: a day of it has as many as the desk is open."""
    hours = length.total_seconds() / 3600
    if hours < 1:
        return span(length)
    return _("{count} h").format(count=number(hours, 1 if hours < 10 else 0))


def calendar_words(length: timedelta) -> str:
    days = length.total_seconds() / 86_400
    if days < 1:
        return span(length)
    return _("{count} d").format(count=number(days, 1 if days < 10 else 0))
