"""Giving out case numbers: by desk and year, never twice, without asking other desks."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.case_numbers import CaseNumber
from csatdesk.operations.work import Work
from csatdesk.store.entities.centres import Desk, NumberBlock


def next_numbers(work: Work, count: int) -> list[str]:
    """The next `count` numbers of this desk, in order. The year is the centre's local one."""
    year = work.at.astimezone(ZoneInfo(work.centre.zone)).year % 100
    block = work.db.get_one(Desk, work.actor.desk_id).block
    counter = _counter(work, block, year)
    first = counter.last + 1
    counter.last += count
    return [str(CaseNumber(year, block, running)) for running in range(first, first + count)]


def _counter(work: Work, block: int, year: int) -> NumberBlock:
    query = select(NumberBlock).where(NumberBlock.block == block, NumberBlock.year == year).with_for_update()
    found = work.db.execute(query).scalar_one_or_none()
    if found is None:
        found = NumberBlock(block=block, year=year, last=0)
        work.db.add(found)
        work.db.flush()
    return found
