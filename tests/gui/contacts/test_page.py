"""Customers: found while typing, looked at, changed, and what a stale change does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.contacts import CustomerCard, CustomerKind, NewCustomer, Segment
from csatdesk.domain.staff import Actor
from csatdesk.gui.contacts.forms import ConsentForm, RepresentativeForm
from csatdesk.gui.contacts.page import CustomersPage
from csatdesk.gui.kept_text import TextKey, kept_texts_of
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.commands import add_contact
from csatdesk.operations.contacts.commands import change_customer, register_customer
from csatdesk.operations.contacts.queries import load_customer
from csatdesk.system.clock import now
from tests.cast import AGNIESZKA, Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key
from tests.reports.reading import words
from tests.wall_clock import Wall

Sit = Callable[[Actor | None], Desk[CustomersPage]]


def register(stage: Stage, *names: str) -> list[int]:
    with stage.work(at=now()) as work:
        return [register_customer(work, new=NewCustomer(name)) for name in names]


def stored(stage: Stage, customer_id: int) -> CustomerCard:
    with stage.read(at=now()) as reading:
        return load_customer(reading, customer_id=customer_id)


def names(desk: Desk[CustomersPage]) -> list[str]:
    rows = desk.page.list.customers
    return [row.name for place in range(rows.rowCount()) if (row := rows.row_at(place)) is not None]


def test_after_a_night_the_days_of_a_customer_are_told_as_of_today(
    sit: Sit, local_centre: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = Wall(monkeypatch, date(2026, 12, 21))
    desk = sit(None)
    wall.shows += timedelta(days=1)
    desk.page.shown()
    assert desk.page.pane.facts is not None
    assert desk.page.pane.facts.at == now()


def test_customers_stand_by_name_and_the_first_ones_page_is_open(sit: Sit, local_centre: Stage) -> None:
    register(local_centre, "Łukasz Ostrowski", "Liis Kuusk", "Сергей Волков")
    desk = sit(None)
    assert names(desk) == ["Agnieszka Zielińska", "Liis Kuusk", "Łukasz Ostrowski", "Сергей Волков"]
    assert desk.page.pane.details.name.text() == "Agnieszka Zielińska"
    assert desk.page.summary() == "4 customers"
    assert desk.told["row"] == "Row 1 of 4"
    assert [line.value for line in desk.page.pane.details.lines.lines][:2] == [
        "+48 601 224 318",
        "a.zielinska@example.pl",
    ]


def test_typing_searches_and_enter_goes_to_the_list(sit: Sit, local_centre: Stage) -> None:
    register(local_centre, "Łukasz Ostrowski", "Liis Kuusk")
    desk = sit(None)
    desk.press(Key.Key_F, CTRL)
    desk.write("lukasz")
    desk.press(Key.Key_Return)
    assert names(desk) == ["Łukasz Ostrowski"]
    assert desk.page.list.hasFocus()
    desk.rest()
    assert desk.page.pane.details.name.text() == "Łukasz Ostrowski"
    assert desk.page.summary() == "1 customer found"


def test_nobody_found_is_said_and_escape_shows_all_again(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_F, CTRL)
    desk.write("zzz")
    desk.rest()
    assert desk.page.empty.isVisible()
    desk.press(Key.Key_Escape)
    assert names(desk) == ["Agnieszka Zielińska"]


def test_cases_and_contacts_stand_on_the_page_and_open_the_case(sit: Sit, local_centre: Stage) -> None:
    first = local_centre.register("One", at=now() - timedelta(days=9)).case_id
    second = local_centre.register("Two", at=now() - timedelta(days=2)).case_id
    with local_centre.work(at=now()) as work:
        add_contact(work, case_id=first, channel=local_centre.intake().channel, text="Again")
    desk = sit(None)
    desk.press(Key.Key_Return)
    assert desk.page.pane.details.cases.hasFocus()
    assert desk.page.pane.details.cases.count() == 2
    desk.press(Key.Key_Return)
    assert desk.cases == [second]
    assert desk.page.pane.details.contacts.count() == 3
    figures = [(one.value, one.words) for one in desk.page.pane.details.figures.figures]
    assert figures[:3] == [("2", "open cases"), ("2", "cases in 12 months"), ("0", "repeats")]
    desk.page.pane.details.all_cases.click()
    assert desk.shown == [("cases", CaseFilter(customer_id=local_centre.customer_id))]


def test_k_begins_a_contact_with_the_customer(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_K)
    assert desk.contacts == [local_centre.customer_id]


def test_e_changes_the_details_by_keyboard(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_E)
    desk.write("Agnieszka Nowak")
    editor = desk.page.pane.editor
    assert editor is not None
    editor.segment.set_value(Segment.VIP)
    editor.kind.set_value(CustomerKind.ORGANISATION)
    desk.press(Key.Key_Return, CTRL)
    card = stored(local_centre, local_centre.customer_id)
    assert (card.row.name, card.row.segment, card.row.kind) == (
        "Agnieszka Nowak",
        Segment.VIP,
        CustomerKind.ORGANISATION,
    )
    assert card.row.phone == AGNIESZKA.phone
    assert desk.said == ["Saved Agnieszka Nowak."]
    assert desk.page.pane.details.name.text() == "Agnieszka Nowak"
    assert desk.page.list.hasFocus()


def test_an_empty_name_is_told_at_the_field(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_E)
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_Return, CTRL)
    editor = desk.page.pane.editor
    assert editor is not None
    assert editor.name.accessibleDescription().startswith("Write the customer's name")
    assert stored(local_centre, local_centre.customer_id).row.name == "Agnieszka Zielińska"


def test_a_stale_change_takes_over_what_one_left_alone_and_tells_the_rest(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_E)
    editor = desk.page.pane.editor
    assert editor is not None
    editor.phone.setText("+48 700 000 000")
    theirs = replace(AGNIESZKA, phone="+48 511 111 111", email="new@example.pl")
    with local_centre.work(local_centre.marek, now()) as work:
        version = stored(local_centre, local_centre.customer_id).version
        change_customer(work, customer_id=local_centre.customer_id, new=theirs, version=version)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.editor is editor
    assert editor.phone.text() == "+48 700 000 000"
    assert editor.email.text() == "new@example.pl"
    assert "Phone “+48 511 111 111”" in editor.banner.words
    assert "E-mail “new@example.pl”" in editor.banner.words
    desk.press(Key.Key_Return, CTRL)
    row = stored(local_centre, local_centre.customer_id).row
    assert (row.phone, row.email) == ("+48 700 000 000", "new@example.pl")


def test_half_changed_details_wait_for_the_return_to_the_customer(sit: Sit, local_centre: Stage) -> None:
    (other,) = register(local_centre, "Liis Kuusk")
    desk = sit(None)
    desk.press(Key.Key_E)
    desk.write("Half")
    desk.page.open_customer(other)
    assert desk.page.pane.editor is None
    desk.page.open_customer(local_centre.customer_id)
    editor = desk.page.pane.editor
    assert editor is not None
    assert editor.name.text() == "Half"
    editor.name.setFocus()
    desk.press(Key.Key_Escape)
    assert desk.page.pane.editor is None
    assert stored(local_centre, local_centre.customer_id).row.name == "Agnieszka Zielińska"


def test_an_auditor_sees_but_does_not_change(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.liis)
    desk.press(Key.Key_E)
    desk.press(Key.Key_K)
    assert desk.page.pane.editor is None
    assert desk.contacts == []


def test_a_long_list_of_customers_is_read_from_either_end(sit: Sit, local_centre: Stage) -> None:
    register(local_centre, *(f"Customer {place:04}" for place in range(250)))
    desk = sit(None)
    rows = desk.page.list.customers
    assert rows.row_count == 200
    desk.press(Key.Key_End)
    assert desk.page.list.row().name == "Customer 0249"
    desk.press(Key.Key_Home)
    assert desk.page.list.row().name == "Agnieszka Zielińska"
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning, rows)


def test_selected_customers_are_copied_as_a_table(sit: Sit, local_centre: Stage) -> None:
    register(local_centre, "Liis Kuusk")
    desk = sit(None)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_C, CTRL)
    copied = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert [line[0] for line in copied] == ["Agnieszka Zielińska", "Liis Kuusk"]
    assert copied[0][3] == "4021 7786 05"


def test_half_a_change_is_offered_again_after_a_kill(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.page.pane.edit()
    editor = desk.page.pane.editor
    assert editor is not None
    editor.phone.setText("+48 511")
    texts = kept_texts_of(desk.context)
    texts.keep_now()
    texts.wait()
    again = sit(None)  # another start of the program: the first one ended without a word
    kept_texts_of(again.context).wait()
    again.page.pane.edit()
    QApplication.processEvents()
    editor = again.page.pane.editor
    assert editor is not None
    assert editor.phone.text() == "+48 601 224 318"
    assert "+48 511" in editor.kept.words.text()
    editor.kept.take_up.click()
    assert editor.phone.text() == "+48 511"
    editor.left.emit()
    third = sit(None)
    kept_texts_of(third.context).wait()
    QApplication.processEvents()
    assert not kept_texts_of(third.context).left_behind(TextKey("customer", local_centre.customer_id, "phone"))


def test_what_is_found_is_exported_and_the_row_count_told(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    register(local_centre, "Łukasz Ostrowski", "Łucja Ostrowska", "Liis Kuusk")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_F, CTRL)
    desk.write("ostrowsk")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_E, CTRL)
    assert desk.said == ["2 customers written to Customers.pdf."]
    said = words((tmp_path / "Customers.pdf").read_bytes())
    assert "Łukasz Ostrowski" in said
    assert "Kuusk" not in said


def test_who_may_not_export_is_not_offered_the_customers(sit: Sit, tmp_path: Path) -> None:
    desk = sit(None)
    assert not desk.page.export_button.isVisible()
    desk.press(Key.Key_E, CTRL)
    assert not list(tmp_path.glob("Customers*"))


def test_who_speaks_for_the_customer_is_written_down_by_keyboard(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_R)
    form = desk.page.pane.form
    assert isinstance(form, RepresentativeForm)
    desk.write("Jan Zielinski")
    form.phone.setText("12")
    desk.press(Key.Key_Return, CTRL)
    assert form.phone.accessibleDescription().startswith("“12” is no phone number")
    form.phone.setText("602 111 222")
    form.authority.setPlainText("Power of attorney of 3 October")
    form.seen.setChecked(True)
    desk.press(Key.Key_Return, CTRL)
    (line,) = desk.page.pane.details.speaking.lines
    assert line.line.head == "Jan Zielinski, spouse"
    assert line.line.second.startswith("602 111 222 · Power of attorney of 3 October, seen on ")
    line.setFocus()
    desk.press(Key.Key_Delete)
    assert desk.page.pane.details.speaking.lines[0].line.second.startswith("602 111 222 · no longer since ")


def test_a_consent_is_taken_down_and_withdrawn_with_its_words_kept(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_G)
    desk.press(Key.Key_Return, CTRL)
    form = desk.page.pane.form
    assert isinstance(form, ConsentForm)
    assert form.wording.accessibleDescription().startswith("Write what the customer agreed to")
    desk.write("Bills by e-mail")
    desk.press(Key.Key_Return, CTRL)
    (line,) = desk.page.pane.details.consents.lines
    assert line.line.second.endswith("hall, taken down by Anna Nowak")
    line.setFocus()
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_Return, CTRL)
    (line,) = desk.page.pane.details.consents.lines
    assert line.line.head == "Bills by e-mail"
    assert line.line.second.startswith("withdrawn on ")


def test_half_of_who_speaks_is_offered_again_after_a_kill(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write("Jan")
    texts = kept_texts_of(desk.context)
    texts.keep_now()
    texts.wait()
    again = sit(None)
    kept_texts_of(again.context).wait()
    again.press(Key.Key_R)
    QApplication.processEvents()
    form = again.page.pane.form
    assert isinstance(form, RepresentativeForm)
    form.kept.take_up.click()
    assert form.name.text() == "Jan"


def test_the_list_is_cut_by_segment_and_line_of_business(sit: Sit, local_centre: Stage) -> None:
    firm = NewCustomer(
        "Bakery Bak", CustomerKind.ORGANISATION, Segment.SMALL_BUSINESS, activity="Bakery", phone="58 300 10 10"
    )
    with local_centre.work(at=now()) as work:
        register_customer(work, new=firm)
    desk = sit(None)
    row = desk.page.row
    row.segment.set_value(Segment.SMALL_BUSINESS)
    row.segment.chosen.emit(Segment.SMALL_BUSINESS)
    assert names(desk) == ["Bakery Bak"]
    assert desk.page.summary() == "1 customer, small business"
    desk.press(Key.Key_F, CTRL)
    desk.press(Key.Key_Escape)
    assert len(names(desk)) == 2
    row.activity.set_value("Bakery")
    row.activity.chosen.emit("Bakery")
    assert names(desk) == ["Bakery Bak"]


def test_a_misspelt_name_shows_who_is_spelt_alike_and_says_so(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_F, CTRL)
    desk.write("zielisnka")
    desk.press(Key.Key_Return)
    assert names(desk) == ["Agnieszka Zielińska"]
    assert desk.page.summary() == "Nobody is spelt like this; spelt alike: 1"


def test_with_text_of_double_size_the_page_of_a_customer_and_its_figures_fit_their_place(
    sit: Sit, local_centre: Stage
) -> None:
    local_centre.register()
    desk = sit(None)
    figures = desk.page.pane.details.figures
    assert figures.height() < 2 * figures.minimumSizeHint().height()
    theme().set_text_scale(2.0)
    try:
        desk.window.resize(1010, 660)
        desk.rest()
        assert figures.minimumSizeHint().width() <= figures.width()
        assert desk.page.pane.details.minimumSizeHint().width() <= desk.page.pane.width()
    finally:
        theme().set_text_scale(1.0)
