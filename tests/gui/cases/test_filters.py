"""Filters: each value in the query and back, chips, and the list that drops down, by keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    DueBand,
    Priority,
    ReplyBy,
    Solved,
)
from csatdesk.domain.contacts import Channel, Known, NewCustomer, Segment
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status
from csatdesk.gui.cases.filters import BY_KEY, FIELDS, NO_TOPIC, NOBODY, OPEN, Span
from csatdesk.gui.cases.page import CasesPage
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.cases.filter_words import filter_words
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.cases.screens import load_case_facts
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.matters import NewMatter, save_matter, tie_cases
from csatdesk.system.clock import now
from tests.cast import NOW, Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.operations.test_matters import SAID

Sit = Callable[[Actor | None], Desk[CasesPage]]


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("status", OPEN, CaseFilter(is_open=True)),
        ("status", Status.SENT, CaseFilter(statuses=(Status.SENT,))),
        ("kind", CaseKind.CLAIM, CaseFilter(kinds=(CaseKind.CLAIM,))),
        ("channel", Channel.PHONE, CaseFilter(channels=(Channel.PHONE,))),
        ("topic", 7, CaseFilter(topic_ids=(7,))),
        ("topic", NO_TOPIC, CaseFilter(without_topic=True)),
        ("office", 2, CaseFilter(office_ids=(2,))),
        ("owner", 3, CaseFilter(owner_ids=(3,))),
        ("owner", NOBODY, CaseFilter(without_owner=True)),
        ("priority", Priority.URGENT, CaseFilter(priorities=(Priority.URGENT,))),
        ("team", 7, CaseFilter(team_ids=(7,))),
        ("matter", 7, CaseFilter(matter_id=7)),
        ("segment", Segment.VIP, CaseFilter(segments=(Segment.VIP,))),
        ("activity", "Hotel", CaseFilter(activities=("Hotel",))),
        ("due", DueBand.OVERDUE, CaseFilter(due=(DueBand.OVERDUE,))),
        ("received", Span(date(2026, 11, 2)), CaseFilter(received_from=date(2026, 11, 2))),
    ],
)
def test_a_value_is_put_into_the_filter_and_taken_out_again(key: str, value: object, shown: CaseFilter) -> None:
    field = BY_KEY[key]
    assert field.toggled(CaseFilter(), value) == shown
    assert field.chosen(shown) == {value}
    assert field.toggled(shown, value) == CaseFilter()
    assert field.without(shown) == CaseFilter()


def test_open_and_single_statuses_shut_each_other_out() -> None:
    field = BY_KEY["status"]
    closed = field.toggled(CaseFilter(is_open=True), Status.CLOSED)
    assert closed == CaseFilter(statuses=(Status.CLOSED,))
    both = field.toggled(closed, Status.SENT)
    assert both.statuses == (Status.SENT, Status.CLOSED)
    assert field.toggled(both, OPEN) == CaseFilter(is_open=True)


def test_every_filter_is_told_in_words(local_centre: Stage) -> None:
    with local_centre.read(at=NOW) as reading:
        facts = replace(load_case_facts(reading), matters=((9, "Outage in Lipowa"),))
    shown = CaseFilter(
        is_open=True,
        kinds=(CaseKind.COMPLAINT, CaseKind.CLAIM),
        channels=(Channel.PHONE, Channel.EMAIL, Channel.CHAT, Channel.HALL),
        topic_ids=(local_centre.topic_ids["waiting_time"],),
        office_ids=(local_centre.other_office_id,),
        owner_ids=(local_centre.anna.id,),
        without_owner=True,
        team_ids=(local_centre.anna.team_id or 0,),
        priorities=(Priority.URGENT,),
        segments=(Segment.VIP,),
        activities=("Hotel",),
        solved=(Solved.NOW,),
        possible_repeat=True,
        due=(DueBand.TODAY,),
        reply_by=(ReplyBy.PHONE,),
        received_from=date(2026, 11, 2),
        matter_id=9,
    )
    assert [field.words(field.chosen(shown), facts) for field in FIELDS] == [
        "open",
        "complaint, claim",
        "4 chosen",
        "Our service › Waiting and queue",
        "Infolinia",
        "Anna Nowak, nobody yet",
        "Rozliczenia",
        "urgent",
        "VIP",
        "Hotel",
        "solved now",
        "possible",
        "due today",
        "by phone",
        "Outage in Lipowa",
        "since Mon 2 Nov",
    ]


def test_a_typed_day_offers_to_begin_or_end_there(local_centre: Stage) -> None:
    with local_centre.read(at=NOW) as reading:
        facts = load_case_facts(reading)
    options = BY_KEY["received"].options(facts, 1, "2.11")
    assert [one.words for one in options] == ["Since Mon 2 Nov", "Until Mon 2 Nov", "On Mon 2 Nov"]
    assert BY_KEY["received"].options(facts, 1, "never") == ()
    assert BY_KEY["received"].options(facts, 1, "")[2].value == Span(date(2026, 11, 16))


@pytest.fixture
def mixed(local_centre: Stage) -> Stage:
    """Six cases that differ in kind, channel, owner, topic, customer and day."""
    with local_centre.work(at=now()) as work:
        other = register_customer(work, new=NewCustomer("Сергей Волков"))
    names = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")
    for place, (kind, channel, topic) in enumerate(
        (
            (CaseKind.COMPLAINT, Channel.PHONE, "waiting_time"),
            (CaseKind.COMPLAINT, Channel.EMAIL, "bill_too_high"),
            (CaseKind.CLAIM, Channel.PHONE, "bill_too_high"),
            (CaseKind.INQUIRY, Channel.HALL, None),
            (CaseKind.PRAISE, Channel.BOOK, None),
            (CaseKind.INQUIRY, Channel.PHONE, None),
        )
    ):
        made = local_centre.register(
            f"matter {place} {names[place]}",
            at=now() - timedelta(days=place),
            kind=kind,
            channel=channel,
            topic_id=local_centre.topic_ids[topic] if topic else None,
            customer_id=other if place % 2 else local_centre.customer_id,
            known=Known.CUSTOMER,
        )
        if place < 2:
            with local_centre.work(at=now()) as work:
                take_case(work, case_id=made.case_id)
    return local_centre


def texts(desk: Desk[CasesPage]) -> list[str]:
    cases = desk.page.list.cases
    return sorted(row.text[:8] for place in range(cases.rowCount()) if (row := cases.row_at(place)) is not None)


def add(desk: Desk[CasesPage], field: str, value: str) -> None:
    """F, the filter's name, Enter, the value, Enter."""
    desk.press(Key.Key_F)
    desk.write(field)
    desk.press(Key.Key_Return)
    desk.write(value)
    desk.press(Key.Key_Return)


def test_filters_are_added_by_keyboard_and_narrow_the_list_together(sit: Sit, mixed: Stage) -> None:
    desk = sit(None)
    add(desk, "kind", "compl")
    assert texts(desk) == ["matter 0", "matter 1"]
    add(desk, "chan", "phone")
    assert texts(desk) == ["matter 0"]
    assert list(desk.page.bar.chips) == ["status", "kind", "channel"]
    assert desk.page.summary() == "1 of 6 open cases"
    assert desk.page.list.hasFocus()


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("owner", "anna", ["matter 0", "matter 1"]),
        ("owner", "nobody", ["matter 2", "matter 3", "matter 4", "matter 5"]),
        ("topic", "unclass", ["matter 3", "matter 4", "matter 5"]),
        ("topic", "waiting", ["matter 0"]),
        ("office", "info", []),
        ("received", "today", ["matter 0"]),
        ("status", "in work", ["matter 0", "matter 1"]),
        ("due", "without", ["matter 4"]),
        ("answer", "by letter", []),
    ],
)
def test_each_filter_shows_what_it_says(sit: Sit, mixed: Stage, field: str, value: str, found: list[str]) -> None:
    desk = sit(None)
    if field == "received":
        desk.press(Key.Key_F)
        desk.write(field)
        desk.press(Key.Key_Return)
        desk.press(Key.Key_Return)  # "Today" stands first
    else:
        add(desk, field, value)
    assert texts(desk) == found


def test_space_ticks_several_values_and_enter_ends(sit: Sit, mixed: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_F)
    desk.write("kind")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return)
    assert desk.page.filter.kinds == (CaseKind.COMPLAINT, CaseKind.CLAIM)
    assert not desk.page.bar.popup.isVisible()
    assert desk.page.bar.chips["kind"].accessibleName() == "Kind complaint, claim"


def test_escape_leaves_the_list_of_filters_as_it_was(sit: Sit, mixed: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_F)
    assert desk.page.bar.popup.words[:3] == ["Status", "Kind", "Channel"]
    desk.press(Key.Key_Escape)
    assert desk.page.filter == CaseFilter(is_open=True)
    assert desk.page.list.hasFocus()


def test_the_list_of_a_known_matter_says_so_in_a_chip_and_on_paper(sit: Sit, mixed: Stage) -> None:
    case_ids = [case.id for case in cases_of(mixed)[:2]]
    with mixed.work(mixed.marek) as work:
        matter_id = save_matter(work, matter_id=None, new=NewMatter("Outage in Lipowa", SAID, NOW)).result
        tie_cases(work, case_ids=case_ids, matter_id=matter_id)
    desk = sit(None)
    shown = CaseFilter(matter_id=matter_id)
    desk.page.show_filter(shown)
    assert len(texts(desk)) == 2
    assert desk.page.bar.chips["matter"].accessibleName() == "Known matter Outage in Lipowa"
    with mixed.read() as reading:
        assert filter_words(reading, shown) == "Known matter: Outage in Lipowa"
    desk.page.bar.chips["matter"].setFocus()
    desk.press(Key.Key_Delete)
    assert "matter" not in desk.page.bar.chips
    assert len(texts(desk)) == 6


def cases_of(stage: Stage) -> Sequence[CaseRow]:
    with stage.read() as reading:
        return list_cases(reading, filter=CaseFilter()).rows


def test_delete_on_a_chip_takes_its_filter_away(sit: Sit, mixed: Stage) -> None:
    desk = sit(None)
    add(desk, "kind", "claim")
    desk.page.bar.chips["kind"].setFocus()
    desk.press(Key.Key_Delete)
    assert "kind" not in desk.page.bar.chips
    assert len(texts(desk)) == 6
    assert desk.focus is not desk.window


def test_a_chip_opens_its_values_to_be_changed(sit: Sit, mixed: Stage) -> None:
    desk = sit(None)
    desk.page.bar.chips["status"].setFocus()
    desk.press(Key.Key_Space)
    desk.write("closed")
    desk.press(Key.Key_Return)
    assert desk.page.filter == CaseFilter(statuses=(Status.CLOSED,))
    assert desk.page.empty.isVisible()
    assert desk.page.summary() == "0 cases"


def test_words_are_searched_while_they_are_typed(sit: Sit, mixed: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_F, CTRL)
    desk.write("delt")
    assert len(texts(desk)) == 6
    desk.rest()
    assert texts(desk) == ["matter 3"]
    desk.press(Key.Key_Return)
    assert desk.page.list.hasFocus()
    desk.press(Key.Key_F, CTRL)
    desk.press(Key.Key_Escape)
    assert len(texts(desk)) == 6


def test_other_pages_bring_a_list_of_their_own(sit: Sit, mixed: Stage) -> None:
    desk = sit(None)
    desk.page.show_filter(CaseFilter(customer_id=mixed.customer_id))
    assert texts(desk) == ["matter 0", "matter 2", "matter 4"]
    assert desk.page.bar.chips["customer"].accessibleName() == "Customer Agnieszka Zielińska"
    desk.page.bar.chips["customer"].setFocus()
    desk.press(Key.Key_Delete)
    assert len(texts(desk)) == 6


def test_ctrl_backspace_comes_back_to_all_open_cases(sit: Sit, mixed: Stage) -> None:
    desk = sit(None)
    add(desk, "kind", "claim")
    desk.press(Key.Key_Backspace, CTRL)
    assert desk.page.filter == CaseFilter(is_open=True)
