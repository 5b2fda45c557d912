"""What an evaluation in the store says, as field work compares it; and one in the store made to say something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csatdesk.domain.attachments import NewAttachment, clean_name
from csatdesk.domain.evaluations import Remarks, answer_to_json
from csatdesk.domain.field_contents import FieldContent, FieldContentWrong, FieldFile
from csatdesk.operations.evaluations.commands import answers_in
from csatdesk.operations.evaluations.files import add_file, bytes_of
from csatdesk.operations.work import Work
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer, EvaluationFile


@dataclass(frozen=True, slots=True)
class Report:
    """What the report of a visit says beside its times."""

    receipt: str = ""
    employee: str = ""

    @classmethod
    def of(cls, content: FieldContent) -> "Report":
        return cls(content.receipt, content.employee)

    def to_json(self) -> dict[str, str]:
        return {"receipt": self.receipt, "employee": self.employee}


def report_of(made: Mapping[str, Any]) -> Report:
    return Report(made.get("receipt", ""), made.get("employee", ""))


def content_of(db: Session, evaluation_id: int, report: Report) -> FieldContent:
    """What the evaluation says now, for whoever is known to have a right to it."""
    row = db.get_one(Evaluation, evaluation_id)
    notes = select(EvaluationAnswer.item_key, EvaluationAnswer.note).where(
        EvaluationAnswer.evaluation_id == row.id, EvaluationAnswer.note != ""
    )
    files = select(EvaluationFile).where(EvaluationFile.evaluation_id == row.id, EvaluationFile.removed_at.is_(None))
    found = db.execute(files.order_by(EvaluationFile.added_at, EvaluationFile.id)).scalars()
    return FieldContent(
        answers=answers_in(db, row.id),
        notes=dict(db.execute(notes).tuples().all()),
        remarks=Remarks(row.comment, row.is_avoidable_repeat, row.arrived_at, row.called_at, row.left_at),
        receipt=report.receipt,
        employee=report.employee,
        files=tuple(FieldFile(one.item_key, clean_name(one.name), one.size, one.sha256, one.added_at) for one in found),
    )


def put_content(
    work: Work, row: Evaluation, content: FieldContent, blobs: Mapping[str, bytes], others: Sequence[int]
) -> None:
    """Make the evaluation say this. `blobs`: new evidence by its digest; `others`: evaluations that hold the rest."""
    _put_answers(work, row, content)
    remarks = content.remarks
    row.comment, row.is_avoidable_repeat = remarks.comment, remarks.is_avoidable_repeat
    row.arrived_at, row.called_at, row.left_at = remarks.arrived_at, remarks.called_at, remarks.left_at
    row.kept_at = work.at
    _put_files(work, row, content.files, blobs, others)
    work.db.flush()


def _put_answers(work: Work, row: Evaluation, content: FieldContent) -> None:
    query = select(EvaluationAnswer).where(EvaluationAnswer.evaluation_id == row.id)
    there = {one.item_key: one for one in work.db.execute(query).scalars()}
    for key in {*there, *content.answers, *content.notes}:
        kept = there.get(key)
        if kept is None:
            kept = EvaluationAnswer(evaluation_id=row.id, item_key=key)
            work.db.add(kept)
        answer = content.answers.get(key)
        kept.answer = None if answer is None else answer_to_json(answer)
        kept.note = content.notes.get(key, "")


def _put_files(
    work: Work, row: Evaluation, files: Sequence[FieldFile], blobs: Mapping[str, bytes], others: Sequence[int]
) -> None:
    query = select(EvaluationFile).where(EvaluationFile.evaluation_id == row.id)
    there = {(one.item_key, one.sha256): one for one in work.db.execute(query).scalars()}
    wanted = {(one.item_key, one.sha256): one for one in files}
    for place, kept in there.items():
        kept.removed_at = None if place in wanted else kept.removed_at or work.at
    for place, file in wanted.items():
        if place not in there:
            content = blobs.get(file.sha256) or _found(work, file.sha256, others)
            new = add_file(work, row, file.item_key, NewAttachment(file.name, content))
            work.db.get_one(EvaluationFile, new).added_at = min(file.added_at, work.at)


def _found(work: Work, digest: str, evaluation_ids: Sequence[int]) -> bytes:
    """Evidence that another evaluation of the same thing holds."""
    query = select(EvaluationFile.id).where(
        EvaluationFile.evaluation_id.in_(evaluation_ids), EvaluationFile.sha256 == digest
    )
    file_id = work.db.execute(query.limit(1)).scalar()
    if file_id is None:
        raise FieldContentWrong()
    return bytes_of(work, file_id)
