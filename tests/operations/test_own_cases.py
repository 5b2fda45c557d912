"""Cases opened lately and pinned, and what others did to one's cases meanwhile."""

from datetime import timedelta

import pytest

from csatdesk.domain.case_rows import Event
from csatdesk.domain.errors import NotFound
from csatdesk.domain.own_cases import PINNED_MOST, RECENT_MOST
from csatdesk.operations.cases.commands import add_note, hand_over_cases, take_case
from csatdesk.operations.cases.own_cases import (
    TooManyPins,
    list_pinned,
    list_recent,
    load_news,
    note_opened,
    note_seen,
    pin_case,
)
from csatdesk.operations.cases.trash import throw_away
from tests.cast import NOW, Stage


def cases(centre: Stage, count: int) -> list[int]:
    return [centre.register(f"matter {place}").case_id for place in range(count)]


def opened(centre: Stage, *case_ids: int) -> None:
    for place, case_id in enumerate(case_ids):
        with centre.work(at=NOW + timedelta(minutes=place)) as work:
            note_opened(work, case_id=case_id)


def test_the_cases_opened_last_come_first_and_few_are_kept(centre: Stage) -> None:
    wanted = cases(centre, RECENT_MOST + 2)
    opened(centre, *wanted, wanted[0])
    with centre.read() as reading:
        found = list_recent(reading)
    assert [row.case_id for row in found] == [wanted[0], *reversed(wanted[3:])]
    assert found[0].topic_id == centre.topic_ids["bill_too_high"]
    with centre.read(centre.marek) as reading:
        assert list_recent(reading) == ()


def test_a_pinned_case_stays_however_many_are_opened_and_undo_unpins_it(centre: Stage) -> None:
    first, *others = cases(centre, RECENT_MOST + 1)
    with centre.work() as work:
        pinned = pin_case(work, case_id=first)
    assert (pinned.result, pinned.text) == (True, "Pinned case {number}.")
    opened(centre, *others)
    with centre.read() as reading:
        assert [row.case_id for row in list_pinned(reading)] == [first]
    with centre.work() as work:
        pinned.undo(work)
    with centre.read() as reading:
        assert list_pinned(reading) == ()


def test_pins_have_an_end_and_need_a_case(local_centre: Stage) -> None:
    for case_id in cases(local_centre, PINNED_MOST):
        with local_centre.work() as work:
            pin_case(work, case_id=case_id)
    more = local_centre.register("one more").case_id
    with pytest.raises(TooManyPins), local_centre.work() as work:
        pin_case(work, case_id=more)
    with pytest.raises(NotFound), local_centre.work() as work:
        pin_case(work, case_id=9999)


def test_what_lies_in_the_trash_is_neither_recent_nor_pinned(centre: Stage) -> None:
    (case_id,) = cases(centre, 1)
    opened(centre, case_id)
    with centre.work() as work:
        pin_case(work, case_id=case_id)
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=case_id, reason="a trial")
    with centre.read() as reading:
        assert (list_recent(reading), list_pinned(reading)) == ((), ())


def test_what_others_did_to_my_cases_since_i_went_is_news(centre: Stage) -> None:
    mine, given, other = cases(centre, 3)
    with centre.work() as work:
        take_case(work, case_id=mine)
        note_seen(work)
    later = NOW + timedelta(hours=2)
    with centre.work(centre.marek, later) as work:
        add_note(work, case_id=mine, text="Ask for the protocol.")
        add_note(work, case_id=other, text="Not Anna's.")
        hand_over_cases(work, case_ids=[given], to_staff_id=centre.anna.id)
    with centre.work(centre.anna, later) as work:
        add_note(work, case_id=mine, text="My own.")
    with centre.read() as reading:
        news = load_news(reading)
    assert news.since == NOW
    assert [(row.case_id, [line.event for line in row.lines]) for row in news.rows] == [
        (given, [Event.HANDED_OVER]),
        (mine, [Event.NOTE]),
    ]
    assert news.rows[1].lines[0].by_name == "Marek Lis"
    with centre.work(at=later) as work:
        note_seen(work)
    with centre.read() as reading:
        assert load_news(reading).rows == ()


def test_who_was_never_here_has_no_news(centre: Stage) -> None:
    cases(centre, 1)
    with centre.read() as reading:
        assert load_news(reading).since is None
