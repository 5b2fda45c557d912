"""The job that brings a result in: through the capped child, with each refusal in words, by the clock of the centre."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import Cancelled, Refusal
from csatdesk.domain.evaluations import NewEvaluation
from csatdesk.domain.field_packages import (
    FieldFileCut,
    FieldFileForged,
    NeverGivenOut,
    NotWhatCameBack,
    NotWhatWasGivenOut,
    OfAnotherCentre,
    WrongFieldPassphrase,
)
from csatdesk.domain.identity import new_identity
from csatdesk.operations.evaluations.commands import begin_evaluation
from csatdesk.operations.field.bringing import bring_in
from csatdesk.operations.field.giving import Taken, What, give_out
from csatdesk.operations.field.laptop import FieldDesk, open_package
from csatdesk.operations.field.queries import list_packages
from csatdesk.system.clock import now
from csatdesk.system.field_files import new_seed, write_result
from csatdesk.wording.texts import spoken
from tests.cast import Stage
from tests.operations.evaluations.scorecards import published
from tests.operations.field.hands import PASSPHRASE, content, fill, photograph, written
from tests.store.migrating import migrate_anew

UNDO = (
    "DROP TABLE field_versions",
    "DROP TABLE field_assignments",
    "DROP TABLE field_packages",
    "DROP TABLE field_keys",
)


def taken_along(stage: Stage, folder: Path) -> Path:
    """A package given out just now."""
    path, at = folder / "hall.csatdesk-field", now()
    new = NewEvaluation(published(stage), stage.anna.office_id, at, employee_id=stage.anna.id)
    with stage.work(stage.marek, at) as work:
        one = Taken(What.EVALUATION, begin_evaluation(work, new=new))
        give_out(work, wanted=[one], until=at + timedelta(days=2), passphrase=PASSPHRASE, path=path)
    return path


def filled(stage: Stage, folder: Path) -> Path:
    desk = open_package(taken_along(stage, folder), PASSPHRASE)
    fill(desk, greets="yes", at=now())
    photograph(desk)
    return written(desk, at=now())


def bring(stage: Stage, path: Path) -> object:
    return bring_in(stage.store, stage.marek, no_progress, path=path)


def test_a_result_comes_in_through_the_child_and_once_more_changes_nothing(centre: Stage, tmp_path: Path) -> None:
    migrate_anew(centre.store.writer, "field", UNDO)  # as a store of before takes it on
    path = filled(centre, tmp_path)
    first = bring_in(centre.store, centre.marek, no_progress, path=path)
    assert (first.new, first.known, first.beside) == (1, 0, 0)
    again = bring_in(centre.store, centre.marek, no_progress, path=path)
    assert (again.new, again.known) == (0, 1)


def test_cancel_on_the_way_leaves_everything_as_it_was(local_centre: Stage, tmp_path: Path) -> None:
    path = filled(local_centre, tmp_path)

    def cancelled(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        bring_in(local_centre.store, local_centre.marek, cancelled, path=path)
    with local_centre.read(local_centre.marek, now()) as reading:
        assert list_packages(reading)[0].to_send == ()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _turned(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[-100] ^= 1
    path.write_bytes(whole)


@pytest.mark.parametrize(("harm", "said"), [(_cut, FieldFileCut), (_turned, FieldFileForged)])
def test_what_was_harmed_is_refused_by_its_name(
    local_centre: Stage, tmp_path: Path, harm: Callable[[Path], None], said: type[Refusal]
) -> None:
    path = filled(local_centre, tmp_path)
    harm(path)
    with pytest.raises(said) as refused:
        bring(local_centre, path)
    assert path.name in spoken(refused.value)


def test_a_forged_result_of_another_centre_and_of_an_unknown_package_are_told_apart(
    local_centre: Stage, tmp_path: Path
) -> None:
    desk = open_package(taken_along(local_centre, tmp_path), PASSPHRASE)
    fill(desk, greets="yes", at=now())
    usual = desk.package
    tries = {
        FieldFileForged: {"result_seed": new_seed()[0]},
        OfAnotherCentre: {"centre_uid": new_identity(now())},
        NeverGivenOut: {"uid": new_identity(now())},
    }
    for said, changed in tries.items():
        desk.package = replace(usual, **changed)  # type: ignore[arg-type]  # fields given by name
        with pytest.raises(said):
            bring(local_centre, written(desk, at=now()))
    desk.package = usual
    bring(local_centre, written(desk, at=now()))


def test_package_and_result_are_not_taken_for_one_another(local_centre: Stage, tmp_path: Path) -> None:
    package = taken_along(local_centre, tmp_path)
    with pytest.raises(NotWhatCameBack):
        bring(local_centre, package)
    desk = open_package(package, PASSPHRASE)
    fill(desk, greets="yes", at=now())
    with pytest.raises(NotWhatWasGivenOut):
        open_package(written(desk, at=now()), PASSPHRASE)
    with pytest.raises(WrongFieldPassphrase):
        open_package(package, PASSPHRASE.upper())


def test_what_is_open_knows_its_pass_phrase_without_the_disk(local_centre: Stage, tmp_path: Path) -> None:
    package = taken_along(local_centre, tmp_path)
    desk = open_package(package, PASSPHRASE)
    for lost in (package, package.with_suffix(".csatdesk-work")):
        lost.unlink()
    desk.check_passphrase(PASSPHRASE)
    with pytest.raises(WrongFieldPassphrase):
        desk.check_passphrase(PASSPHRASE.upper())
    assert not list(tmp_path.glob("*.csatdesk-*"))


def test_words_that_are_no_json_are_refused_even_when_sealed_and_signed(local_centre: Stage, tmp_path: Path) -> None:
    package = open_package(taken_along(local_centre, tmp_path), PASSPHRASE).package
    chance = Random(4)
    path = tmp_path / "x.csatdesk-result"
    for words in (b"", b"[" * 200_000, b"{}", b"nul", b'{"schema": 1e999}', chance.randbytes(200)):
        write_result(
            path,
            words,
            (),
            (),
            centre_uid=package.centre_uid,
            package_uid=package.uid,
            key=package.result_key,
            seed=package.result_seed,
        )
        with pytest.raises(Refusal):
            bring(local_centre, path)


def test_a_killed_laptop_comes_back_with_everything(local_centre: Stage, tmp_path: Path) -> None:
    package = taken_along(local_centre, tmp_path)
    desk: FieldDesk = open_package(package, PASSPHRASE)
    fill(desk, greets="yes", at=now())
    photograph(desk)
    with (tmp_path / "hall.csatdesk-work").open("ab") as unfinished:
        unfinished.write(b"\x00\x00\x01\x00\x01half")
    again = open_package(package, PASSPHRASE)
    assert content(again) == content(desk)
    assert again.damaged == 0
