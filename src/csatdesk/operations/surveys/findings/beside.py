"""What else is known of an office in the same months: complaints, matters that came again.

A bottleneck shows in several of them at once (S4.12). What was checked there stands in `operations.quality.beside`.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_views import SurveyView, month_after
from csatdesk.operations.surveys.findings.words import first_day
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.wording.formats import number, percent
from csatdesk.wording.texts import _, ngettext

COMPLAINTS = (CaseKind.COMPLAINT, CaseKind.CLAIM)


def load_beside(reading: Reading, *, view: SurveyView, office_id: int) -> tuple[tuple[str, str], ...]:
    """Name and words of each fact that there is."""
    require(reading.actor, Right.SEE_SURVEYS)
    return tuple(_contacts(reading, view, office_id))


def _contacts(reading: Reading, view: SurveyView, office_id: int) -> Iterator[tuple[str, str]]:
    zone = ZoneInfo(reading.centre.zone)
    midnight = datetime.min.time()
    begins = datetime.combine(first_day(view.first), midnight, zone)
    ends = datetime.combine(first_day(month_after(view.last)), midnight, zone)
    query = select(
        func.count(),
        func.sum(case((Case.kind.in_(COMPLAINTS), 1), else_=0)),
        func.sum(case((Case.repeats_id.is_not(None), 1), else_=0)),
    ).where(
        Case.centre_id == reading.actor.centre_id,
        Case.received_at >= begins,
        Case.received_at < ends,
        Case.office_id == office_id,
    )
    of, complaints, again = reading.db.execute(query).one()
    if not of:
        return
    said = ngettext("{count} of {n} matter, {share}", "{count} of {n} matters, {share}", of)
    for name, count in ((_("Complaints and claims"), complaints), (_("Came again"), again)):
        yield name, said.format(count=number(count), n=number(of), share=percent(count / of))
