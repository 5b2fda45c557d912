"""Giving out, filling on a laptop, and bringing in, for the tests of field work."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.evaluations import EvaluationCard
from csatdesk.domain.field_contents import FieldContent
from csatdesk.domain.field_tasks import package_from_json, result_from_json
from csatdesk.domain.staff import Actor
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.field.bringing import Brought, BroughtIn, take_in
from csatdesk.operations.field.giving import Taken, What, give_out
from csatdesk.operations.field.laptop import FieldDesk
from csatdesk.operations.field.queries import AssignmentRow, PackageRow, list_packages
from csatdesk.store.entities.field import FieldPackage
from csatdesk.system.field_files import read_package, read_result
from csatdesk.system.passwords import hash_password
from tests.cast import NOW, Stage
from tests.system.test_field_files import joined

PASSPHRASE = "four walls and a door"
UNTIL = NOW + timedelta(days=7)
LATER = NOW + timedelta(hours=3)
PHOTO = b"\x89PNG canary photo of the hall" * 40


def given(stage: Stage, folder: Path, *ids: int, by: Actor | None = None, what: What = What.EVALUATION) -> Path:
    """A package with evaluations that are begun (or visits); its file."""
    path = folder / "hall.csatdesk-field"
    wanted = [Taken(what, one) for one in ids]
    with stage.work(by or stage.marek) as work:
        give_out(work, wanted=wanted, until=UNTIL, passphrase=PASSPHRASE, path=path)
    return path


def laptop(package: Path, name: str = "laptop") -> FieldDesk:
    """The package copied to a laptop and opened there, without the child process that costs a tenth of a second."""
    folder = package.parent / name
    folder.mkdir(exist_ok=True)
    copy = folder / package.name
    copyfile(package, copy)
    parts = joined(read_package(str(copy), {"passphrase": PASSPHRASE}))
    return FieldDesk(package_from_json(json.loads(parts[0])), copy, hash_password(PASSPHRASE))


def content(desk: FieldDesk, place: int = 0) -> FieldContent:
    return desk.contents[desk.package.tasks[place].uid]


def fill(desk: FieldDesk, place: int = 0, note: str = "", at: datetime = LATER, **answers: Any) -> None:
    uid, made = desk.package.tasks[place].uid, content(desk, place)
    for key, answer in answers.items():
        made = made.with_answer(key, answer)
    if note:
        made = made.with_note("greets", note)
    desk.keep(uid, made, at)


def photograph(desk: FieldDesk, item_key: str = "greets", photo: bytes = PHOTO, place: int = 0) -> None:
    uid = desk.package.tasks[place].uid
    desk.attach(uid, content(desk, place), item_key, [NewAttachment("hall.png", photo)], LATER)


def written(desk: FieldDesk, name: str = "result", at: datetime = LATER) -> Path:
    path = desk.path.parent / f"{name}.csatdesk-result"
    desk.write_result(path, at)
    return path


def read(stage: Stage, path: Path, by: Actor | None = None) -> Brought:
    """What stands in a result, by the key of the newest package."""
    with stage.read(by or stage.marek) as reading:
        rows = reading.db.query(FieldPackage).order_by(FieldPackage.id.desc()).first()
        assert rows is not None
        options = {"signer": rows.signer.hex(), "key": rows.result_key.hex()}
    words, *blobs = joined(read_result(str(path), options))
    return Brought(result_from_json(json.loads(words)), {hashlib.sha256(one).hexdigest(): one for one in blobs})


def bring(stage: Stage, path: Path, by: Actor | None = None, at: datetime = LATER) -> BroughtIn:
    brought = read(stage, path, by)
    with stage.work(by or stage.marek, at) as work:
        return take_in(work, brought=brought, file=path.name)


def packages(stage: Stage, by: Actor | None = None, at: datetime = LATER) -> Sequence[PackageRow]:
    with stage.read(by or stage.marek, at) as reading:
        return list_packages(reading)


def only(stage: Stage, by: Actor | None = None, at: datetime = LATER) -> AssignmentRow:
    return packages(stage, by, at)[0].assignments[0]


def card(stage: Stage, evaluation_id: int, by: Actor | None = None) -> EvaluationCard:
    with stage.read(by or stage.marek, LATER) as reading:
        return load_evaluation(reading, evaluation_id=evaluation_id)


def holds(paths: Iterable[Path], *words: bytes) -> bool:
    """Whether any of the words stands in the clear in any of the files."""
    return any(word in path.read_bytes() for path in paths if path.is_file() for word in words)
