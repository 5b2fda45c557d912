"""Daily counts of the machines: how many people there really were, whoever of them was written down (C24)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class CountSource(Enum):
    QUEUE = "queue"  # the queue machine of the hall
    TELEPHONE = "telephone"  # the telephone exchange


@dataclass(frozen=True, slots=True)
class DayCountRow:
    """What one machine of one office counted in a day."""

    day: date
    office_id: int
    source: CountSource
    count: int
