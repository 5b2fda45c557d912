"""Files of a case: attached whole, refused plainly, removed and put back, saved as they came."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from csatdesk.domain import attachments as rules
from csatdesk.domain.attachments import (
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
from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.operations.cases import attachments
from csatdesk.operations.cases.attachments import (
    attach,
    erase_removed,
    list_attachments,
    read_files,
    remove_attachment,
    restore_attachment,
    save_attachment,
)
from csatdesk.operations.cases.queries import load_case
from csatdesk.store.entities.attachments import PART_BYTES, AttachmentPart
from csatdesk.system.files import FileGone
from tests.cast import NOW, Stage

CONTENT = bytes(range(256)) * 3000  # three parts of the store


@pytest.fixture
def case_id(centre: Stage) -> int:
    return centre.register().case_id


def attached(centre: Stage, case_id: int, name: str = "protokół.pdf", content: bytes = CONTENT) -> int:
    with centre.work() as work:
        return attach(work, case_id=case_id, files=[NewAttachment(name, content)]).result[0]


def files_of(centre: Stage, case_id: int) -> tuple[AttachmentRow, ...]:
    with centre.read() as reading:
        return list_attachments(reading, case_id)


def parts(centre: Stage) -> int:
    with centre.read() as reading:
        return reading.db.execute(select(func.count(AttachmentPart.id))).scalar_one()


def test_a_file_is_kept_in_parts_and_comes_out_as_it_went_in(centre: Stage, case_id: int, tmp_path: Path) -> None:
    attachment_id = attached(centre, case_id)
    assert parts(centre) == -(-len(CONTENT) // PART_BYTES) == 3
    (file,) = files_of(centre, case_id)
    assert (file.name, file.size, file.media_type, file.by_name) == (
        "protokół.pdf",
        len(CONTENT),
        "application/pdf",
        "Anna Nowak",
    )
    target = tmp_path / "copy.pdf"
    save_attachment(centre.store, centre.anna, no_progress, attachment_id=attachment_id, path=target)
    assert target.read_bytes() == CONTENT


def test_attaching_is_told_in_the_history_and_undone(centre: Stage, case_id: int) -> None:
    with centre.work() as work:
        done = attach(work, case_id=case_id, files=[NewAttachment("a.txt", b"a"), NewAttachment("b.txt", b"b")])
    with centre.read() as reading:
        line = load_case(reading, case_id=case_id).history[0]
    assert (line.event, line.about["name"]) == (Event.ATTACHED, "b.txt")
    with centre.work() as work:
        done.undo(work)
    assert files_of(centre, case_id) == ()


def test_removed_and_put_back(centre: Stage, case_id: int) -> None:
    attachment_id = attached(centre, case_id)
    with centre.work() as work:
        removed = remove_attachment(work, attachment_id=attachment_id)
    assert files_of(centre, case_id) == ()
    with centre.work() as work:
        removed.undo(work)
    assert [file.id for file in files_of(centre, case_id)] == [attachment_id]


def test_what_was_removed_thirty_days_ago_is_erased(centre: Stage, case_id: int) -> None:
    attachment_id = attached(centre, case_id)
    with centre.work() as work:
        remove_attachment(work, attachment_id=attachment_id)
    with centre.work(at=NOW + timedelta(days=29)) as work:
        assert erase_removed(work) == 0
    with centre.work(at=NOW + timedelta(days=30)) as work:
        assert erase_removed(work) == 1
    assert parts(centre) == 0
    with pytest.raises(AttachmentErased), centre.work() as work:
        restore_attachment(work, attachment_id=attachment_id)


def test_the_same_file_twice_is_refused_by_name(centre: Stage, case_id: int) -> None:
    attached(centre, case_id, "skan.png", b"same")
    with pytest.raises(AlreadyAttached, match=r"skan\.png"):
        attached(centre, case_id, "other.png", b"same")


def test_an_auditor_attaches_nothing_but_saves_copies(centre: Stage, case_id: int, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed), centre.work(centre.liis) as work:
        attach(work, case_id=case_id, files=[NewAttachment("a", b"a")])
    attachment_id = attached(centre, case_id)
    save_attachment(centre.store, centre.liis, no_progress, attachment_id=attachment_id, path=tmp_path / "a")
    assert (tmp_path / "a").exists()


def test_a_file_that_is_not_what_was_attached_is_not_handed_out(centre: Stage, case_id: int, tmp_path: Path) -> None:
    attachment_id = attached(centre, case_id)
    with centre.work() as work:
        part = work.db.execute(select(AttachmentPart).limit(1)).scalar_one()
        part.content = b"changed"
    with pytest.raises(AttachmentDamaged):
        save_attachment(centre.store, centre.anna, no_progress, attachment_id=attachment_id, path=tmp_path / "a")
    assert not (tmp_path / "a").exists()
    with pytest.raises(NotFound):
        save_attachment(centre.store, centre.anna, no_progress, attachment_id=98_765, path=tmp_path / "a")


# reading them


def read(stage: Stage, *paths: Path) -> tuple[NewAttachment, ...]:
    return read_files(stage.store, stage.anna, no_progress, paths=paths)


def test_files_are_read_whole(local_centre: Stage, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    assert read(local_centre, tmp_path / "a.txt") == (NewAttachment("a.txt", b"abc"),)


def test_what_cannot_be_attached_is_said_before_anything_is_read(
    local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 10)
    (tmp_path / "large.bin").write_bytes(bytes(11))
    (tmp_path / "empty.txt").touch()
    with pytest.raises(FileTooLarge, match=r"large\.bin"):
        read(local_centre, tmp_path / "large.bin")
    with pytest.raises(FileEmpty):
        read(local_centre, tmp_path / "empty.txt")
    with pytest.raises(NotAFile):
        read(local_centre, tmp_path)
    with pytest.raises(FileGone):
        read(local_centre, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("protokół.pdf", "protokół.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\anna\\skan.png", "skan.png"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("con.txt", "_con.txt"),
        ("what?.txt. ", "what_.txt"),
        ("...", rules.NAMELESS),
        ("", rules.NAMELESS),
    ],
)
def test_names_are_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_a_long_name_keeps_its_ending() -> None:
    made = clean_name("ż" * 400 + ".jpeg")
    assert len(made) == rules.NAME_MOST
    assert made.endswith(".jpeg")
