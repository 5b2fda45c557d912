"""Anonymous means anonymous: somebody who has the whole store, knows who was asked, and sat beside those who entered
the answers, so that they know the order and the minute of each, ties none of them to a person.

Each answer says in its comment whose it is; only the test knows, to tell whether an attack was right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, inspect, select, text

from csatdesk.domain.forms import Answer
from csatdesk.domain.identity import new_identity
from csatdesk.domain.keying import CALL_NAME
from csatdesk.domain.survey_batches import KeyedPaper, Stack
from csatdesk.domain.surveys import Route, new_code
from csatdesk.operations.surveys.batches import compare_batch, hand_to_second, key_form, open_batch, release_batch
from csatdesk.operations.surveys.entering import keep_paper
from csatdesk.operations.surveys.interviews import begin_call, keep_interview
from csatdesk.store.audit import AuditRow
from csatdesk.store.base import Base
from csatdesk.store.entities.survey_entry import SurveyCallBack
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer
from tests.cast import NOW, Stage
from tests.operations.surveys.hands import FULL, QUESTIONS, published, running
from tests.operations.surveys.test_loop import WISH

DIRECT, CALLED, IN_BATCH = range(16), range(16, 28), range(28, 44)
RIGHT_BY_CHANCE = 7  # so many of 16 right by guessing: once in some ten thousand runs
OF_ANSWERS = frozenset({"survey_responses", "survey_answers"})


@dataclass(frozen=True)
class Entered:
    """`invited`: ids in the order in which they answered; `order`: whose each response is, by its id."""

    stage: Stage
    survey_id: int
    invited: Sequence[int]
    whose: dict[int, int]

    def right(self, responses: Sequence[int], group: Sequence[int]) -> int:
        """How many the attacker gets right who takes these responses for those of the group, one by one."""
        theirs = [one for one in responses if self.whose[one] in group]
        return sum(self.whose[response] == person for response, person in zip(theirs, group, strict=True))


def minute(person: int) -> datetime:
    return NOW + timedelta(minutes=7 * person)


def said(person: int) -> dict[str, Answer]:
    """Everybody is unhappy, half wish to be called, one answers only in part."""
    answers: dict[str, Answer] = {**FULL, "nps": 2, "solved": "no", "comment": f"r{person}", "name": "anonymous"}
    answers |= {"wish": "yes" if person % 2 else "no", CALL_NAME: f"name {person}"}
    if person == DIRECT[5]:
        del answers["csat"]
    return answers


@pytest.fixture
def entered(centre: Stage) -> Entered:
    survey_id = running(centre, published(centre, {**QUESTIONS, "questions": [*QUESTIONS["questions"], WISH]}))
    invited = [invite(centre, survey_id, person) for person in range(IN_BATCH.stop)]
    stack = Stack(centre.anna.office_id, 202611, day=NOW.date())
    for person in DIRECT:
        with centre.work(at=minute(person)) as work:
            code = work.db.get_one(Invitation, invited[person]).code
            keep_paper(work, survey_id=survey_id, stack=stack, paper=KeyedPaper(person, said(person), code))
    for person in CALLED:
        with centre.work(at=minute(person)) as work:
            begin_call(work, invitation_id=invited[person])
        with centre.work(at=minute(person)) as work:
            answers = said(person)
            keep_interview(work, survey_id=survey_id, invitation_id=invited[person], answers=answers, language="pl")
    in_batch(centre, survey_id, stack, invited)
    with centre.read() as reading:
        query = select(ResponseAnswer.response_id, ResponseAnswer.text).where(ResponseAnswer.item_key == "comment")
        whose = {id_: int(words[1:]) for id_, words in reading.db.execute(query).tuples()}
    assert len(whose) == IN_BATCH.stop
    return Entered(centre, survey_id, invited, whose)


def invite(centre: Stage, survey_id: int, person: int) -> int:
    with centre.work(centre.marek) as work:
        one = Invitation(
            uid=new_identity(work.at),
            centre_id=work.actor.centre_id,
            survey_id=survey_id,
            office_id=centre.anna.office_id,
            code=new_code(),
            route=Route.PHONE if person in CALLED else Route.PAPER,
            first_name=f"Person {person}",
            language="pl",
            customer_id=centre.customer_id,
        )
        work.db.add(one)
        work.db.flush()
        return one.id


def in_batch(centre: Stage, survey_id: int, stack: Stack, invited: Sequence[int]) -> None:
    with centre.work(at=minute(IN_BATCH[0])) as work:
        batch_id = open_batch(work, survey_id=survey_id, stack=stack, first_number=1)
    for actor in (centre.anna, centre.marek):
        for number, person in enumerate(IN_BATCH, start=1):
            with centre.work(actor, minute(person)) as work:
                code = work.db.get_one(Invitation, invited[person]).code
                key_form(work, batch_id=batch_id, paper=KeyedPaper(number, said(person), code))
        with centre.work(actor, minute(IN_BATCH.stop)) as work:
            if actor is centre.anna:
                hand_to_second(work, batch_id=batch_id)
            else:
                compare_batch(work, batch_id=batch_id)
                release_batch(work, batch_id=batch_id)


def test_by_the_order_of_ids_and_of_what_lies_where(entered: Entered) -> None:
    orders = ["id", "uid"]
    with entered.stage.read() as reading:
        if reading.db.get_bind().dialect.name == "postgresql":
            orders += ["ctid", "xmin::text::bigint, ctid"]
        else:
            orders += ["rowid"]
        for order in orders:
            found = reading.db.execute(text(f"SELECT id FROM survey_responses ORDER BY {order}")).scalars().all()
            for group in (DIRECT, CALLED, IN_BATCH):
                assert entered.right(found, group) < RIGHT_BY_CHANCE, order
                assert entered.right(found, tuple(reversed(group))) < RIGHT_BY_CHANCE, order


def test_by_the_order_in_which_answers_to_questions_lie(entered: Entered) -> None:
    with entered.stage.read() as reading:
        is_server = reading.db.get_bind().dialect.name == "postgresql"
        order = "ctid" if is_server else "1"
        query = f"SELECT response_id FROM survey_answers WHERE item_key = 'comment' ORDER BY {order}"
        if not is_server:
            query = "SELECT response_id FROM survey_answers WHERE item_key = 'comment'"
        found = reading.db.execute(text(query)).scalars().all()
    for group in (DIRECT, CALLED, IN_BATCH):
        assert entered.right(found, group) < RIGHT_BY_CHANCE


def test_by_what_was_written_together_with_the_invitation(entered: Entered) -> None:
    """A server keeps with each row the number of the transaction that wrote it."""
    with entered.stage.read() as reading:
        if reading.db.get_bind().dialect.name != "postgresql":
            return
        invited = reading.db.execute(text("SELECT id, xmin::text FROM survey_invitations")).tuples().all()
        written = reading.db.execute(text("SELECT id, xmin::text FROM survey_responses")).tuples().all()
        called = reading.db.execute(text("SELECT xmin::text FROM survey_call_backs")).scalars().all()
    for together in (*(number for _id, number in invited), *called):
        beside = [id_ for id_, number in written if number == together]
        assert len(beside) != 1
    assert len({number for _id, number in written}) < len(written) / 3


def test_by_the_order_in_which_answers_and_invitations_of_a_stack_were_written(entered: Entered) -> None:
    """A server keeps with each row the number of the command that wrote it, and where it lies."""
    theirs = {entered.invited[person]: person for person in IN_BATCH}
    with entered.stage.read() as reading:
        if reading.db.get_bind().dialect.name != "postgresql":
            return
        for order in ("cmin::text::bigint, ctid", "ctid"):
            written = reading.db.execute(text(f"SELECT id FROM survey_responses ORDER BY {order}")).scalars().all()
            invited = reading.db.execute(text(f"SELECT id FROM survey_invitations ORDER BY {order}")).scalars()
            people = [theirs[id_] for id_ in invited if id_ in theirs]
            assert entered.right(written, people) < RIGHT_BY_CHANCE, order
            assert entered.right(written, people[::-1]) < RIGHT_BY_CHANCE, order


def test_by_what_was_written_just_before_the_wish_to_be_called(entered: Entered) -> None:
    with entered.stage.read() as reading:
        if reading.db.get_bind().dialect.name != "postgresql":
            return
        place = "xmin::text, cmin::text::bigint"
        written = reading.db.execute(text(f"SELECT {place}, id FROM survey_responses")).tuples().all()
        called = reading.db.execute(text(f"SELECT {place}, name FROM survey_call_backs")).tuples().all()
    right = 0
    for number, command, name in called:
        near = sorted((abs(at - command), id_) for transaction, at, id_ in written if transaction == number)
        right += bool(near) and name == f"name {entered.whose[near[0][1]]}"
    assert right < RIGHT_BY_CHANCE


def test_a_stack_of_one_form_is_written_among_others(centre: Stage) -> None:
    survey_id = running(centre)
    stack = Stack(centre.anna.office_id, 202611, day=NOW.date())
    anonymous = {**FULL, "name": "anonymous"}
    for number in range(3):
        with centre.work() as work:
            keep_paper(work, survey_id=survey_id, stack=stack, paper=KeyedPaper(number, anonymous))
    invitation_id = invite(centre, survey_id, 0)
    with centre.work() as work:
        batch_id = open_batch(work, survey_id=survey_id, stack=stack, first_number=1)
    for actor in (centre.anna, centre.marek):
        with centre.work(actor) as work:
            code = work.db.get_one(Invitation, invitation_id).code
            key_form(work, batch_id=batch_id, paper=KeyedPaper(1, anonymous, code))
        with centre.work(actor) as work:
            if actor is centre.anna:
                hand_to_second(work, batch_id=batch_id)
            else:
                compare_batch(work, batch_id=batch_id)
                release_batch(work, batch_id=batch_id)
    with centre.read() as reading:
        if reading.db.get_bind().dialect.name != "postgresql":
            return
        beside = "SELECT count(*) FROM survey_responses WHERE xmin = (SELECT xmin FROM survey_invitations)"
        assert reading.db.execute(text(beside)).scalar_one() > 1


def test_two_desks_that_take_answers_at_once_do_not_wait_for_one_another(centre: Stage) -> None:
    survey_id = running(centre)
    stack = Stack(centre.anna.office_id, 202611)
    for number in range(3):
        invite(centre, survey_id, number)
        with centre.work() as work:
            keep_paper(work, survey_id=survey_id, stack=stack, paper=KeyedPaper(number, {**FULL, "name": "anonymous"}))
    if centre.store.writer.dialect.name != "postgresql":
        return
    other = create_engine(centre.store.writer.url)
    with other.connect() as desk:
        desk.execute(text("SELECT id FROM survey_responses FOR UPDATE"))
        desk.execute(text("SELECT id FROM survey_invitations FOR UPDATE"))
        with centre.work() as work:
            work.db.execute(text("SET LOCAL lock_timeout = '2s'"))
            keep_paper(work, survey_id=survey_id, stack=stack, paper=KeyedPaper(4, {**FULL, "name": "anonymous"}))
    other.dispose()
    with centre.read() as reading:
        assert reading.db.execute(text("SELECT count(*) FROM survey_responses")).scalar_one() == 4


def test_by_any_value_that_stands_anywhere_else(entered: Entered) -> None:
    """No table, column or text holds the id of an anonymous answer, nor any word of it."""
    with entered.stage.read() as reading:
        uids = reading.db.execute(select(Response.uid)).scalars()
        signs = {str(id_) for id_ in entered.whose} | {form for uid in uids for form in (str(uid), uid.hex)}
        words = {f"r{person}" for person in range(IN_BATCH.stop)}
        for name, table in Base.metadata.tables.items():
            if name in OF_ANSWERS:
                continue
            for row in reading.db.execute(select(table)):
                for value in row:
                    assert not (_texts(value) & (signs | words)), name


def _texts(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {one for part in (*value, *value.values()) for one in _texts(part)}
    if isinstance(value, list | tuple):
        return {one for part in value for one in _texts(part)}
    return {str(value), getattr(value, "hex", "") if not isinstance(value, float) else ""}


def test_by_the_journal_of_changes(entered: Entered) -> None:
    """Neither that an answer came, nor when an invitation was answered, is written there."""
    with entered.stage.read() as reading:
        told = {what for (what,) in reading.db.execute(select(AuditRow.what)).tuples()}
        assert not told & {*OF_ANSWERS, "survey_keyed_forms"}
        ids = [entered.invited[person] for person in (*DIRECT, *CALLED, *IN_BATCH)]
        changed = select(AuditRow.row_id).where(AuditRow.what == "survey_invitations", AuditRow.action == "change")
        assert not set(ids) & set(reading.db.execute(changed).scalars())


def test_by_when_somebody_was_called(entered: Entered) -> None:
    """They answer in the same talk: of that only the day is kept."""
    with entered.stage.read() as reading:
        query = select(Invitation.sent_at).where(Invitation.id.in_([entered.invited[person] for person in CALLED]))
        (asked,) = set(reading.db.execute(query).scalars())
        assert asked is not None
        local = asked.astimezone(ZoneInfo(reading.centre.zone))
        assert (local.date(), local.time()) == (NOW.astimezone(local.tzinfo).date(), time())


def test_by_counters_and_by_who_answered_in_part(entered: Entered) -> None:
    with entered.stage.read() as reading:
        rows = reading.db.execute(select(Invitation.id, Invitation.version, Invitation.disposition)).tuples().all()
        of = {id_: (version, disposition) for id_, version, disposition in rows}
    for group in (DIRECT, CALLED, IN_BATCH):
        assert len({of[entered.invited[person]] for person in group}) == 1


def test_by_what_an_anonymous_answer_still_tells(entered: Entered) -> None:
    """Whoever shares way and month with fifteen others is one of sixteen; the wish to be called is not in it."""
    names = [one.key for one in inspect(Response).column_attrs if one.key not in {"id", "uid", "is_complete"}]
    with entered.stage.read() as reading:
        found = reading.db.execute(select(*(getattr(Response, name) for name in names))).tuples().all()
        kinds = [tuple(map(str, row)) for row in found]
        assert min(kinds.count(kind) for kind in kinds) >= len(CALLED)
        keys = set(reading.db.execute(select(ResponseAnswer.item_key)).scalars())
        assert not {one for one in keys if one == "wish" or one.startswith("\0")}


def test_by_the_calls_that_were_asked_for(entered: Entered) -> None:
    """They stand there with name and minute, and with nothing of what was answered; no bad answer made any."""
    with entered.stage.read() as reading:
        rows = reading.db.execute(select(SurveyCallBack)).scalars().all()
        assert len(rows) == IN_BATCH.stop // 2
        assert all(row.response_id is None and row.customer_id is None for row in rows)
        assert all(row.reasons == ["asked"] for row in rows)


def test_by_what_was_deleted(entered: Entered) -> None:
    """Pages of an encrypted file that are free again are wiped; on a server nothing of the forms can be asked for."""
    with entered.stage.read() as reading:
        assert reading.db.execute(text("SELECT count(*) FROM survey_keyed_forms")).scalar() == 0
        if reading.db.get_bind().dialect.name == "sqlite":
            assert reading.db.execute(text("PRAGMA secure_delete")).scalar() == 1
