"""What My desk asks for and does, on both databases."""

from datetime import timedelta

import pytest

from csatdesk.domain.cases import (
    AlreadyClosed,
    CaseFilter,
    Closing,
    NoAnswerReason,
    Outcome,
    ReplyBy,
)
from csatdesk.operations.cases.commands import (
    TakenMeanwhile,
    take_case,
)
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.queries import list_cases, load_case
from tests.cast import NOW, Stage


def test_cases_are_found_by_how_the_answer_is_wanted(centre: Stage) -> None:
    centre.register(reply_by=ReplyBy.LETTER)
    call = centre.register(reply_by=ReplyBy.PHONE)
    with centre.read() as reading:
        found = list_cases(reading, filter=CaseFilter(reply_by=(ReplyBy.PHONE,)))
    assert [row.id for row in found.rows] == [call.case_id]


def test_a_free_case_is_taken(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.work() as work:
        take_case(work, case_id=case_id, if_free=True)
    assert owner(centre, case_id) == "Anna Nowak"


def test_a_case_that_somebody_took_meanwhile_stays_theirs(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.work(centre.marek) as work:
        take_case(work, case_id=case_id)
    with pytest.raises(TakenMeanwhile), centre.work() as work:
        take_case(work, case_id=case_id, if_free=True)
    assert owner(centre, case_id) == "Marek Lis"


def test_a_case_closed_meanwhile_is_not_taken(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.read() as reading:
        version = load_case(reading, case_id=case_id).version
    with centre.work(at=NOW + timedelta(minutes=1)) as work:
        closing = Closing(Outcome.SETTLED, no_answer_reason=NoAnswerReason.ON_THE_SPOT)
        close_case(work, case_id=case_id, closing=closing, version=version)
    with pytest.raises(AlreadyClosed), centre.work() as work:
        take_case(work, case_id=case_id, if_free=True)


def owner(centre: Stage, case_id: int) -> str:
    with centre.read() as reading:
        return load_case(reading, case_id=case_id).row.owner_name
