"""How many customers a unit may still submit in a year.

Counted in one way: each address counts once for its unit (the office of the survey, or the centre where it is of all)
and calendar year in the zone of the centre, at the moment its list is submitted. Lists that were refused, corrected or
put in again count nothing, the same address in another survey of the year counts nothing, and what was submitted is not
given back when a customer is taken off the list or erased. Kept are digests under the centre's own key, no addresses.
"""

from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.contact_lists import DEFAULT_MOST, YearCount, address_key, check_year
from csatdesk.operations.work import Reading, Work
from csatdesk.store.audit import keyed
from csatdesk.store.base import batched
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.survey_lists import SubmittedAddress
from csatdesk.store.entities.surveys import Survey
from csatdesk.store.rows import insert_rows

WHOLE_CENTRE = 0
COLUMNS = ("centre_id", "unit", "year", "digest")


def year_count(reading: Reading, survey: Survey, addresses: Iterable[str]) -> YearCount:
    """Of the year that is now. `addresses`: those of the list at hand."""
    year = _year(reading)
    return YearCount(year, DEFAULT_MOST, _submitted(reading, survey, year), len(_new(reading, survey, year, addresses)))


def count_in(work: Work, survey: Survey, addresses: Iterable[str]) -> YearCount:
    """Write down what is submitted now. Raises YearFull, and then nothing is."""
    work.db.execute(select(Centre.id).where(Centre.id == work.actor.centre_id).with_for_update())  # one after another
    year = _year(work)
    new = _new(work, survey, year, addresses)
    count = YearCount(year, DEFAULT_MOST, _submitted(work, survey, year), len(new))
    check_year(count)
    rows = [(work.actor.centre_id, _unit(survey), year, digest) for digest in sorted(new)]
    insert_rows(work.db, SubmittedAddress, COLUMNS, rows)
    return count


def _year(reading: Reading) -> int:
    return reading.at.astimezone(ZoneInfo(reading.centre.zone)).year


def _unit(survey: Survey) -> int:
    return survey.office_id or WHOLE_CENTRE


def _submitted(reading: Reading, survey: Survey, year: int) -> int:
    query = select(func.count()).where(
        SubmittedAddress.centre_id == reading.actor.centre_id,
        SubmittedAddress.unit == _unit(survey),
        SubmittedAddress.year == year,
    )
    return reading.db.execute(query).scalar_one()


def _new(reading: Reading, survey: Survey, year: int, addresses: Iterable[str]) -> Collection[str]:
    """Digests that do not count yet."""
    key = reading.db.execute(select(Centre.audit_key).where(Centre.id == reading.actor.centre_id)).scalar_one()
    wanted = {keyed(key, f"survey address {address_key(one)}") or "" for one in addresses if one}
    known: set[str] = set()
    for some in batched(sorted(wanted), 400):
        query = select(SubmittedAddress.digest).where(
            SubmittedAddress.centre_id == reading.actor.centre_id,
            SubmittedAddress.unit == _unit(survey),
            SubmittedAddress.year == year,
            SubmittedAddress.digest.in_(some),
        )
        known |= set(reading.db.execute(query).scalars())
    return wanted - known
