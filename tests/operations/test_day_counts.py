"""Daily counts of queue machine and telephone exchange: one number a day, office and machine."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import Channel
from csatdesk.domain.day_counts import CountSource, DayCountRow
from csatdesk.domain.errors import Cancelled, NotAllowed, NotFound
from csatdesk.operations.day_counts import list_counted_days, look_at_counts, save_day_counts
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.day_counts import DayCount
from tests.cast import NOW, Stage

DAY = date(2026, 11, 19)


def row(centre: Stage, count: int, source: CountSource = CountSource.QUEUE, day: date = DAY) -> DayCountRow:
    return DayCountRow(day, centre.anna.office_id, source, count)


def save(centre: Stage, *rows: DayCountRow) -> int:
    with centre.work(centre.marek) as work:
        return save_day_counts(work, rows=rows).result


def held(centre: Stage) -> list[tuple[CountSource, int]]:
    with centre.read() as reading:
        return [(one.source, one.count) for one in list_counted_days(reading)]


def test_the_same_counts_again_change_nothing_and_corrected_ones_take_their_place(centre: Stage) -> None:
    assert save(centre, row(centre, 214)) == 1
    assert save(centre, row(centre, 214)) == 0
    assert save(centre, row(centre, 220), row(centre, 90, CountSource.TELEPHONE)) == 2
    assert sorted(held(centre), key=str) == [(CountSource.QUEUE, 220), (CountSource.TELEPHONE, 90)]
    with centre.read() as reading:
        assert reading.db.execute(select(func.count(DayCount.id))).scalar_one() == 2


def test_undo_brings_the_numbers_before(centre: Stage) -> None:
    save(centre, row(centre, 214))
    with centre.work(centre.marek) as work:
        step = save_day_counts(work, rows=(row(centre, 220), row(centre, 9, day=DAY - timedelta(days=1))))
    with centre.work(centre.marek) as work:
        step.undo(work)
    assert held(centre) == [(CountSource.QUEUE, 214)]


def test_undo_leaves_what_somebody_corrected_since(centre: Stage) -> None:
    save(centre, row(centre, 1))
    with centre.work(centre.marek) as work:
        step = save_day_counts(work, rows=(row(centre, 214), row(centre, 90, CountSource.TELEPHONE)))
    save(centre, row(centre, 220), row(centre, 95, CountSource.TELEPHONE))
    with centre.work(centre.marek) as work:
        step.undo(work)
    assert sorted(held(centre), key=str) == [(CountSource.QUEUE, 220), (CountSource.TELEPHONE, 95)]


def test_counts_of_an_office_that_is_not_of_the_centre_are_refused(centre: Stage) -> None:
    with pytest.raises(NotFound):
        save(centre, DayCountRow(DAY, 987_654, CountSource.QUEUE, 7))


def test_beside_what_was_counted_stands_what_was_written_down(centre: Stage) -> None:
    centre.register(at=NOW, channel=Channel.HALL)
    centre.register(at=NOW, channel=Channel.PHONE)
    centre.register(at=NOW - timedelta(days=1), channel=Channel.HALL)
    save(centre, row(centre, 4), row(centre, 5, CountSource.TELEPHONE))
    with centre.read() as reading:
        told = {one.source: (one.count, one.written) for one in list_counted_days(reading)}
    assert told == {CountSource.QUEUE: (4, 1), CountSource.TELEPHONE: (5, 1)}


def test_a_table_is_read_and_its_faults_are_named(centre: Stage, tmp_path: Path) -> None:
    with centre.read() as reading:
        office = reading.db.get_one(Office, centre.anna.office_id).name
    path = tmp_path / "kolejka.csv"
    path.write_text(f"Data;Placówka;Liczba\n19.11.2026;{office};214\n20.11.2026;{office};brak\n", "utf-8")
    found = look_at_counts(centre.store, centre.marek, no_progress, path=path, source=CountSource.QUEUE)
    assert found.rows == (row(centre, 214),)
    assert found.problems == ("Row 3, column C (Liczba): “brak” is not a whole number from 0 to 100000.",)


def test_reading_a_long_table_can_be_cancelled_half_way(centre: Stage, tmp_path: Path) -> None:
    path = tmp_path / "kolejka.csv"
    path.write_text("Data;Placówka;Liczba\n" + "19.11.2026;x;1\n" * 2_000, "utf-8")
    told: list[int] = []

    def cancelled_at_the_fourth(done: int, _total: int) -> None:
        told.append(done)
        if len(told) == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_at_counts(centre.store, centre.marek, cancelled_at_the_fourth, path=path, source=CountSource.QUEUE)
    assert told == [0, 1, 1, 1]


def test_a_clerk_imports_nothing(centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        look_at_counts(centre.store, centre.anna, no_progress, path=tmp_path / "x.csv", source=CountSource.QUEUE)
    with pytest.raises(NotAllowed), centre.work() as work:
        save_day_counts(work, rows=(row(centre, 1),))
