"""Hands that give, promise, answer and list."""

from datetime import UTC, date, datetime, timedelta

from csatdesk.domain.cases import CaseFilter, Closing, Outcome, ReplyBy
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.operations.absences import save_absence
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.deadlines.queries import list_deadlines
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow, View
from csatdesk.store.entities.cases import Case
from tests.cast import NOW, Stage

OPEN = CaseFilter(is_open=True)
HOUR = timedelta(hours=1)


def at(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def give(stage: Stage, case_id: int, staff_id: int | None, when: datetime = NOW) -> None:
    with stage.work(stage.marek, when) as work:
        hand_over_cases(work, case_ids=[case_id], to_staff_id=staff_id)


def promise(stage: Stage, case_id: int, due_at: datetime, owner_id: int | None = None, *, is_day: bool = False) -> int:
    new = NewPromise(PromiseKind.CALL_BACK, "Oddzwonić", due_at, is_day=is_day, owner_id=owner_id)
    with stage.work(stage.anna, min(NOW, due_at) - 3 * HOUR) as work:
        return make_promise(work, case_id=case_id, new=new).result


def away(stage: Stage, staff_id: int, last_on: date, substitute_id: int | None) -> None:
    values = {"first_on": date(2026, 11, 18), "last_on": last_on, "substitute_id": substitute_id}
    with stage.work(stage.marek, at(18)) as work:
        save_absence(work, absence_id=None, staff_id=staff_id, **values)  # type: ignore[arg-type]  # fields by name


def listed(stage: Stage, view: View, cases: CaseFilter = OPEN, **more: object) -> list[DeadlineRow]:
    with stage.read(stage.marek) as reading:
        shown = DeadlineList(view, cases, **more)  # type: ignore[arg-type]  # fields by name
        return list(list_deadlines(reading, shown=shown).rows)


def texts(rows: list[DeadlineRow]) -> list[str]:
    return [row.case.text for row in rows]


def answered(stage: Stage, count: int) -> None:
    for place in range(count):
        case_id = stage.register(f"answered {place}", at=at(26, month=10)).case_id
        when = at(2 + place % 10)
        with stage.work(at=when) as work:
            answer_case(work, case_id=case_id, text="Tak.", sent_at=when, reply_by=ReplyBy.PHONE)
            version = work.db.get_one(Case, case_id).version
            closing = Closing(Outcome.NOT_JUSTIFIED, answer_sent_at=when)
            close_case(work, case_id=case_id, closing=closing, version=version)
