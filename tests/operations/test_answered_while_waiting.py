"""What ends a wait: an answer is measured by the due instant that the wait moved, and an end can be taken back."""

from datetime import UTC, datetime

from sqlalchemy import select

from csatdesk.domain.cases import CaseKind, Closing, Outcome, ReplyBy
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.waiting import resume, wait
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import CaseDeadline, CasePause
from tests.cast import Stage


def day(number: int) -> datetime:
    return datetime(2026, 11, number, 10, tzinfo=UTC)


def test_an_inquiry_answered_at_the_end_of_a_long_wait_is_in_time(centre: Stage) -> None:
    case_id = centre.register(kind=CaseKind.INQUIRY, at=day(2)).case_id
    with centre.work(at=day(3)) as work:
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="photo")
    with centre.work(at=day(12)) as work:
        answer_case(work, case_id=case_id, text="Done.", sent_at=day(12), reply_by=ReplyBy.PHONE)
    with centre.read(at=day(13)) as reading:
        (clock,) = reading.db.execute(select(CaseDeadline)).scalars()
        assert clock.due_at == datetime(2026, 11, 13, 15, tzinfo=UTC)
        assert clock.met_at == day(12)


def test_an_inquiry_closed_at_the_end_of_a_long_wait_is_in_time(centre: Stage) -> None:
    case_id = centre.register(kind=CaseKind.INQUIRY, at=day(2)).case_id
    with centre.work(at=day(3)) as work:
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="photo")
    with centre.work(at=day(12)) as work:
        closing = Closing(Outcome.ANSWERED, answer_sent_at=day(12))
        close_case(work, case_id=case_id, closing=closing, version=work.db.get_one(Case, case_id).version)
    with centre.read(at=day(13)) as reading:
        (clock,) = reading.db.execute(select(CaseDeadline)).scalars()
        assert clock.due_at == datetime(2026, 11, 13, 15, tzinfo=UTC)
        assert clock.met_at == day(12)


def test_taking_the_end_of_a_wait_back_leaves_another_that_ended_in_the_same_instant(centre: Stage) -> None:
    case_id = centre.register(kind=CaseKind.INQUIRY, at=day(2)).case_id
    with centre.work(at=day(3)) as work:
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="photo")
    with centre.work(at=day(4)) as work:
        resume(work, case_id=case_id)
        wait(work, case_id=case_id, reason=WaitingFor.COLLEAGUE, note="reading")
        undo = resume(work, case_id=case_id).undo
    with centre.work(at=day(5)) as work:
        undo(work)
    with centre.read(at=day(5)) as reading:
        pauses = reading.db.execute(select(CasePause).order_by(CasePause.id)).scalars().all()
        assert [pause.to_at for pause in pauses] == [day(4), FAR]
