"""Opening hours as people write them: "8:00–12:00, 13:00–17:00"."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.wording.formats import clock_time
from csatdesk.wording.texts import _

DAY_MINUTES = 24 * 60
Span = tuple[str, str]  # "HH:MM", "HH:MM" as a calendar's specification has them
_CLOCK = r"(\d{1,2})(?:[:.h]?(\d{2}))?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|—|−|to|do|til|kuni|до)\s*{_CLOCK}", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;+/&]*(?:and|i|og|ja|и)?[\s,;+/&]*", re.IGNORECASE)
_ALL_DAY = re.compile(r"24\s*(?:h|/\s*7)?", re.IGNORECASE)


class HoursUnreadable(Refusal):
    text = N_("“{part}” cannot be read as hours. Write them as {example}; an empty field means closed.")


class HoursOverlap(Refusal):
    text = N_("{later} begins before {earlier} has ended. Write the hours one after another.")


def read_hours(typed: str) -> list[list[str]]:
    """The intervals in `typed`, in order; none for a closed day. Refusals say which part is wrong."""
    text = typed.strip().casefold()
    if not text or text in {"-", "–", "—", _("closed").casefold()}:
        return []
    if _ALL_DAY.fullmatch(text):
        return [["00:00", "24:00"]]
    spans = sorted(_spans(text, typed.strip()))
    for earlier, later in pairwise(spans):
        if later[0] < _end(earlier):
            raise HoursOverlap(earlier=_shown(*earlier), later=_shown(*later))
    return [[_written(start), _written(end)] for start, end in spans]


def _spans(text: str, typed: str) -> list[tuple[int, int]]:
    """Minutes from midnight, start and end, as they follow one another in the text."""
    found, at = [], 0
    while at < len(text):
        match = _SPAN.match(text, at)
        if match is None:
            raise _unreadable(text[at:] or typed)
        start, end = _minutes(match[1], match[2]), _minutes(match[3], match[4])
        if start is None or end is None or start == DAY_MINUTES:
            raise _unreadable(match[0])
        found.append((start, end))
        between = _BETWEEN.match(text, match.end())
        at = between.end() if between else match.end()
    return found


def _minutes(hours: str, minutes: str | None) -> int | None:
    told = int(hours) * 60 + int(minutes or 0)
    return told if int(minutes or 0) < 60 and told <= DAY_MINUTES else None


def _end(span: tuple[int, int]) -> int:
    """An end at or before the start lies in the next day."""
    return span[1] if span[1] > span[0] else span[1] + DAY_MINUTES


def _unreadable(part: str) -> HoursUnreadable:
    return HoursUnreadable(part=part.strip(" ,;"), example=_shown(8 * 60, 12 * 60) + ", " + _shown(13 * 60, 17 * 60))


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _shown(start: int, end: int) -> str:
    return f"{_spoken(start)}–{_spoken(end)}"


def _spoken(minutes: int) -> str:
    """A time as the language writes it, without a leading nought: "8:00", in Finnish "8.00"."""
    if minutes == DAY_MINUTES:
        return clock_time(time(0)).replace("00", "24", 1)
    return clock_time(time(minutes // 60, minutes % 60)).removeprefix("0")


def hours_words(spans: Sequence[Sequence[str]]) -> str:
    """The intervals of a day as a field shows them, "" for a closed day."""
    return ", ".join(_shown(_parsed(start), _parsed(end)) for start, end in spans)


def _parsed(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def open_minutes(spans: Sequence[Sequence[str]]) -> int:
    """How long a day with these intervals is open."""
    return sum(_end((_parsed(start), _parsed(end))) - _parsed(start) for start, end in spans)
