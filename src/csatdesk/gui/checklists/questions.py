"""What the pages of checks ask besides their list."""

from dataclasses import dataclass
from datetime import date

from csatdesk.domain.checklists import CheckCounts, CheckFilter, CheckRow, ScheduleRow
from csatdesk.domain.evaluations import EvaluationCard
from csatdesk.domain.staff import RIGHTS, Right, Scope, StaffRow
from csatdesk.operations.absences import today
from csatdesk.operations.cases.screens import CaseFacts, load_case_facts
from csatdesk.operations.checklists.queries import (
    CheckableStandard,
    DueChecks,
    checkable_standards,
    checks_before,
    count_checks,
    due_checks,
    list_schedules,
    load_check,
)
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.work import Reading


@dataclass(frozen=True, slots=True)
class Around:
    """`counts`: of the period that is shown; None before one is chosen."""

    today: date
    offices: tuple[tuple[int, str], ...]
    schedules: tuple[ScheduleRow, ...]
    due: DueChecks
    counts: CheckCounts | None


def load_around(reading: Reading, *, shown: CheckFilter | None) -> Around:
    schedules = list_schedules(reading)
    offices = {one.office_id: one.office_name for one in schedules}
    counts = count_checks(reading, shown=shown) if shown is not None else None
    return Around(today(reading), tuple(offices.items()), schedules, due_checks(reading), counts)


@dataclass(frozen=True, slots=True)
class CheckCard:
    """One check, with what was or is being filled for it, and the last times before it."""

    row: CheckRow
    evaluation: EvaluationCard | None
    before: tuple[CheckRow, ...]


def load_check_card(reading: Reading, *, schedule_id: int, day: date) -> CheckCard:
    row = load_check(reading, schedule_id=schedule_id, day=day)
    is_seen = row.evaluation_id is not None and (row.sent_at is not None or row.done_by_id == reading.actor.id)
    seen = load_evaluation(reading, evaluation_id=row.evaluation_id or 0) if is_seen else None
    return CheckCard(row, seen, checks_before(reading, schedule_id=schedule_id, day=day))


@dataclass(frozen=True, slots=True)
class Planning:
    """What a schedule is set from."""

    today: date
    standards: tuple[CheckableStandard, ...]
    facts: CaseFacts

    def people_of(self, office_id: int) -> list[StaffRow]:
        """Who can be asked in this office."""
        return [one for one in self.facts.staff if one.is_active and _runs_checks(one, office_id)]


def load_planning(reading: Reading) -> Planning:
    return Planning(today(reading), checkable_standards(reading), load_case_facts(reading))


def _runs_checks(person: StaffRow, office_id: int) -> bool:
    scope = RIGHTS[person.role].get(Right.RUN_CHECKLISTS)
    return scope is Scope.CENTRE or (scope is Scope.OFFICE and person.office_id == office_id)
