"""Batches of paper forms: keyed by one person, again by another who sees nothing of the first, compared, released.

After the release nothing ties the number of a form to an answer: they come in all at once in an order that chance
makes, and what was keyed is gone.
"""

import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import and_, case, delete, func, or_, select
from sqlalchemy.orm import aliased

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.evaluations import answer_from_json, answer_to_json
from csatdesk.domain.forms import Answer, Form
from csatdesk.domain.identity import new_identity
from csatdesk.domain.keying import differing
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_batches import (
    CODE,
    BatchEmpty,
    BatchNotThere,
    BatchRow,
    BatchState,
    CodeTwice,
    Difference,
    FormNumberTaken,
    FormsMissing,
    KeyedByOther,
    KeyedPaper,
    Keyer,
    NotInBatch,
    NotSettled,
    SameKeyer,
    Stack,
)
from csatdesk.domain.surveys import AnsweredAlready, NothingAnswered, SurveyNotRunning, SurveyState
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.surveys.entering import check_answer, check_code, check_stack, form_of, keep_paper
from csatdesk.operations.surveys.mixing import mix_in
from csatdesk.operations.surveys.responses import way_of_code
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import batched
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_entry import KeyedForm, SurveyBatch
from csatdesk.store.entities.surveys import Invitation, Response, Survey

CHANCE = secrets.SystemRandom()
FORMS_AT_ONCE = 400  # asked for in one statement
Papers = dict[int, KeyedPaper]
Counts = dict[tuple[int, Keyer], tuple[int, int]]


def open_batch(work: Work, *, survey_id: int, stack: Stack, first_number: int) -> int:
    require(work.actor, Right.ENTER_RESPONSES)
    survey = own_survey(work, survey_id)
    if survey.state is not SurveyState.RUNNING:
        raise SurveyNotRunning(name=survey.name)
    check_stack(work, survey, stack)
    batch = SurveyBatch(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        survey_id=survey_id,
        office_id=stack.office_id,
        channel=stack.channel,
        month=stack.month,
        day=stack.day,
        first_number=first_number,
        state=BatchState.FIRST,
        made_at=work.at,
        made_by_id=work.actor.id,
    )
    work.db.add(batch)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return batch.id


def key_form(work: Work, *, batch_id: int, paper: KeyedPaper) -> None:
    """One form of the batch, by whoever keys it now: the first or the second person."""
    batch, keyer = batch_to_key(work, batch_id, paper.number)
    if work.db.get(KeyedForm, (batch_id, keyer, paper.number)) is not None:
        raise FormNumberTaken(field="number", number=paper.number)
    code = checked_paper(work, batch, keyer, paper)
    work.db.add(KeyedForm(batch_id=batch_id, keyer=keyer, number=paper.number, code=code, content=content_of(paper)))
    work.changed.add(Kind.SURVEY)


def batch_to_key(work: Work, batch_id: int, number: int) -> tuple[SurveyBatch, Keyer]:
    """The batch, and as whom somebody keys this form of it."""
    batch = own_batch(work, batch_id, BatchState.FIRST, BatchState.SECOND)
    if batch.state is BatchState.SECOND:
        _check_second(work, batch, number)
        return batch, Keyer.SECOND
    if batch.made_by_id != work.actor.id:
        raise KeyedByOther(name=work.db.get_one(Staff, batch.made_by_id).name)  # who may then key them again?
    return batch, Keyer.FIRST


def checked_paper(work: Work, batch: SurveyBatch, keyer: Keyer, paper: KeyedPaper) -> str:
    """The code of it as it is stored; refused where an answer is off its scale, or the code is not to be had."""
    form = _form(work, batch)
    for key, answer in paper.answers.items():
        check_answer(form, key, answer)
    return _checked_code(work, batch, keyer, paper)


def _form(reading: Reading, batch: SurveyBatch) -> Form:
    return form_of(reading, reading.db.get_one(Survey, batch.survey_id).questionnaire_version_id)


def _check_second(work: Work, batch: SurveyBatch, number: int) -> None:
    if batch.made_by_id == work.actor.id:
        raise SameKeyer()
    if batch.second_by_id is None:
        batch.second_by_id = work.actor.id
    if work.db.get(KeyedForm, (batch.id, Keyer.FIRST, number)) is None:
        raise NotInBatch(field="number", number=number)


def _checked_code(work: Work, batch: SurveyBatch, keyer: Keyer, paper: KeyedPaper) -> str:
    if not paper.code:
        return ""
    code = check_code(work, survey_id=batch.survey_id, code=paper.code)
    if way_of_code(work, survey_id=batch.survey_id, code=code) is not None:
        return code
    same = (KeyedForm.batch_id == batch.id, KeyedForm.keyer == keyer, KeyedForm.code == code)
    others = KeyedForm.number != paper.number
    twice = work.db.execute(select(KeyedForm.number).where(*same, others).limit(1)).scalar()
    if twice is not None:
        raise CodeTwice(field="code", number=twice)
    return code


def hand_to_second(work: Work, *, batch_id: int) -> Undoable[None]:
    """The first person is done."""
    batch = own_batch(work, batch_id, BatchState.FIRST)
    if not _papers(work, batch_id, Keyer.FIRST):
        raise BatchEmpty()
    batch.state = BatchState.SECOND
    work.changed.add(Kind.SURVEY)
    return Undoable(None, partial(_take_back, batch_id=batch_id), N_("Another person keys these forms again."))


def _take_back(work: Work, *, batch_id: int) -> None:
    batch = own_batch(work, batch_id, BatchState.SECOND)
    if batch.second_by_id is not None:
        raise ChangedByOther()
    batch.state = BatchState.FIRST
    work.changed.add(Kind.SURVEY)


def compare_batch(work: Work, *, batch_id: int) -> int:
    """The second person is done: how many answers differ."""
    batch = own_batch(work, batch_id, BatchState.SECOND)
    first, second = _papers(work, batch_id, Keyer.FIRST), _papers(work, batch_id, Keyer.SECOND)
    missing = sorted(first.keys() - second.keys())
    if missing:
        raise FormsMissing(number=missing[0])
    batch.state = BatchState.SETTLING
    batch.compared = sum(len(first[number].said().keys() | second[number].said().keys()) for number in first)
    batch.differing = sum(len(differing(first[number].said(), second[number].said())) for number in first)
    work.changed.add(Kind.SURVEY)
    return batch.differing


def list_differences(reading: Reading, *, batch_id: int) -> tuple[Difference, ...]:
    """What two people keyed in two ways, form by form, and what was settled so far."""
    own_batch(reading, batch_id, BatchState.SETTLING)
    first, second = _papers(reading, batch_id, Keyer.FIRST), _papers(reading, batch_id, Keyer.SECOND)
    settled = _papers(reading, batch_id, Keyer.SETTLED)
    return tuple(
        _difference(first[number], second[number], settled.get(number), key)
        for number in sorted(first)
        for key in differing(first[number].said(), second[number].said())
    )


def _difference(first: KeyedPaper, second: KeyedPaper, settled: KeyedPaper | None, key: str) -> Difference:
    one, other = first.said().get(key), second.said().get(key)
    if settled is None or not (key in settled.answers or key in settled.passed):
        return Difference(first.number, key, one, other)
    return Difference(first.number, key, one, other, is_settled=True, holds=settled.answers.get(key))


def settle_difference(work: Work, *, batch_id: int, number: int, item_key: str, answer: Answer | None) -> None:
    """What the paper says; None: there is no answer on it. Said once more, the last word holds."""
    batch = own_batch(work, batch_id, BatchState.SETTLING)
    if item_key == CODE and answer is not None:
        answer = check_code(work, survey_id=batch.survey_id, code=str(answer))
    elif answer is not None:
        check_answer(_form(work, batch), item_key, answer)
    row = work.db.get(KeyedForm, (batch_id, Keyer.SETTLED, number))
    if row is None:
        row = KeyedForm(
            batch_id=batch_id, keyer=Keyer.SETTLED, number=number, content=content_of(KeyedPaper(number, {}))
        )
        work.db.add(row)
    before = _paper(row)
    answers = {key: one for key, one in before.answers.items() if key != item_key}
    passed = before.passed - {item_key}
    if answer is None:
        passed |= {item_key}
    else:
        answers[item_key] = answer
    row.content = content_of(KeyedPaper(number, answers, passed=passed))
    work.changed.add(Kind.SURVEY)


def release_batch(work: Work, *, batch_id: int) -> int:
    """All forms become answers, and nothing of the forms is left; how many came in."""
    batch = own_batch(work, batch_id, BatchState.SETTLING)
    if any(not one.is_settled for one in list_differences(work, batch_id=batch_id)):
        raise NotSettled()
    papers, settled = _papers(work, batch_id, Keyer.FIRST), _papers(work, batch_id, Keyer.SETTLED)
    final = [_final(paper, settled.get(number)) for number, paper in papers.items()]
    CHANCE.shuffle(final)
    stack = Stack(batch.office_id, batch.month, batch.channel, batch.day)
    kept = [_kept(work, batch.survey_id, stack, paper) for paper in final]
    came_in = [one for one in kept if one is not None]
    batch.forms, batch.left_out, batch.state = len(came_in), len(kept) - len(came_in), BatchState.RELEASED
    work.db.execute(delete(KeyedForm).where(KeyedForm.batch_id == batch_id))
    _mix(work, batch.survey_id, came_in, [paper.code for paper in final])
    work.changed.update((Kind.SURVEY, Kind.RESPONSE))
    return batch.forms


def _kept(work: Work, survey_id: int, stack: Stack, paper: KeyedPaper) -> int | None:
    """None when the invitation was answered by another way meanwhile, or nothing is ticked on the paper."""
    try:
        return keep_paper(work, survey_id=survey_id, stack=stack, paper=paper, is_mixed=False)
    except (AnsweredAlready, NothingAnswered):
        return None


def _mix(work: Work, survey_id: int, response_ids: Sequence[int], codes: Sequence[str]) -> None:
    """Each answer was written beside its invitation: all of them are written anew, apart from one another."""
    anonymous = select(Response.id).where(Response.is_anonymous.is_(True))
    asked = select(Invitation.id).where(Invitation.survey_id == survey_id)
    mixed = [
        id_
        for some in batched(response_ids, FORMS_AT_ONCE)
        for id_ in work.db.execute(anonymous.where(Response.id.in_(some))).scalars()
    ]
    invited = [
        id_
        for some in batched(codes, FORMS_AT_ONCE)
        for id_ in work.db.execute(asked.where(Invitation.code.in_(some))).scalars()
    ]
    if mixed:
        mix_in(work, survey_id, mixed, invited)


def _final(first: KeyedPaper, settled: KeyedPaper | None) -> KeyedPaper:
    said = first.said()
    if settled is not None:
        said = {key: one for key, one in said.items() if key not in settled.passed} | dict(settled.answers)
    code = str(said.pop(CODE, ""))
    return KeyedPaper(first.number, said, code)


def list_batches(
    reading: Reading, *, survey_id: int, after: Key | None = None, limit: int = PAGE_SIZE
) -> Page[BatchRow]:
    """What is to be done first, then what counts already; the newest first in each."""
    require(reading.actor, Right.ENTER_RESPONSES)
    second, place = aliased(Staff), case((SurveyBatch.state == BatchState.RELEASED, 1), else_=0)
    query = (
        select(SurveyBatch, Office.name, Staff.name, func.coalesce(second.name, ""))
        .join(Office, Office.id == SurveyBatch.office_id)
        .join(Staff, Staff.id == SurveyBatch.made_by_id)
        .outerjoin(second, second.id == SurveyBatch.second_by_id)
        .where(SurveyBatch.survey_id == survey_id, SurveyBatch.centre_id == reading.actor.centre_id)
        .order_by(place, SurveyBatch.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(or_(place > after[0], and_(place == after[0], SurveyBatch.id < after[1])))
    found = reading.db.execute(query).tuples().all()
    has_more, found = len(found) > limit, found[:limit]
    batch_ids = [batch.id for batch, *_names in found if batch.state is not BatchState.RELEASED]
    keyed, following = _keyed(reading, batch_ids), _next_again(reading, batch_ids)
    rows = tuple(_row(one, keyed, following) for one in found)
    return Page(rows, (int(rows[-1].state is BatchState.RELEASED), rows[-1].id) if has_more else None)


def _keyed(reading: Reading, batch_ids: Sequence[int]) -> Counts:
    """How many forms, and the last number."""
    counts = (
        select(KeyedForm.batch_id, KeyedForm.keyer, func.count(), func.max(KeyedForm.number))
        .where(KeyedForm.batch_id.in_(batch_ids))
        .group_by(KeyedForm.batch_id, KeyedForm.keyer)
    )
    return {(id_, keyer): (count, last) for id_, keyer, count, last in reading.db.execute(counts).tuples()}


def _next_again(reading: Reading, batch_ids: Sequence[int]) -> dict[int, int]:
    """The first form of each that is not keyed the second time yet."""
    again = aliased(KeyedForm)
    same = (again.batch_id == KeyedForm.batch_id, again.keyer == Keyer.SECOND, again.number == KeyedForm.number)
    left = (
        select(KeyedForm.batch_id, func.min(KeyedForm.number))
        .where(KeyedForm.batch_id.in_(batch_ids), KeyedForm.keyer == Keyer.FIRST)
        .where(~select(again.number).where(*same).exists())
        .group_by(KeyedForm.batch_id)
    )
    return dict(reading.db.execute(left).tuples().all())


def _row(found: tuple[SurveyBatch, str, str, str], keyed: Counts, following: Mapping[int, int]) -> BatchRow:
    batch, office, by_name, second = found
    forms, last = keyed.get((batch.id, Keyer.FIRST), (batch.forms, batch.first_number - 1))
    again, last_again = keyed.get((batch.id, Keyer.SECOND), (0, 0))
    return BatchRow(
        id=batch.id,
        survey_id=batch.survey_id,
        state=batch.state,
        office_name=office,
        channel=batch.channel,
        month=batch.month,
        made_at=batch.made_at,
        by_name=by_name,
        by_id=batch.made_by_id,
        second_name=second,
        forms=forms,
        again=again,
        next_number=following.get(batch.id, 0) if batch.state is BatchState.SECOND else last + 1,
        last_number=last_again or last,
        compared=batch.compared,
        differing=batch.differing,
        left_out=batch.left_out,
        version=batch.version,
    )


def own_batch(reading: Reading, batch_id: int, *states: BatchState) -> SurveyBatch:
    require(reading.actor, Right.ENTER_RESPONSES)
    batch = reading.db.get(SurveyBatch, batch_id)
    if batch is None or batch.centre_id != reading.actor.centre_id or batch.state not in states:
        raise BatchNotThere()
    return batch


def _papers(reading: Reading, batch_id: int, keyer: Keyer) -> Papers:
    query = select(KeyedForm).where(KeyedForm.batch_id == batch_id, KeyedForm.keyer == keyer)
    return {row.number: _paper(row) for row in reading.db.execute(query).scalars()}


def content_of(paper: KeyedPaper) -> Mapping[str, Any]:
    answers = {key: answer_to_json(answer) for key, answer in paper.answers.items()}
    return {"answers": answers, "passed": sorted(paper.passed)}


def _paper(row: KeyedForm) -> KeyedPaper:
    answers = {key: answer_from_json(made) for key, made in row.content["answers"].items()}
    return KeyedPaper(row.number, answers, row.code or "", frozenset(row.content["passed"]))
