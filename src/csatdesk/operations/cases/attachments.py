"""Files of cases (C20): read off the UI thread, kept in parts, taken away and back, saved where a person chooses.

Nothing here ever opens a file with another program.
"""

import hashlib
import mimetypes
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, delete, func, insert, select

from csatdesk.domain.attachments import (
    MOST_BYTES,
    AlreadyAttached,
    AttachmentDamaged,
    AttachmentErased,
    AttachmentRow,
    FileEmpty,
    FileTooLarge,
    NewAttachment,
    NotAFile,
    clean_name,
)
from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.identity import new_identity
from csatdesk.domain.links import IN_TRASH_FOR
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right
from csatdesk.operations.cases.life import log, workable
from csatdesk.operations.cases.parts import parts_of
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.store.entities.attachments import PART_BYTES, Attachment, AttachmentPart
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import reachable_cases
from csatdesk.system.clock import now
from csatdesk.system.files import file_trouble, write_atomically

UNKNOWN = "application/octet-stream"
MEBIBYTE = 1024 * 1024


def read_files(_store: Store, _actor: Actor, progress: Progress, *, paths: Sequence[Path]) -> tuple[NewAttachment, ...]:
    """A job: read files to attach them. Refuses folders, empty files and those over `MOST_BYTES` before reading them;
    a Trouble when one cannot be read.
    """
    for path in paths:
        check_file(path)
    found = []
    for place, path in enumerate(paths):
        progress(place, len(paths))
        found.append(NewAttachment(path.name, _read(path)))
    progress(len(paths), len(paths))
    return tuple(found)


def check_file(path: Path) -> None:
    with file_trouble(path):
        size, is_folder = path.stat().st_size, path.is_dir()
    if is_folder:
        raise NotAFile(name=path.name)
    check_size(path.name, size)


def _read(path: Path) -> bytes:
    """A file that grows while it is read is stopped at the limit."""
    with file_trouble(path), path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    check_size(path.name, len(content))
    return content


def check_size(name: str, size: int) -> None:
    """Refuse what is too large, or empty."""
    if size > MOST_BYTES:
        raise FileTooLarge(name=clean_name(name), most=f"{MOST_BYTES // MEBIBYTE} MiB")
    if not size:
        raise FileEmpty(name=clean_name(name))


def attach(work: Work, *, case_id: int, files: Sequence[NewAttachment]) -> Undoable[tuple[int, ...]]:
    """Attach files to a case; the ids of the attachments."""
    case = workable(work, case_id, Right.WORK_ON_CASE)
    ids = tuple(_add(work, case, file) for file in files)
    work.changed.add(Kind.CASE)
    undo = partial(_remove_all, attachment_ids=ids)
    text = N_("Attached {name}.") if len(ids) == 1 else N_("Attached {count} files.")
    name = clean_name(files[0].name) if files else ""
    return Undoable(ids, undo, text, {"count": len(ids), "name": name})


def _add(work: Work, case: Case, file: NewAttachment) -> int:
    name, digest = clean_name(file.name), hashlib.sha256(file.content).hexdigest()
    check_size(name, len(file.content))
    same = select(Attachment.name).where(
        Attachment.case_id == case.id, Attachment.sha256 == digest, Attachment.removed_at.is_(None)
    )
    found = work.db.execute(same.limit(1)).scalar()
    if found is not None:
        raise AlreadyAttached(name=found)
    row = Attachment(
        uid=new_identity(work.at),
        case_id=case.id,
        name=name,
        media_type=mimetypes.guess_type(name)[0] or UNKNOWN,
        size=len(file.content),
        sha256=digest,
        added_at=work.at,
        by_id=work.actor.id,
    )
    work.db.add(row)
    work.db.flush()
    for place, start in enumerate(range(0, len(file.content), PART_BYTES)):
        part = {"attachment_id": row.id, "place": place, "content": file.content[start : start + PART_BYTES]}
        work.db.execute(insert(AttachmentPart), [part])
    log(work, case, Event.ATTACHED, "", name=name)
    return row.id


def remove_attachment(work: Work, *, attachment_id: int) -> Undoable[None]:
    """Take a file off its case. It can be put back for 30 days; then its content is erased."""
    row, case = _attached(work, attachment_id)
    if row.removed_at is None:
        row.removed_at = work.at
        log(work, case, Event.DETACHED, "", name=row.name)
        work.changed.add(Kind.CASE)
    undo = partial(restore_attachment, attachment_id=attachment_id)
    return Undoable(None, undo, N_("Removed {name}."), {"name": row.name})


def _remove_all(work: Work, *, attachment_ids: Sequence[int]) -> None:
    for attachment_id in attachment_ids:
        remove_attachment(work, attachment_id=attachment_id)


def restore_attachment(work: Work, *, attachment_id: int) -> Undoable[None]:
    """Put a removed file back."""
    row, case = _attached(work, attachment_id)
    if row.removed_at is not None:
        _check_is_there(work, row)
        row.removed_at = None
        log(work, case, Event.ATTACHED, "", name=row.name)
        work.changed.add(Kind.CASE)
    undo = partial(remove_attachment, attachment_id=attachment_id)
    return Undoable(None, undo, N_("Attached {name}."), {"name": row.name})


def _attached(work: Work, attachment_id: int) -> tuple[Attachment, Case]:
    row = work.db.get_one(Attachment, attachment_id)
    return row, workable(work, row.case_id, Right.WORK_ON_CASE)


def _check_is_there(reading: Reading, row: Attachment) -> None:
    query = select(func.count()).select_from(AttachmentPart).where(AttachmentPart.attachment_id == row.id)
    if not reading.db.execute(query).scalar_one():
        raise AttachmentErased(name=row.name)


def list_attachments(reading: Reading, case_id: int) -> tuple[AttachmentRow, ...]:
    """The files of a case and of those that are part of it, oldest first."""
    query = _rows(reading.actor).where(
        Attachment.case_id.in_((case_id, *parts_of(reading, case_id))), Attachment.removed_at.is_(None)
    )
    found = reading.db.execute(query.order_by(Attachment.added_at, Attachment.id))
    return tuple(AttachmentRow(*row) for row in found)


def _rows(actor: Actor) -> Select[Any]:
    return (
        select(
            Attachment.id,
            Attachment.case_id,
            Case.number,
            Attachment.name,
            Attachment.media_type,
            Attachment.size,
            Attachment.sha256,
            Attachment.added_at,
            func.coalesce(Staff.name, ""),
        )
        .join(Case, Case.id == Attachment.case_id)
        .outerjoin(Staff, Staff.id == Attachment.by_id)
        .where(reachable_cases(actor))
    )


def save_attachment(store: Store, actor: Actor, progress: Progress, *, attachment_id: int, path: Path) -> Path:
    """A job: write a copy of an attached file to `path`, after checking that it is what was attached."""
    with store.read(actor, now()) as reading:
        query = _rows(actor).where(Attachment.id == attachment_id)
        row = AttachmentRow(*reading.db.execute(query).one())
        content = b"".join(_parts(reading, row, progress))
    if not content:
        raise AttachmentErased(name=row.name)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise AttachmentDamaged(name=row.name)
    write_atomically(path, content)
    return path


def _parts(reading: Reading, row: AttachmentRow, progress: Progress) -> Iterator[bytes]:
    query = select(AttachmentPart.content).where(AttachmentPart.attachment_id == row.id)
    count = -(-row.size // PART_BYTES)
    for place, content in enumerate(reading.db.execute(query.order_by(AttachmentPart.place)).scalars(), start=1):
        progress(min(place, count), count)
        yield content


def erase_removed(work: Work) -> int:
    """Erase the content of files that were removed 30 days ago; how many. For the daily job."""
    removed = select(Attachment.id).join(Case, Case.id == Attachment.case_id)
    removed = removed.where(Case.centre_id == work.actor.centre_id, Attachment.removed_at <= work.at - IN_TRASH_FOR)
    with_content = removed.where(Attachment.id.in_(select(AttachmentPart.attachment_id)))
    ids = work.db.execute(with_content).scalars().all()
    _erase(work, ids)
    return len(ids)


def erase_attachments(work: Work, *, case_id: int) -> None:
    """Erase names and contents of all files of a case whose words are erased."""
    rows = work.db.execute(select(Attachment).where(Attachment.case_id == case_id)).scalars().all()
    for row in rows:
        row.name, row.removed_at = "", row.removed_at or work.at
    _erase(work, [row.id for row in rows])


def _erase(work: Work, ids: Sequence[int]) -> None:
    work.db.execute(delete(AttachmentPart).where(AttachmentPart.attachment_id.in_(ids)))
