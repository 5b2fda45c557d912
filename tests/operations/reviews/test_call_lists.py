"""Call lists: read whole or not at all, laid beside what was logged, and drawn from, since bad calls go unlogged."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.reviews import FrameSource
from csatdesk.operations.reviews.call_lists import (
    CallListDrawnFrom,
    CallsFile,
    SameCallList,
    list_call_lists,
    list_unknown_extensions,
    look_at_calls,
    save_calls,
    set_extension,
)
from csatdesk.store.entities.call_lists import ListedCall
from tests.cast import Stage
from tests.operations.reviews.drawn import OCTOBER, calls, drawn, mine

LINES = ["Start time,Extension,Duration"]


def written(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text("\n".join([*LINES, *rows]), encoding="utf-8")
    return path


def row(hours: int, extension: str = "Anna Nowak", minutes: int = 3) -> str:
    return f"{OCTOBER + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ},{extension},{minutes}:00"


def looked(stage: Stage, path: Path) -> CallsFile:
    return look_at_calls(stage.store, stage.marek, no_progress, path=path)


def imported(stage: Stage, path: Path) -> int:
    file = looked(stage, path)
    with stage.work(stage.marek) as work:
        return save_calls(work, file=file).result


def test_calls_are_laid_beside_what_their_person_logged_and_the_rest_is_counted(centre: Stage, tmp_path: Path) -> None:
    calls(centre, 3)  # logged at 8, 10 and 12
    path = written(tmp_path, row(0), row(2), row(5), row(6), row(7, "214"))
    assert imported(centre, path) == 5
    with centre.read(centre.marek) as reading:
        (told,) = list_call_lists(reading)
        assert [(one.extension, one.calls) for one in list_unknown_extensions(reading)] == [("214", 1)]
    assert (told.calls, told.logged, told.unlogged, told.of_nobody) == (5, 2, 2, 1)


def test_an_extension_told_once_is_known_for_what_is_there_and_for_what_comes(centre: Stage, tmp_path: Path) -> None:
    calls(centre, 3)
    imported(centre, written(tmp_path, row(0, "214"), row(5, "214")))
    with centre.work(centre.marek) as work:
        assert set_extension(work, extension="214", staff_id=centre.anna.id) == 2
    with centre.read(centre.marek) as reading:
        (told,) = list_call_lists(reading)
        assert list_unknown_extensions(reading) == ()
    assert (told.logged, told.unlogged) == (1, 1)
    imported(centre, written(tmp_path, row(2, "214")))
    with centre.read(centre.marek) as reading:
        assert list_call_lists(reading)[0].logged == 1


def test_one_bad_cell_and_nothing_is_imported(centre: Stage, tmp_path: Path) -> None:
    found = looked(centre, written(tmp_path, row(0), "yesterday,Anna Nowak,3:00"))
    assert found.problems == ("Row 3, column A (Start time): “yesterday” is not a date.",)


def test_the_same_file_again_is_told_and_a_longer_one_brings_only_what_is_new(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path, row(0), row(2))
    imported(centre, path)
    with pytest.raises(SameCallList):
        looked(centre, path)
    assert imported(centre, written(tmp_path, row(0), row(2), row(4))) == 1


def test_an_import_can_be_undone_until_reviews_were_drawn(centre: Stage, tmp_path: Path) -> None:
    file = looked(centre, written(tmp_path, row(0), row(2)))
    with centre.work(centre.marek) as work:
        saved = save_calls(work, file=file)
    with centre.work(centre.marek) as work:
        saved.undo(work)
    with centre.read(centre.marek) as reading:
        assert reading.db.execute(select(ListedCall.id)).first() is None
    with centre.work(centre.marek) as work:
        saved = save_calls(work, file=file)
    drawn(centre, every=1, source=FrameSource.CALL_LIST, channels=())
    with pytest.raises(CallListDrawnFrom), centre.work(centre.marek) as work:
        saved.undo(work)


def test_what_nobody_logged_is_drawn_too_and_what_was_logged_brings_its_case(centre: Stage, tmp_path: Path) -> None:
    calls(centre, 1)
    imported(centre, written(tmp_path, row(0), row(5), row(6, minutes=0), row(7, "214")))
    drawn(centre, every=1, source=FrameSource.CALL_LIST, channels=(), least_seconds=30)
    logged, unlogged = mine(centre).rows
    assert logged.case_number
    assert (unlogged.case_number, unlogged.employee_name, unlogged.seconds) == ("", "Anna Nowak", 180)


def test_clerks_import_no_call_lists(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path, row(0))
    with pytest.raises(NotAllowed):
        look_at_calls(centre.store, centre.anna, no_progress, path=path)
