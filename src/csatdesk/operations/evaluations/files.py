"""Photos and papers that belong to one item of an evaluation, kept in parts in the encrypted store.

Nothing here ever opens a file with another program.
"""

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import delete, func, insert, select

from csatdesk.domain.attachments import (
    AlreadyAttached,
    AttachmentDamaged,
    AttachmentErased,
    NewAttachment,
    clean_name,
)
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.evaluations import AnswerDoesNotFit, EvidenceFile
from csatdesk.domain.identity import new_identity
from csatdesk.domain.links import IN_TRASH_FOR
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor
from csatdesk.operations.cases.attachments import UNKNOWN, check_size
from csatdesk.operations.evaluations.commands import fillable
from csatdesk.operations.evaluations.seen import knows_reviewer, visible_evaluations
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.sheets.pictures import plain_copy
from csatdesk.store.entities.attachments import PART_BYTES
from csatdesk.store.entities.evaluations import Evaluation, EvaluationFile, EvaluationFilePart
from csatdesk.system.clock import now
from csatdesk.system.files import write_atomically


def add_evidence(
    work: Work, *, evaluation_id: int, item_key: str, files: Sequence[NewAttachment]
) -> Undoable[tuple[int, ...]]:
    """Keep files with an item; their ids."""
    row = fillable(work, evaluation_id)
    if template_of(work, row.standard_version_id).form.item(item_key) is None:
        raise AnswerDoesNotFit(field=item_key)
    ids = tuple(add_file(work, row, item_key, file) for file in files)
    row.kept_at = work.at
    work.changed.add(Kind.EVALUATION)
    name = clean_name(files[0].name) if files else ""
    text = N_("Attached {name}.") if len(ids) == 1 else N_("Attached {count} files.")
    return Undoable(ids, partial(_remove_all, file_ids=ids), text, {"name": name, "count": len(ids)})


def add_file(work: Work, row: Evaluation, item_key: str, new: NewAttachment) -> int:
    """Keep one file with an item of an evaluation that may be changed."""
    name, digest = clean_name(new.name), hashlib.sha256(new.content).hexdigest()
    check_size(name, len(new.content))
    same = select(EvaluationFile.name).where(
        EvaluationFile.evaluation_id == row.id,
        EvaluationFile.item_key == item_key,
        EvaluationFile.sha256 == digest,
        EvaluationFile.removed_at.is_(None),
    )
    found = work.db.execute(same.limit(1)).scalar()
    if found is not None:
        raise AlreadyAttached(name=found)
    file = EvaluationFile(
        uid=new_identity(work.at),
        evaluation_id=row.id,
        item_key=item_key,
        name=name,
        media_type=media_type_of(name),
        size=len(new.content),
        sha256=digest,
        added_at=work.at,
        by_id=work.actor.id,
    )
    work.db.add(file)
    work.db.flush()
    for place, start in enumerate(range(0, len(new.content), PART_BYTES)):
        part = {"file_id": file.id, "place": place, "content": new.content[start : start + PART_BYTES]}
        work.db.execute(insert(EvaluationFilePart), [part])
    return file.id


def media_type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or UNKNOWN


def remove_evidence(work: Work, *, file_id: int) -> Undoable[None]:
    """Take a file off its item; it can be put back."""
    file = work.db.get_one(EvaluationFile, file_id)
    fillable(work, file.evaluation_id).kept_at = work.at
    file.removed_at = file.removed_at or work.at
    work.changed.add(Kind.EVALUATION)
    return Undoable(None, partial(_put_back, file_id=file_id), N_("Removed {name}."), {"name": file.name})


def _remove_all(work: Work, *, file_ids: Sequence[int]) -> None:
    for file_id in file_ids:
        remove_evidence(work, file_id=file_id)


def _put_back(work: Work, *, file_id: int) -> None:
    file = work.db.get_one(EvaluationFile, file_id)
    fillable(work, file.evaluation_id)
    there = select(func.count()).select_from(EvaluationFilePart).where(EvaluationFilePart.file_id == file_id)
    if not work.db.execute(there).scalar_one():
        raise AttachmentErased(name=file.name)
    file.removed_at = None
    work.changed.add(Kind.EVALUATION)


def erase_removed_evidence(work: Work) -> None:
    """Erase the content of files that were taken off their item 30 days ago. For the daily job."""
    removed = select(EvaluationFile.id).join(Evaluation, Evaluation.id == EvaluationFile.evaluation_id)
    removed = removed.where(
        Evaluation.centre_id == work.actor.centre_id, EvaluationFile.removed_at <= work.at - IN_TRASH_FOR
    )
    gone = delete(EvaluationFilePart).where(EvaluationFilePart.file_id.in_(removed))
    work.db.execute(gone, execution_options={"synchronize_session": False})


def list_evidence(reading: Reading, evaluation_id: int) -> tuple[EvidenceFile, ...]:
    """The files of an evaluation that the caller may see, oldest first."""
    query = select(Evaluation).where(Evaluation.id == evaluation_id, visible_evaluations(reading.actor))
    row = reading.db.execute(query).scalar()
    if row is None:
        return ()
    files = (
        select(*COLUMNS)
        .where(EvaluationFile.evaluation_id == evaluation_id, EvaluationFile.removed_at.is_(None))
        .order_by(EvaluationFile.added_at, EvaluationFile.id)
    )
    made = (EvidenceFile(*found) for found in reading.db.execute(files))
    return tuple(replace(one, name=_told_name(reading, row, one.item_key, one.name)) for one in made)


def _told_name(reading: Reading, row: Evaluation, item_key: str, name: str) -> str:
    """A visitor's own name for a file may say who they are: whoever does not know them is told the item's."""
    return name if knows_reviewer(reading.actor, row) else f"{item_key}{Path(name).suffix.casefold()}"


COLUMNS = (
    EvaluationFile.id,
    EvaluationFile.item_key,
    EvaluationFile.name,
    EvaluationFile.media_type,
    EvaluationFile.size,
    EvaluationFile.added_at,
)


def read_evidence(reading: Reading, *, file_id: int) -> NewAttachment:
    """A file whole, after checking that it is what was attached.

    Whoever does not know the visitor gets a photo without what was written into it.
    """
    query = (
        select(Evaluation, EvaluationFile.item_key, EvaluationFile.name, EvaluationFile.sha256)
        .join(Evaluation, Evaluation.id == EvaluationFile.evaluation_id)
        .where(EvaluationFile.id == file_id, visible_evaluations(reading.actor))
    )
    row, item_key, own_name, digest = reading.db.execute(query).one()
    name = _told_name(reading, row, item_key, own_name)
    content = bytes_of(reading, file_id)
    if not content:
        raise AttachmentErased(name=name)
    if hashlib.sha256(content).hexdigest() != digest:
        raise AttachmentDamaged(name=name)
    return NewAttachment(name, content if knows_reviewer(reading.actor, row) else plain_copy(content))


def bytes_of(reading: Reading, file_id: int) -> bytes:
    """What a file that the caller may see holds; nothing once it was erased."""
    parts = select(EvaluationFilePart.content).where(EvaluationFilePart.file_id == file_id)
    return b"".join(reading.db.execute(parts.order_by(EvaluationFilePart.place)).scalars())


def save_evidence(store: Store, actor: Actor, progress: Progress, *, file_id: int, path: Path) -> Path:
    """A job: write a copy of a file to `path`."""
    with store.read(actor, now()) as reading:
        found = read_evidence(reading, file_id=file_id)
    progress(1, 1)
    write_atomically(path, found.content)
    return path
