"""Evaluations: begin one, keep every answer at once, send it, throw it away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.evaluations import (
    ABOUT_PEOPLE,
    NOTE_MOST,
    RIGHT_TO_FILL,
    AlreadySent,
    AnswerDoesNotFit,
    EmployeeMissing,
    EvaluationKind,
    EvaluationState,
    NewEvaluation,
    NoSuchCase,
    NotTheReviewer,
    QuestionsOpen,
    Remarks,
    ReviewedSelf,
    StandardNotPublished,
    answer_from_json,
    answer_to_json,
    kind_of,
)
from csatdesk.domain.forms import NA, NOT_OBSERVED, Answer, Form, Item
from csatdesk.domain.identity import new_identity
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.quality import marks_of
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import Evaluation as Result
from csatdesk.domain.scoring import evaluate
from csatdesk.domain.staff import require
from csatdesk.domain.standards import VersionState
from csatdesk.operations.cases.queries import case_by_number
from csatdesk.operations.evaluations.follow_ups import note_bad_result
from csatdesk.operations.evaluations.seen import visible_evaluations
from csatdesk.operations.evaluations.tasks import leave_task, note_sent, state_when_sent, task_of, waits_for
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.checklists import ChecklistDay
from csatdesk.store.entities.evaluations import NO_TOTAL, Evaluation, EvaluationAnswer
from csatdesk.store.entities.programmes import Visit
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.visible import visible_cases
from csatdesk.wording.formats import listing
from csatdesk.wording.texts import language

OPEN_NAMED_MOST = 5


def begin_about_case(work: Work, *, new: NewEvaluation, case_number: str) -> int:
    """Begin an evaluation of the contact whose case number was typed; "" for none."""
    return begin_evaluation(work, new=replace(new, case_id=case_typed(work, case_number)))


def case_typed(work: Work, typed: str) -> int | None:
    """The case of a number as it was typed, None for no number. NoSuchCase where there is none."""
    if not typed:
        return None
    case_id = case_by_number(work, typed=typed)
    if case_id is None:
        raise NoSuchCase(field="case")
    return case_id


def begin_evaluation(work: Work, *, new: NewEvaluation, also_retired: bool = False) -> int:
    """Begin to fill a published version; its id. `also_retired`: others have scored the same by it already."""
    query = (
        select(Standard.kind, Standard.channel)
        .join(StandardVersion, StandardVersion.standard_id == Standard.id)
        .where(
            StandardVersion.id == new.standard_version_id,
            StandardVersion.centre_id == work.actor.centre_id,
            _usable(new, also_retired=also_retired),
        )
    )
    found = work.db.execute(query).first()
    if found is None:
        raise StandardNotPublished(field="standard")
    kind = kind_of(found.kind) if new.check_id is None else EvaluationKind.CHECKLIST
    require(work.actor, RIGHT_TO_FILL[kind], office_id=new.office_id)
    if work.db.get_one(Office, new.office_id).centre_id != work.actor.centre_id:
        raise NotFound()
    _check_employee(work, kind, new.employee_id)
    topic_id, segment = _of_case(work, new)
    row = Evaluation(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        kind=kind,
        state=EvaluationState.DRAFT,
        standard_version_id=new.standard_version_id,
        office_id=new.office_id,
        channel=new.channel or found.channel,
        segment=segment,
        topic_id=topic_id,
        case_id=new.case_id,
        employee_id=new.employee_id,
        reviewer_id=work.actor.id,
        visit_id=new.visit_id,
        check_id=new.check_id,
        happened_at=new.happened_at,
        begun_at=work.at,
        kept_at=work.at,
    )
    work.db.add(row)
    work.db.flush()
    work.changed.add(Kind.EVALUATION)
    return row.id


def _usable(new: NewEvaluation, *, also_retired: bool) -> ColumnElement[bool]:
    """Valid now; for a day of a schedule the version that was valid then, though it may be retired since."""
    if new.check_id is None and not also_retired:
        return StandardVersion.state == VersionState.PUBLISHED
    return StandardVersion.state != VersionState.DRAFT


def _of_case(work: Work, new: NewEvaluation) -> tuple[int | None, str]:
    """Topic and segment: as they are said, else those of the case."""
    if new.case_id is None:
        return new.topic_id, new.segment
    query = select(Case.topic_id, Case.segment).where(Case.id == new.case_id, visible_cases(work.actor))
    topic_id, segment = work.db.execute(query).one()
    return new.topic_id or topic_id, new.segment or ("" if segment is None else segment.value)


def _check_employee(work: Work, kind: EvaluationKind, employee_id: int | None) -> None:
    if employee_id is None:
        if kind in ABOUT_PEOPLE:
            raise EmployeeMissing(field="employee")
        return
    if employee_id == work.actor.id:
        raise ReviewedSelf(field="employee")
    query = select(Staff.id).where(Staff.id == employee_id, Staff.centre_id == work.actor.centre_id)
    if work.db.execute(query).scalar() is None:
        raise NotFound()


def fillable(work: Work, evaluation_id: int) -> Evaluation:
    """The evaluation, when this person may change it now."""
    query = select(Evaluation).where(Evaluation.id == evaluation_id, Evaluation.centre_id == work.actor.centre_id)
    row = work.db.execute(query).scalar_one()
    if row.reviewer_id != work.actor.id:
        raise NotTheReviewer()
    require(work.actor, RIGHT_TO_FILL[row.kind])
    if not row.state.is_open:
        raise AlreadySent()
    return row


def answer_items(work: Work, *, evaluation_id: int, answers: Mapping[str, Answer | None]) -> None:
    """Keep answers; None takes one back. Answers that do not fit their item are refused."""
    row = fillable(work, evaluation_id)
    form = template_of(work, row.standard_version_id).form
    there = _answer_rows(work, row, tuple(answers))
    for key, answer in answers.items():
        item = form.item(key)
        if item is None or (answer is not None and not item.accepts(answer)):
            raise AnswerDoesNotFit(field=key)
        there[key].answer = None if answer is None else answer_to_json(answer)
    _kept(work, row)


def answer_section_absent(work: Work, *, evaluation_id: int, section_key: str) -> None:
    """A whole section is not here: its open items become "not applicable", or "not observed" where that may not be."""
    row = fillable(work, evaluation_id)
    form = template_of(work, row.standard_version_id).form
    left = absent_answers(form, answers_of(work, row.id), section_key)
    answer_items(work, evaluation_id=evaluation_id, answers=left)


def absent_answers(form: Form, given: Mapping[str, Answer], section_key: str) -> dict[str, str]:
    """What the open items of a section become when it is not here."""
    items = next((items for section, items in form.asked(given) if section.key == section_key), ())
    return {one.key: _absent(one) for one in items if one.key not in given}


def _absent(item: Item) -> str:
    return NA if item.may_be_na else NOT_OBSERVED


def note_item(work: Work, *, evaluation_id: int, item_key: str, note: str) -> None:
    """Keep what was seen or heard at one item."""
    row = fillable(work, evaluation_id)
    if template_of(work, row.standard_version_id).form.item(item_key) is None:
        raise AnswerDoesNotFit(field=item_key)
    kept = fitting(note, field="note", most=NOTE_MOST)
    _answer_rows(work, row, (item_key,))[item_key].note = kept
    _kept(work, row)


def remark(work: Work, *, evaluation_id: int, remarks: Remarks) -> None:
    """Keep what is said about the whole."""
    row = fillable(work, evaluation_id)
    row.comment = fitting(remarks.comment, field="comment", most=NOTE_MOST)
    row.is_avoidable_repeat = remarks.is_avoidable_repeat
    row.arrived_at, row.called_at, row.left_at = remarks.arrived_at, remarks.called_at, remarks.left_at
    _kept(work, row)


def _kept(work: Work, row: Evaluation) -> None:
    row.kept_at = work.at
    work.changed.add(Kind.EVALUATION)


def _answer_rows(work: Work, row: Evaluation, keys: Sequence[str]) -> dict[str, EvaluationAnswer]:
    query = select(EvaluationAnswer).where(
        EvaluationAnswer.evaluation_id == row.id, EvaluationAnswer.item_key.in_(keys)
    )
    found = {one.item_key: one for one in work.db.execute(query).scalars()}
    for key in keys:
        if key not in found:
            found[key] = EvaluationAnswer(evaluation_id=row.id, item_key=key, note="")
            work.db.add(found[key])
    return found


def answers_of(reading: Reading, evaluation_id: int) -> dict[str, Answer]:
    """Item → answer, of those that were given, where the caller may see them."""
    query = select(Evaluation.id).where(Evaluation.id == evaluation_id, visible_evaluations(reading.actor))
    return {} if reading.db.execute(query).first() is None else answers_in(reading.db, evaluation_id)


def answers_in(db: Session, evaluation_id: int) -> dict[str, Answer]:
    """The same, for whoever is known to have a right to them: of one that was put aside too."""
    query = select(EvaluationAnswer.item_key, EvaluationAnswer.answer).where(
        EvaluationAnswer.evaluation_id == evaluation_id
    )
    return {key: answer_from_json(made) for key, made in db.execute(query) if made is not None}


def submit_evaluation(work: Work, *, evaluation_id: int) -> None:
    """Send it: refused with the open items named. A visit waits to be accepted; all else counts at once."""
    row = fillable(work, evaluation_id)
    work.db.flush()
    template, answers = template_of(work, row.standard_version_id), answers_of(work, row.id)
    left = template.form.left(answers)
    if left:
        named = [_short(item) for item in left[:OPEN_NAMED_MOST]]
        raise QuestionsOpen(left[0].key, listing([*named, "…"] if len(left) > len(named) else named))
    keep_result(row, template, evaluate(template, answers))
    task = task_of(work, row.id)
    row.state = EvaluationState.SUBMITTED if row.kind is EvaluationKind.VISIT else state_when_sent(task)
    row.submitted_at = work.at
    if task is not None:
        note_sent(work, task)
    note_bad_result(work, row)
    work.changed.add(Kind.EVALUATION)


def _short(item: Item) -> str:
    return (item.short or item.text).in_language(language()) or item.key


def keep_result(row: Evaluation, template: ScorecardTemplate, result: Result) -> None:
    """The results beside the answers, as exact texts and as a number to sort by; and the marks that figures add up."""
    row.status = result.status.value
    row.raw_total, row.total = _text(result.raw_total), _text(result.total)
    row.total_number = NO_TOTAL if result.total is None else float(result.total)
    row.coverage = _text(result.coverage)
    row.verdict = "" if result.verdict is None else result.verdict.value
    row.item_marks, row.section_marks = marks_of(template.form, result)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def throw_away(work: Work, *, evaluation_id: int) -> Undoable[None]:
    """Give up what was begun and not sent. Its visit or check, if it has one, waits for another one then."""
    row = fillable(work, evaluation_id)
    before, row.state = row.state, EvaluationState.VOID
    visit, task = _visit_of(work, row), task_of(work, row.id)
    if visit is not None:
        visit.evaluation_id = None
    check = _check_of(work, row)
    if check is not None:
        check.evaluation_id = None
    leave_task(work, row)
    work.changed.update((Kind.EVALUATION, Kind.PROGRAMME, Kind.CHECKLIST))
    task_id = None if task is None else task.id
    undo = partial(_take_up, evaluation_id=evaluation_id, state=before, task_id=task_id)
    return Undoable(None, undo, N_("Thrown away what was begun."))


def _take_up(work: Work, *, evaluation_id: int, state: EvaluationState, task_id: int | None) -> None:
    row = work.db.get_one(Evaluation, evaluation_id)
    if row.state is not EvaluationState.VOID:
        return
    visit = _visit_of(work, row)
    if visit is not None:
        if visit.evaluation_id is not None or not visit.state.waits_for_visitor:
            raise ChangedByOther()  # its visit has another one by now, or none is wanted any more
        visit.evaluation_id = row.id
    check = _check_of(work, row)
    if check is not None:
        if check.evaluation_id is not None or check.excuse:
            raise ChangedByOther()  # begun anew by somebody, or left out
        check.evaluation_id = row.id
    waits_for(work, row, task_id)
    row.state = state
    work.changed.update((Kind.EVALUATION, Kind.PROGRAMME, Kind.CHECKLIST))


def _visit_of(work: Work, row: Evaluation) -> Visit | None:
    return None if row.visit_id is None else work.db.get_one(Visit, row.visit_id)


def _check_of(work: Work, row: Evaluation) -> ChecklistDay | None:
    return None if row.check_id is None else work.db.get_one(ChecklistDay, row.check_id)


def rescored(template: ScorecardTemplate, answers: Mapping[str, Answer], item_key: str, answer: Answer) -> Result:
    """The result with one answer changed, by the same version."""
    return evaluate(template, {**answers, item_key: answer})
