"""Deadlines as a calendar file (.ics) that any calendar program reads: numbers only, nobody's name.

What ends with a day is an all-day entry of that day. What is due at a time of day ends at that instant, written in
UTC, so that no program has to know our zone. An entry keeps its identity: the file read again moves entries, and does
not add them a second time.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from csatdesk.sheets.trouble import told_plainly

if TYPE_CHECKING:
    from icalendar import Event

SHOWN_FOR = timedelta(minutes=15)  # how long the entry of an instant is; it ends when the clock does


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """`uid` never changes. `due`: the day that ends it, or the aware instant."""

    uid: str
    title: str
    due: date | datetime


def as_calendar(entries: Iterable[CalendarEntry], *, name: str, written_at: datetime) -> bytes:
    """The whole file. `name`: what calendar programs call it."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//csatdesk//deadlines//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for entry in entries:
        made.add_component(_event(entry, written_at))
    return bytes(made.to_ical())


def write_calendar(path: Path, entries: Iterable[CalendarEntry], *, name: str, written_at: datetime) -> None:
    """Write it beside its place, then rename it. Raises Trouble."""
    content = as_calendar(entries, name=name, written_at=written_at)
    with told_plainly(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=".csatdesk-") as folder:
        unfinished = Path(folder) / "whole"
        unfinished.write_bytes(content)
        unfinished.replace(path)


def _event(entry: CalendarEntry, written_at: datetime) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", entry.uid)
    made.add("summary", entry.title)
    made.add("dtstamp", written_at.astimezone(UTC))
    if isinstance(entry.due, datetime):
        due = entry.due.astimezone(UTC)
        made.add("dtstart", due - SHOWN_FOR)
        made.add("dtend", due)
    else:
        made.add("dtstart", entry.due)
        made.add("dtend", entry.due + timedelta(days=1))
    made.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    return made
