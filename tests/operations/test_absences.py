"""Who is away, who stands in, and what is handed over at the end of a shift."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.absences import AbsenceReversed, AbsencesOverlap, OwnSubstitute, SubstituteAway
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.operations.absences import list_absences, remove_absence, save_absence, stands_in, who_is_away
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.promises import do_promise, make_promise
from csatdesk.operations.notices import list_notices
from csatdesk.operations.shifts import (
    NothingToHandOver,
    OwnShift,
    confirm_shift,
    hand_over_shift,
    list_shift_notes,
    open_promises_of,
)
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.promises import CasePromise
from tests.cast import NOW, Stage

TODAY = date(2026, 11, 19)
DAY = timedelta(days=1)


def away(stage: Stage, staff_id: int, substitute_id: int | None, first: date = TODAY, last: date = TODAY) -> int:
    with stage.work(stage.marek) as work:
        values = {"staff_id": staff_id, "first_on": first, "last_on": last, "substitute_id": substitute_id}
        return save_absence(work, absence_id=None, **values).result  # type: ignore[arg-type]  # fields by name


def test_new_work_goes_to_who_stands_in(centre: Stage) -> None:
    away(centre, centre.anna.id, centre.liis.id)
    case = centre.register(actor=centre.marek)
    with centre.work(centre.marek) as work:
        hand_over_cases(work, case_ids=[case.case_id], to_staff_id=centre.anna.id)
    with centre.read() as reading:
        assert reading.db.get_one(Case, case.case_id).owner_id == centre.liis.id
        assert set(who_is_away(reading)) == {centre.anna.id}


def test_the_substitute_of_a_substitute_is_found_and_a_ring_ends(centre: Stage) -> None:
    away(centre, centre.anna.id, centre.liis.id, TODAY, TODAY)
    with centre.read() as reading:
        assert stands_in(reading, centre.anna.id) == centre.liis.id
        assert stands_in(reading, centre.marek.id) == centre.marek.id
    with centre.read(at=NOW + 2 * DAY) as reading:
        assert stands_in(reading, centre.anna.id) == centre.anna.id


def test_days_and_people_are_checked(centre: Stage) -> None:
    anna, liis, marek = centre.anna.id, centre.liis.id, centre.marek.id
    with pytest.raises(AbsenceReversed):
        away(centre, anna, liis, TODAY, TODAY - DAY)
    with pytest.raises(OwnSubstitute):
        away(centre, anna, anna)
    away(centre, liis, marek, TODAY - DAY, TODAY + DAY)
    with pytest.raises(SubstituteAway):
        away(centre, anna, liis)
    with pytest.raises(AbsencesOverlap):
        away(centre, liis, marek, TODAY + DAY, TODAY + 3 * DAY)


def test_one_enters_oneself_and_only_planners_enter_others(centre: Stage) -> None:
    values = {"first_on": TODAY, "last_on": TODAY, "substitute_id": None}
    with centre.work() as work:
        save_absence(work, absence_id=None, staff_id=centre.anna.id, **values)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed), centre.work() as work:
        save_absence(work, absence_id=None, staff_id=centre.liis.id, **values)  # type: ignore[arg-type]


def test_an_absence_is_changed_removed_and_put_back(centre: Stage) -> None:
    absence_id = away(centre, centre.anna.id, centre.liis.id)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        _change(work, absence_id, centre, version=99)
    with centre.work(centre.marek) as work:
        undo = remove_absence(work, absence_id=absence_id).undo
    with centre.read() as reading:
        assert list_absences(reading) == ()
    with centre.work(centre.marek) as work:
        undo(work)
    with centre.read() as reading:
        (row,) = list_absences(reading)
    assert (row.name, row.substitute_name) == ("Anna Nowak", row.substitute_name)


def _change(work: object, absence_id: int, centre: Stage, *, version: int) -> None:
    save_absence(
        work,  # type: ignore[arg-type]  # a Work
        absence_id=absence_id,
        staff_id=centre.anna.id,
        first_on=TODAY,
        last_on=TODAY,
        substitute_id=None,
        version=version,
    )


def promised(stage: Stage) -> int:
    case = stage.register()
    new = NewPromise(PromiseKind.CALL_BACK, "call back", NOW + DAY, is_day=False, owner_id=stage.anna.id)
    with stage.work() as work:
        return make_promise(work, case_id=case.case_id, new=new).result


def test_a_shift_is_handed_over_with_one_note_and_confirmed(centre: Stage) -> None:
    first, second = promised(centre), promised(centre)
    with centre.work() as work:
        assert open_promises_of(work, centre.anna.id) == [first, second]
        shift = hand_over_shift(work, to_staff_id=centre.marek.id, promise_ids=[first, second], note="call them first")
    with centre.read(centre.marek) as reading:
        (told,) = list_shift_notes(reading)
        assert (told.from_name, told.note, told.promise_ids) == ("Anna Nowak", "call them first", (first, second))
        assert open_promises_of(reading, centre.marek.id) == [first, second]
        assert [notice.what for notice in list_notices(reading)] == ["handed_over"]
    with centre.work(centre.marek) as work:
        confirm_shift(work, shift_id=shift.result)
    with centre.read(centre.marek) as reading:
        assert list_shift_notes(reading) == ()


def test_a_hand_over_taken_back_leaves_what_was_done_meanwhile(centre: Stage) -> None:
    first, second = promised(centre), promised(centre)
    with centre.work() as work:
        shift = hand_over_shift(work, to_staff_id=centre.marek.id, promise_ids=[first, second], note="")
    with centre.work(centre.marek) as work:
        do_promise(work, promise_id=first, done_at=NOW)
    with centre.work() as work:
        shift.undo(work)
    with centre.read() as reading:
        assert open_promises_of(reading, centre.anna.id) == [second]
        query = select(CasePromise.owner_id).where(CasePromise.id == first)
        assert reading.db.execute(query).scalar_one() == centre.marek.id


def test_an_empty_hand_over_and_one_to_oneself_are_refused(centre: Stage) -> None:
    with pytest.raises(NothingToHandOver), centre.work() as work:
        hand_over_shift(work, to_staff_id=centre.marek.id, promise_ids=[], note=" ")
    with pytest.raises(OwnShift), centre.work() as work:
        hand_over_shift(work, to_staff_id=centre.anna.id, promise_ids=[], note="x")
