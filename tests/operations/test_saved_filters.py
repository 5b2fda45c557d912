"""Saved filters: one's own and shared ones, names, throwing away and undo; the look of a list."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.cases import CaseFilter, CaseKind, DueBand, Priority, Sort
from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.saved_filters import (
    FilterNameMissing,
    FilterNameTaken,
    FilterNameTooLong,
    ListKey,
    ListLook,
    SavedFilter,
    Shown,
    filter_from_plain,
    filter_to_plain,
)
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.saved_filters import (
    drop_filter,
    keep_list_look,
    load_own_lists,
    rename_filter,
    save_filter,
)
from tests.cast import Stage

LATE = CaseFilter(is_open=True, due=(DueBand.OVERDUE,), text="łódź", received_from=date(2026, 11, 2), topic_ids=(3, 4))

FILTERS = st.builds(
    CaseFilter,
    text=st.text(max_size=5),
    is_open=st.sampled_from((None, True, False)),
    statuses=st.lists(st.sampled_from(Status), unique=True).map(tuple),
    kinds=st.lists(st.sampled_from(CaseKind), unique=True).map(tuple),
    channels=st.lists(st.sampled_from(Channel), unique=True).map(tuple),
    topic_ids=st.lists(st.integers(1, 99)).map(tuple),
    without_owner=st.booleans(),
    customer_id=st.none() | st.integers(1, 9),
    due=st.lists(st.sampled_from(DueBand), unique=True).map(tuple),
    received_from=st.none() | st.dates(),
    priorities=st.lists(st.sampled_from(Priority), unique=True).map(tuple),
)


@given(shown=FILTERS)
def test_every_filter_comes_back_as_it_was(shown: CaseFilter) -> None:
    assert filter_from_plain(filter_to_plain(shown)) == shown


def test_what_a_later_version_wrote_is_left_out() -> None:
    plain = {"kinds": ["complaint", "prophecy"], "moon": "full", "is_open": True}
    assert filter_from_plain(plain) == CaseFilter(is_open=True, kinds=(CaseKind.COMPLAINT,))


def filters(centre: Stage, actor: Actor | None = None) -> tuple[SavedFilter, ...]:
    with centre.read(actor) as reading:
        return load_own_lists(reading).filters


def saved(centre: Stage, name: str, actor: Actor | None = None, **values: object) -> int:
    with centre.work(actor) as work:
        return save_filter(work, name=name, shown=LATE, **values).result  # type: ignore[arg-type]  # given by name


def test_ones_own_come_first_by_name_and_shared_ones_reach_everybody(centre: Stage) -> None:
    saved(centre, "Żółte")
    saved(centre, "  Late   in Łódź ", sort=Sort.OLDEST)
    saved(centre, "Everybody's", centre.marek, is_shared=True)
    saved(centre, "Marek's", centre.marek)
    found = filters(centre)
    assert [one.name for one in found] == ["Late in Łódź", "Żółte", "Everybody's"]
    assert (found[0].shown, found[0].sort) == (LATE, Sort.OLDEST)
    assert [one.may_change for one in found] == [True, True, False]
    assert [one.name for one in filters(centre, centre.liis)] == ["Everybody's"]


def test_a_clerk_neither_shares_nor_changes_a_shared_one(centre: Stage) -> None:
    shared = saved(centre, "Late", centre.marek, is_shared=True)
    with pytest.raises(NotAllowed):
        saved(centre, "Mine for all", is_shared=True)
    with pytest.raises(NotAllowed), centre.work() as work:
        rename_filter(work, filter_id=shared, name="Mine")
    with pytest.raises(NotAllowed), centre.work() as work:
        drop_filter(work, filter_id=shared)


def test_nobody_reaches_somebody_elses_own(centre: Stage) -> None:
    own = saved(centre, "Mine")
    with pytest.raises(NotFound), centre.work(centre.marek) as work:
        drop_filter(work, filter_id=own)


def test_a_name_is_needed_short_and_ones_own(centre: Stage) -> None:
    first = saved(centre, "Late")
    second = saved(centre, "Other")
    for name, refusal in (("  ", FilterNameMissing), ("x" * 61, FilterNameTooLong), ("LATE", FilterNameTaken)):
        with pytest.raises(refusal):
            saved(centre, name)
        with pytest.raises(refusal), centre.work() as work:
            rename_filter(work, filter_id=second, name=name)
    with centre.work() as work:
        rename_filter(work, filter_id=first, name="late")  # its own name in other letters
    saved(centre, "Late", centre.marek, is_shared=True)  # a shared one of the same name is another


def test_throwing_away_and_renaming_are_undone(centre: Stage) -> None:
    kept = saved(centre, "Late", sort=Sort.RECEIVED)
    with centre.work() as work:
        renamed = rename_filter(work, filter_id=kept, name="Later")
    with centre.work() as work:
        renamed.undo(work)
    with centre.work() as work:
        thrown = drop_filter(work, filter_id=kept)
    assert filters(centre) == ()
    with centre.work() as work:
        thrown.undo(work)
    (back,) = filters(centre)
    assert (back.name, back.shown, back.sort) == ("Late", LATE, Sort.RECEIVED)


def test_each_list_has_filters_and_columns_of_its_own(centre: Stage) -> None:
    more = {"view": "paused", "paused_days": 10}
    saved(centre, "Late")
    kept = saved(centre, "late", list_key=ListKey.DEADLINES, more=more)
    with centre.work() as work:
        keep_list_look(work, look=ListLook(("due", "kind")), list_key=ListKey.DEADLINES)
    with centre.read() as reading:
        cases, deadlines = (load_own_lists(reading, list_key=one) for one in ListKey)
    assert [(one.name, one.more) for one in cases.filters] == [("Late", {})]
    assert [(one.name, one.whole) for one in deadlines.filters] == [("late", Shown(LATE, more=more))]
    assert (cases.look, deadlines.look) == (ListLook(), ListLook(("due", "kind")))
    with centre.work() as work:
        thrown = drop_filter(work, filter_id=kept)
    with centre.work() as work:
        thrown.undo(work)
    with centre.read() as reading:
        assert load_own_lists(reading, list_key=ListKey.DEADLINES).filters[0].more == more
        assert len(load_own_lists(reading).filters) == 1


def test_a_look_is_kept_for_each_person(centre: Stage) -> None:
    look = ListLook(("matter", "due"), {"due": 200})
    for changed in (ListLook(("due",)), look):
        with centre.work() as work:
            keep_list_look(work, look=changed)
    with centre.read() as reading:
        assert load_own_lists(reading).look == look
    with centre.read(centre.marek) as reading:
        assert load_own_lists(reading).look == ListLook()
