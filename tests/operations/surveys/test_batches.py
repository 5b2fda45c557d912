"""A batch of paper forms: keyed twice, what differs settled, released without a trace of the forms."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, func, select

from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.forms import Answer
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_batches import (
    BatchNotThere,
    BatchRow,
    BatchState,
    CodeTwice,
    CodeUnknown,
    FormNotKeyed,
    FormNumberTaken,
    FormsMissing,
    KeyedByOther,
    KeyedPaper,
    NotInBatch,
    NotSettled,
    SameKeyer,
    Stack,
    StacksOpen,
)
from csatdesk.domain.surveys import AnswerOffScale, SurveyNotRunning
from csatdesk.operations.surveys.batch_mends import key_form_anew, throw_batch
from csatdesk.operations.surveys.batches import (
    compare_batch,
    hand_to_second,
    key_form,
    list_batches,
    list_differences,
    open_batch,
    release_batch,
    settle_difference,
)
from csatdesk.operations.surveys.commands import end_survey
from csatdesk.operations.surveys.entering import keep_paper
from csatdesk.store.audit import AuditRow, AuditValue
from csatdesk.store.entities.survey_entry import KeyedForm
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer, Survey
from tests.cast import Stage
from tests.operations.surveys.hands import FULL, running
from tests.operations.surveys.test_responses import invited

ANON = {**FULL, "name": "anonymous"}


def opened(centre: Stage, survey_id: int) -> int:
    stack = Stack(centre.anna.office_id, 202611, Channel.HALL)
    with centre.work() as work:
        return open_batch(work, survey_id=survey_id, stack=stack, first_number=1)


def key(centre: Stage, batch_id: int, number: int, answers: Mapping[str, Answer] = ANON, **other: Any) -> None:
    actor = other.pop("actor", centre.anna)
    with centre.work(actor) as work:
        key_form(work, batch_id=batch_id, paper=KeyedPaper(number, answers, **other))


def keyed_twice(centre: Stage, batch_id: int, second: Mapping[int, Mapping[str, Answer]], forms: int = 4) -> int:
    """How many answers differ."""
    for number in range(1, forms + 1):
        key(centre, batch_id, number)
    with centre.work() as work:
        hand_to_second(work, batch_id=batch_id)
    for number in range(1, forms + 1):
        key(centre, batch_id, number, second.get(number, ANON), actor=centre.marek)
    with centre.work(centre.marek) as work:
        return compare_batch(work, batch_id=batch_id)


def row_of(centre: Stage, survey_id: int) -> BatchRow:
    with centre.read() as reading:
        (row,) = list_batches(reading, survey_id=survey_id).rows
    return row


def test_planted_differences_are_found_settled_and_only_then_does_it_count(centre: Stage) -> None:
    survey_id = running(centre)
    batch_id = opened(centre, survey_id)
    second = {2: {**ANON, "nps": 6}, 3: {k: v for k, v in ANON.items() if k != "csat"}}
    assert keyed_twice(centre, batch_id, second) == 2
    with centre.work() as work:
        found = list_differences(work, batch_id=batch_id)
        assert [(one.number, one.item_key, one.first, one.second) for one in found] == [
            (2, "nps", 9, 6),
            (3, "csat", 4, None),
        ]
        with pytest.raises(NotSettled):
            release_batch(work, batch_id=batch_id)
        settle_difference(work, batch_id=batch_id, number=2, item_key="nps", answer=6)
        settle_difference(work, batch_id=batch_id, number=3, item_key="csat", answer=None)
        assert release_batch(work, batch_id=batch_id) == 4
    with centre.read() as reading:
        query = select(ResponseAnswer.number).where(ResponseAnswer.item_key == "nps")
        assert sorted(filter(None, reading.db.execute(query).scalars())) == [6, 9, 9, 9]
        csat = select(func.count()).where(ResponseAnswer.item_key == "csat")
        assert reading.db.execute(csat).scalar() == 3
    row = row_of(centre, survey_id)
    assert (row.state, row.forms, row.compared, row.differing) == (BatchState.RELEASED, 4, 20, 2)
    assert row.agreement == 0.9


def test_nothing_of_the_forms_is_left_after_the_release(centre: Stage) -> None:
    survey_id = running(centre)
    batch_id = opened(centre, survey_id)
    keyed_twice(centre, batch_id, {})
    with centre.work() as work:
        release_batch(work, batch_id=batch_id)
    with centre.read() as reading:
        assert reading.db.execute(select(func.count()).select_from(KeyedForm)).scalar() == 0
        assert set(reading.db.execute(select(Response.source)).scalars()) == {""}


def test_the_first_person_does_not_key_again(centre: Stage) -> None:
    batch_id = opened(centre, running(centre))
    key(centre, batch_id, 1)
    with centre.work() as work:
        hand_to_second(work, batch_id=batch_id)
    with pytest.raises(SameKeyer):
        key(centre, batch_id, 1)


def test_who_did_not_begin_a_stack_keys_nothing_of_it_the_first_time(centre: Stage) -> None:
    """Else nobody would know who may key it again."""
    batch_id = opened(centre, running(centre))
    with pytest.raises(KeyedByOther):
        key(centre, batch_id, 1, actor=centre.marek)


def test_an_answer_off_its_scale_is_refused_when_it_is_keyed_or_settled(centre: Stage) -> None:
    """Not when all of the stack is to count."""
    batch_id = opened(centre, running(centre))
    with pytest.raises(AnswerOffScale):
        key(centre, batch_id, 1, {**ANON, "nps": 11})
    assert keyed_twice(centre, batch_id, {2: {**ANON, "nps": 6}}) == 1
    with centre.work() as work, pytest.raises(AnswerOffScale):
        settle_difference(work, batch_id=batch_id, number=2, item_key="nps", answer=11)


def test_a_stack_is_of_an_office_of_this_survey_and_of_no_month_to_come(centre: Stage) -> None:
    survey_id = running(centre)
    for stack in (Stack(999, 202611), Stack(centre.anna.office_id, 202612), Stack(centre.anna.office_id, 202613)):
        with centre.work() as work, pytest.raises(NotFound):
            open_batch(work, survey_id=survey_id, stack=stack, first_number=1)
        with centre.work() as work, pytest.raises(NotFound):
            keep_paper(work, survey_id=survey_id, stack=stack, paper=KeyedPaper(1, ANON))


def test_a_stack_is_thrown_away_with_all_that_was_keyed_and_comes_back(centre: Stage) -> None:
    survey_id = running(centre)
    batch_id = opened(centre, survey_id)
    keyed_twice(centre, batch_id, {2: {**ANON, "nps": 6}})
    before = row_of(centre, survey_id)
    with centre.work() as work:
        undo = throw_batch(work, batch_id=batch_id).undo
    with centre.read() as reading:
        assert list_batches(reading, survey_id=survey_id).rows == ()
        assert reading.db.execute(select(func.count()).select_from(KeyedForm)).scalar() == 0
    opened(centre, running(centre))  # takes the number of the row that is gone
    with centre.work() as work:
        undo(work)
    row = row_of(centre, survey_id)
    assert replace(row, id=before.id, version=before.version) == before
    with centre.read() as reading:
        assert [one.number for one in list_differences(reading, batch_id=row.id)] == [2]


def test_only_who_began_a_stack_or_leads_surveys_throws_it_away_and_never_one_that_counts(centre: Stage) -> None:
    survey_id = running(centre)
    with centre.work(centre.marek) as work:
        stack = Stack(centre.anna.office_id, 202611)
        batch_id = open_batch(work, survey_id=survey_id, stack=stack, first_number=1)
    with centre.work() as work, pytest.raises(NotAllowed):
        throw_batch(work, batch_id=batch_id)
    with centre.work(centre.marek) as work:
        throw_batch(work, batch_id=batch_id)
    batch_id = opened(centre, survey_id)
    keyed_twice(centre, batch_id, {})
    with centre.work(centre.marek) as work:
        release_batch(work, batch_id=batch_id)
        with pytest.raises(BatchNotThere):
            throw_batch(work, batch_id=batch_id)


def anew(centre: Stage, batch_id: int, number: int, nps: int, **other: Any) -> Any:
    with centre.work(other.pop("actor", centre.anna)) as work:
        paper = KeyedPaper(number, {**ANON, "nps": nps}, **other)
        return key_form_anew(work, batch_id=batch_id, paper=paper).undo


def test_a_form_that_was_keyed_wrongly_is_keyed_anew_by_who_keyed_it_and_that_is_taken_back(centre: Stage) -> None:
    batch_id = opened(centre, running(centre))
    key(centre, batch_id, 1, {**ANON, "nps": 3})
    undo = anew(centre, batch_id, 1, 9)
    with pytest.raises(FormNotKeyed):
        anew(centre, batch_id, 2, 9)
    with pytest.raises(AnswerOffScale):
        anew(centre, batch_id, 1, 11)
    with pytest.raises(KeyedByOther):
        anew(centre, batch_id, 1, 9, actor=centre.marek)
    with centre.work() as work:
        undo(work)
        assert work.db.execute(select(KeyedForm)).scalar_one().content["answers"]["nps"] == {"number": "3"}
    anew(centre, batch_id, 1, 9)
    with centre.work() as work:
        hand_to_second(work, batch_id=batch_id)
    with pytest.raises(SameKeyer):
        anew(centre, batch_id, 1, 9)
    key(centre, batch_id, 1, {**ANON, "nps": 4}, actor=centre.marek)
    anew(centre, batch_id, 1, 9, actor=centre.marek)
    with centre.work(centre.marek) as work:
        assert compare_batch(work, batch_id=batch_id) == 0


def test_a_form_keeps_its_own_code_when_it_is_keyed_anew(centre: Stage) -> None:
    survey_id = running(centre)
    invitation_id, batch_id = invited(centre, survey_id), opened(centre, survey_id)
    with centre.read() as reading:
        code = reading.db.get_one(Invitation, invitation_id).code
    key(centre, batch_id, 1, FULL, code=code)
    key(centre, batch_id, 2, FULL)
    anew(centre, batch_id, 1, 9, code=code)
    with pytest.raises(CodeTwice):
        anew(centre, batch_id, 2, 9, code=code)


def test_what_was_keyed_before_comes_not_back_once_the_stack_counts(centre: Stage) -> None:
    batch_id = opened(centre, running(centre))
    key(centre, batch_id, 1, {**ANON, "nps": 3})
    undo = anew(centre, batch_id, 1, 9)
    with centre.work() as work:
        hand_to_second(work, batch_id=batch_id)
    key(centre, batch_id, 1, actor=centre.marek)
    with centre.work(centre.marek) as work:
        compare_batch(work, batch_id=batch_id)
        release_batch(work, batch_id=batch_id)
    with centre.work() as work, pytest.raises(BatchNotThere):
        undo(work)
    with centre.read() as reading:
        assert reading.db.execute(select(func.count()).select_from(KeyedForm)).scalar() == 0


def ended(centre: Stage, survey_id: int) -> None:
    with centre.work(centre.marek) as work:
        end_survey(work, survey_id=survey_id, version=work.db.get_one(Survey, survey_id).version)


def test_no_survey_ends_over_a_stack_with_codes_and_answers_and_none_comes_back_after_the_end(centre: Stage) -> None:
    survey_id = running(centre)
    batch_id = opened(centre, survey_id)
    key(centre, batch_id, 1)
    with pytest.raises(StacksOpen):
        ended(centre, survey_id)
    with centre.work() as work:
        undo = throw_batch(work, batch_id=batch_id).undo
    ended(centre, survey_id)
    with centre.work() as work, pytest.raises(SurveyNotRunning):
        undo(work)
    with pytest.raises(SurveyNotRunning):
        opened(centre, survey_id)
    with centre.read() as reading:
        assert reading.db.execute(select(func.count()).select_from(KeyedForm)).scalar() == 0


def test_the_audit_knows_neither_code_nor_answer_of_a_form_in_a_stack(centre: Stage) -> None:
    survey_id = running(centre)
    invitation_id, batch_id = invited(centre, survey_id), opened(centre, survey_id)
    with centre.read() as reading:
        code = reading.db.get_one(Invitation, invitation_id).code
        before = reading.db.execute(select(func.max(AuditRow.id))).scalar_one()
        values = reading.db.execute(select(func.count()).select_from(AuditValue)).scalar_one()
    key(centre, batch_id, 1, code=code)
    anew(centre, batch_id, 1, 4, code=code)
    with centre.work() as work:
        throw_batch(work, batch_id=batch_id)
    with centre.read() as reading:
        rows = reading.db.execute(select(AuditRow).where(AuditRow.id > before)).scalars().all()
        assert {row.what for row in rows} == {"survey_batches"}
        assert all(code not in str(row.changes) and "nps" not in str(row.changes) for row in rows)
        assert reading.db.execute(select(func.count()).select_from(AuditValue)).scalar_one() == values


def test_the_list_asks_the_store_as_often_for_many_stacks_as_for_one(centre: Stage) -> None:
    survey_id = running(centre)
    asked: list[int] = []
    statements: list[str] = []
    for _each in range(2):
        keyed_twice(centre, opened(centre, survey_id), {})
        opened(centre, survey_id)
        statements.clear()
        with centre.read() as reading:
            event.listen(reading.db.connection(), "before_cursor_execute", lambda *told: statements.append(told[2]))
            list_batches(reading, survey_id=survey_id)
        asked.append(len(statements))
    assert asked[0] == asked[1] > 0


def test_the_list_comes_in_pages_and_what_counts_already_stands_last(centre: Stage) -> None:
    survey_id = running(centre)
    for place in range(5):
        batch_id = opened(centre, survey_id)
        if place in {1, 3}:
            keyed_twice(centre, batch_id, {}, forms=1)
            with centre.work() as work:
                release_batch(work, batch_id=batch_id)
    with centre.read() as reading:
        whole = list_batches(reading, survey_id=survey_id)
        pages = [list_batches(reading, survey_id=survey_id, limit=2)]
        while pages[-1].next is not None:
            pages.append(list_batches(reading, survey_id=survey_id, after=pages[-1].next, limit=2))
    assert [row.id for page in pages for row in page.rows] == [row.id for row in whole.rows]
    assert [len(page.rows) for page in pages] == [2, 2, 1]
    assert [row.state is BatchState.RELEASED for row in whole.rows] == [False] * 3 + [True] * 2


def test_a_number_is_keyed_once_and_the_second_person_keys_all_and_no_others(centre: Stage) -> None:
    batch_id = opened(centre, running(centre))
    key(centre, batch_id, 1)
    key(centre, batch_id, 2)
    with pytest.raises(FormNumberTaken):
        key(centre, batch_id, 2)
    with centre.work() as work:
        hand_to_second(work, batch_id=batch_id)
    with pytest.raises(NotInBatch):
        key(centre, batch_id, 3, actor=centre.marek)
    key(centre, batch_id, 2, actor=centre.marek)
    with centre.work(centre.marek) as work, pytest.raises(FormsMissing):
        compare_batch(work, batch_id=batch_id)


def test_a_code_is_known_used_once_and_ties_a_named_answer_to_its_contact(centre: Stage) -> None:
    survey_id = running(centre)
    invitation_id, batch_id = invited(centre, survey_id), opened(centre, survey_id)
    with centre.read() as reading:
        code = reading.db.get_one(Invitation, invitation_id).code
    with pytest.raises(CodeUnknown):
        key(centre, batch_id, 1, code="ABCDE23456")
    key(centre, batch_id, 1, FULL, code=code.lower())
    with pytest.raises(CodeTwice):
        key(centre, batch_id, 2, FULL, code=code)
    with centre.work() as work:
        hand_to_second(work, batch_id=batch_id)
    key(centre, batch_id, 1, FULL, actor=centre.marek, code=code)
    with centre.work(centre.marek) as work:
        assert compare_batch(work, batch_id=batch_id) == 0
        release_batch(work, batch_id=batch_id)
    with centre.read() as reading:
        response = reading.db.execute(select(Response)).scalar_one()
        assert (response.invitation_id, response.customer_id) == (invitation_id, centre.customer_id)
        assert (response.source, response.at) == ("1", None)


def test_a_form_whose_invitation_was_answered_meanwhile_is_left_out_and_counted(centre: Stage) -> None:
    survey_id = running(centre)
    invitation_id, batch_id = invited(centre, survey_id), opened(centre, survey_id)
    with centre.read() as reading:
        code = reading.db.get_one(Invitation, invitation_id).code
    key(centre, batch_id, 1, ANON, code=code)
    with centre.work() as work:
        hand_to_second(work, batch_id=batch_id)
    key(centre, batch_id, 1, ANON, actor=centre.marek, code=code)
    with centre.work(centre.marek) as work:
        compare_batch(work, batch_id=batch_id)
        work.db.get_one(Invitation, invitation_id).disposition = Disposition.COMPLETE
        assert release_batch(work, batch_id=batch_id) == 0
    row = row_of(centre, survey_id)
    assert (row.forms, row.left_out) == (0, 1)
