"""One thing done with many cases: who refuses is named and the others go on; undone in one step; Cancel takes back."""

import pytest
from sqlalchemy import func, select

from csatdesk.domain.case_rows import CaseCard, Event
from csatdesk.domain.cases import Priority
from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import Cancelled
from csatdesk.domain.staff import OtherOffice
from csatdesk.operations.cases.bulk import ManyDone, do_many
from csatdesk.operations.cases.commands import classify_case, hand_over_cases, set_priority, take_case
from csatdesk.operations.cases.life import CaseGone, UndoTooLate
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.cases import CaseEvent
from tests.cast import NOW, Stage

WORDS = "Took {count} cases."


def take(work: Work, case_id: int) -> Undoable[None]:
    return take_case(work, case_id=case_id)


def cases(centre: Stage, count: int) -> list[int]:
    return [centre.register(f"matter {place}").case_id for place in range(count)]


def card(centre: Stage, case_id: int) -> CaseCard:
    with centre.read() as reading:
        return load_case(reading, case_id=case_id)


def owners(centre: Stage, case_ids: list[int]) -> list[str]:
    return [card(centre, case_id).row.owner_name for case_id in case_ids]


def many(centre: Stage, case_ids: list[int], **values: object) -> Undoable[ManyDone] | ManyDone:
    told = {"deed": take, "words": WORDS} | values
    return do_many(centre.store, centre.anna, no_progress, case_ids=case_ids, **told)  # type: ignore[arg-type]  # by name


def test_many_are_taken_in_several_writes_and_given_back_in_one_step(centre: Stage) -> None:
    wanted = cases(centre, 23)
    done = many(centre, wanted)
    assert isinstance(done, Undoable)
    assert (done.result, done.text, done.values) == (ManyDone(23), WORDS, {"count": 23})
    assert set(owners(centre, wanted)) == {"Anna Nowak"}
    with centre.work() as work:
        done.undo(work)
    assert set(owners(centre, wanted)) == {""}


def test_who_refuses_is_named_and_the_others_go_on(centre: Stage) -> None:
    wanted = cases(centre, 12)
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=wanted[4], reason="a trial")
        hand_over_cases(work, case_ids=[wanted[11]], to_staff_id=None, to_office_id=centre.other_office_id)
    done = many(centre, wanted)
    assert isinstance(done, Undoable)
    assert done.result.done == 10
    assert [(one.number, type(one.refusal)) for one in done.result.left_out] == [
        (card(centre, wanted[4]).row.number, CaseGone),
        (card(centre, wanted[11]).row.number, OtherOffice),
    ]
    assert owners(centre, wanted).count("Anna Nowak") == 10


def test_what_was_refused_leaves_no_line_in_history_or_audit(centre: Stage) -> None:
    wanted = cases(centre, 3)
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=wanted[2], reason="a trial")
    many(centre, wanted)
    with centre.read() as reading:
        taken = select(func.count()).select_from(CaseEvent).where(CaseEvent.event == Event.TAKEN)
        assert reading.db.execute(taken).scalar_one() == 2
        changed = select(AuditRow).where(AuditRow.what == "cases", AuditRow.row_id.in_(wanted))
        owned = [row.row_id for row in reading.db.execute(changed).scalars() if row.changes["plain"].get("owner_id")]
        assert sorted(set(owned)) == sorted(owned) == wanted[:2]


def test_one_alone_is_told_in_its_own_words_and_none_offers_no_undo(centre: Stage) -> None:
    (only,) = cases(centre, 1)
    done = many(centre, [only])
    assert isinstance(done, Undoable)
    assert done.text == "Took case {number}."
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=only, reason="a trial")
    nothing = many(centre, [only])
    assert isinstance(nothing, ManyDone)
    assert nothing.done == 0


def test_cancel_takes_back_what_was_done(centre: Stage) -> None:
    wanted = cases(centre, 25)

    def cancel(done: int, _total: int) -> None:
        if done == 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        do_many(centre.store, centre.anna, cancel, case_ids=wanted, deed=take, words=WORDS)
    assert set(owners(centre, wanted)) == {""}


def test_everything_is_undone_in_one_step_unless_one_has_gone_on(local_centre: Stage) -> None:
    wanted = cases(local_centre, 2)
    topic = local_centre.topic_ids["waiting_time"]
    deeds = {
        "topic": lambda work, case_id: classify_case(work, case_id=case_id, topic_id=topic),
        "urgent": lambda work, case_id: set_priority(work, case_id=case_id, priority=Priority.URGENT),
        "trash": lambda work, case_id: throw_away(work, case_id=case_id, reason="a trial"),
    }
    for deed in deeds.values():
        done = do_many(local_centre.store, local_centre.marek, no_progress, case_ids=wanted, deed=deed, words="")
        assert isinstance(done, Undoable)
        with local_centre.work(local_centre.marek, NOW) as work:
            done.undo(work)
    found = card(local_centre, wanted[0])
    assert (found.row.topic_id, found.row.priority) == (local_centre.topic_ids["bill_too_high"], Priority.NORMAL)
    done = many(local_centre, wanted)
    assert isinstance(done, Undoable)
    with local_centre.work(local_centre.marek) as work:
        throw_away(work, case_id=wanted[1], reason="a trial")
    with pytest.raises((CaseGone, UndoTooLate)), local_centre.work() as work:
        done.undo(work)
    assert owners(local_centre, wanted)[0] == "Anna Nowak"  # all or nothing
