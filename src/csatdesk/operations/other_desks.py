"""What colleagues wrote into a shared store meanwhile, told from the audit rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from csatdesk.domain.changes import Kind
from csatdesk.operations.work import Reading
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.centres import Desk

KINDS = {
    "absences": Kind.STAFF,
    "calendars": Kind.CENTRE,
    "centres": Kind.CENTRE,
    "checklist_days": Kind.CHECKLIST,
    "checklist_schedules": Kind.CHECKLIST,
    "checklist_terms": Kind.CHECKLIST,
    "consents": Kind.CUSTOMER,
    "corrective_action_events": Kind.MEASURE,
    "corrective_actions": Kind.MEASURE,
    "customer_pairs": Kind.CUSTOMER,
    "customers": Kind.CUSTOMER,
    "day_counts": Kind.IMPORT,
    "desks": Kind.CENTRE,
    "evaluation_answers": Kind.EVALUATION,
    "evaluation_disputes": Kind.EVALUATION,
    "evaluation_files": Kind.EVALUATION,
    "evaluations": Kind.EVALUATION,
    "imports": Kind.IMPORT,
    "letter_templates": Kind.CENTRE,
    "matters": Kind.MATTER,
    "staff_records": Kind.RECORD,
    "standards": Kind.STANDARD,
    "standard_versions": Kind.STANDARD,
    "offices": Kind.CENTRE,
    "organisations": Kind.CENTRE,
    "programmes": Kind.PROGRAMME,
    "representatives": Kind.CUSTOMER,
    "saved_filters": Kind.LIST,
    "shift_notes": Kind.STAFF,
    "staff": Kind.STAFF,
    "survey_contact_lists": Kind.SURVEY,
    "survey_invitations": Kind.SURVEY,
    "surveys": Kind.SURVEY,
    "targets": Kind.TARGET,
    "teams": Kind.STAFF,
    "topic_names": Kind.TOPIC,
    "topics": Kind.TOPIC,
    "visit_scenarios": Kind.PROGRAMME,
    "visits": Kind.PROGRAMME,
    "waves": Kind.PROGRAMME,
}  # by table; every other one belongs to a case


@dataclass(frozen=True, slots=True)
class DeskNews:
    """The newest sequence of each desk's audit rows, and what others changed since the last question."""

    newest: Mapping[int, int]
    changed: frozenset[Kind]


def news_of_desks(reading: Reading, *, seen: Mapping[int, int] | None) -> DeskNews:
    """`seen`: the newest as they were last told; None for the first question.

    One query for all desks, one step into the index (desk, sequence) for each; only when something is new a second one
    reads the rows between.
    """
    last = select(func.max(AuditRow.sequence)).where(AuditRow.desk_id == Desk.id).scalar_subquery()
    newest = {desk: sequence or 0 for desk, sequence in reading.db.execute(select(Desk.id, last))}
    if seen is None:
        return DeskNews(newest, frozenset())
    fresh = [desk for desk, sequence in newest.items() if sequence != seen.get(desk, 0)]
    return DeskNews(newest, _changed(reading, fresh, seen) if fresh else frozenset())


def _changed(reading: Reading, desks: list[int], seen: Mapping[int, int]) -> frozenset[Kind]:
    """Kinds of what others wrote: not this person at this desk, who has seen it already."""
    since = or_(*(and_(AuditRow.desk_id == desk, AuditRow.sequence > seen.get(desk, 0)) for desk in desks))
    others = or_(AuditRow.desk_id != reading.actor.desk_id, AuditRow.by_id != reading.actor.id)
    tables = reading.db.execute(select(AuditRow.what).where(since, others).distinct()).scalars()
    return frozenset(KINDS.get(table, Kind.CASE) for table in tables)
