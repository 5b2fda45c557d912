"""A batch of paper forms: keyed twice, what differs settled, released without a trace of the forms."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import func, select

from csatdesk.domain.contacts import Channel
from csatdesk.domain.forms import Answer
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_batches import (
    BatchRow,
    BatchState,
    CodeTwice,
    CodeUnknown,
    FormNumberTaken,
    FormsMissing,
    KeyedPaper,
    NotInBatch,
    NotSettled,
    SameKeyer,
    Stack,
)
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
from csatdesk.store.entities.survey_entry import KeyedForm
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer
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
        (row,) = list_batches(reading, survey_id=survey_id)
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
