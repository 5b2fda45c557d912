"""A contact list from the customers the centre knows, by keyboard: chosen, counted meanwhile, drawn, taken back."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.contact_lists import ListColumn, ListContact
from csatdesk.domain.contacts import CustomerKind, NewCustomer, Segment
from csatdesk.domain.surveys import Route, Sender, SurveyWanted
from csatdesk.gui.surveys.contacts.drawing_form import ListDrawForm
from csatdesk.gui.surveys.contacts.page import SurveyContactsPage
from csatdesk.gui.surveys.contacts.words import known_words
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.surveys.contact_lists import replace_list, set_mandatory
from csatdesk.operations.surveys.list_queries import list_contacts, survey_of
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.gui.own_windows import own_windows
from tests.gui.pasting import paste
from tests.operations.surveys.hands import running
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

ContactsDesk = Desk[SurveyContactsPage]
Sit = Callable[[], ContactsDesk]
NEEDED = frozenset({ListColumn.LAST_NAME, ListColumn.ADDRESS, ListColumn.LANGUAGE})
NAMES = ("Alma Kos", "Jan Sowa", "Ewa Lis", "Piotr Bąk")


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    made = running(local_centre, sender=Sender.OWN, routes=(Route.EMAIL, Route.PHONE))
    with local_centre.work(local_centre.marek) as work:
        set_mandatory(work, survey_id=made, columns=NEEDED)
        for at, name in enumerate(NAMES):
            email = f"k{at}@firma.pl" if at < 3 else ""
            register_customer(work, new=NewCustomer(name, segment=Segment.VIP, language="pl", email=email))
    return made


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage, survey_id: int) -> Iterator[Sit]:
    seated: list[ContactsDesk] = []

    def sit_down() -> ContactsDesk:
        desk = Desk(qtbot, local_centre, SurveyContactsPage, local_centre.marek)
        desk.window.resize(1280, 760)
        seated.append(desk)
        desk.page.show_wanted(SurveyWanted(survey_id))
        return desk

    yield sit_down
    for desk in seated:
        desk.leave()


def form_of(desk: ContactsDesk) -> ListDrawForm:
    desk.press(Key.Key_F)
    form = desk.page.pane.form
    assert isinstance(form, ListDrawForm)
    return form


def ticked(desk: ContactsDesk, form: ListDrawForm) -> None:
    """Only VIPs, also who gave no consent."""
    form.consent.setFocus()
    desk.press(Key.Key_Space)
    form.segments.boxes[list(Segment).index(Segment.VIP)].setFocus()
    desk.press(Key.Key_Space)


def names(stage: Stage, survey_id: int) -> set[str]:
    with stage.read(stage.marek) as reading:
        return {row.known_name for row in list_contacts(reading, survey_id=survey_id).rows}


def test_customers_are_counted_while_they_are_chosen_and_put_onto_the_list_by_keys_alone(
    sit: Sit, qtbot: QtBot, local_centre: Stage, survey_id: int
) -> None:
    desk = sit()
    form = form_of(desk)
    assert desk.focus is form.size_field
    ticked(desk, form)
    assert form.counted.text() == "Counting …"
    qtbot.waitUntil(lambda: "4 fit, 3 of them can be asked." in form.counted.text())
    assert "1 no address" in form.counted.text()
    assert [one.name for one in desk.page.list.left_out.left_out.customers] == ["Piotr Bąk"]
    assert desk.page.list.shows_left_out
    form.size_field.setFocus()
    desk.write("2")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is None
    assert "2 put onto the list." in desk.page.pane.taken.text()
    assert not desk.page.list.shows_left_out
    assert len(names(local_centre, survey_id)) == 2
    row = desk.page.list.contacts.row()
    assert row is not None
    assert known_words(row) == "known customer"
    desk.context.undo()
    assert not names(local_centre, survey_id)


def test_where_customers_have_lines_of_business_the_form_takes_no_keyboard_away(sit: Sit, local_centre: Stage) -> None:
    with local_centre.work(local_centre.marek) as work:
        register_customer(work, new=NewCustomer("Piekarnia Lis", CustomerKind.ORGANISATION, activity="Bakery"))
    desk = sit()
    with own_windows() as seen:
        form = form_of(desk)
    assert not seen
    assert form.activity.isVisible()
    assert desk.focus is form.size_field


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(sit: Sit, qtbot: QtBot) -> None:
    desk = sit()
    form = form_of(desk)
    ticked(desk, form)
    form.gap.setFocus()
    desk.press(Key.Key_A, CTRL)
    desk.write("9999")
    desk.press(Key.Key_Return, CTRL)
    assert desk.focus is form.gap
    assert "730" in form.named["gap_days"].field.accessibleDescription()
    assert desk.page.pane.form is form
    desk.press(Key.Key_Escape)
    assert desk.page.pane.form is None
    assert not desk.page.list.shows_left_out


def test_the_phone_is_another_way_and_a_period_has_its_days(sit: Sit, qtbot: QtBot) -> None:
    desk = sit()
    form = form_of(desk)
    ticked(desk, form)
    form.route.focus_chosen()
    desk.press(Key.Key_2)
    qtbot.waitUntil(lambda: "4 no address" in form.counted.text())
    assert not form.first.isVisible()
    form.when.setFocus()
    desk.press(Key.Key_End)
    assert form.first.isVisible()
    form.first.setFocus()
    desk.press(Key.Key_A, CTRL)
    desk.write("yesterday")
    desk.press(Key.Key_Return, CTRL)
    assert "yesterday" in form.named["first_on"].field.accessibleDescription()


def test_when_none_can_be_asked_the_form_says_so_and_stays(sit: Sit, qtbot: QtBot) -> None:
    desk = sit()
    form = form_of(desk)
    desk.press(Key.Key_Return, CTRL)  # nobody gave a consent
    assert desk.page.pane.form is form
    assert "None of these customers can be asked" in form.banner.words
    assert form.save.isEnabled()


def test_who_was_recognised_wrongly_is_parted_by_a_key_and_linked_again_by_undo(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    with local_centre.work(local_centre.marek) as work:
        row = ListContact("Alma", "Kos", "k0@firma.pl", "", "pl", "", "", "", "")
        replace_list(work, survey_of(work, survey_id), [row])
    desk = sit()
    assert desk.page.row is not None
    assert desk.page.row.is_linked
    desk.press(Key.Key_N)
    assert not desk.page.row.is_linked
    desk.context.undo()
    assert desk.page.row.is_linked


def test_a_number_with_too_many_digits_is_refused_and_none_is_cut_off(sit: Sit) -> None:
    desk = sit()
    form = form_of(desk)
    ticked(desk, form)
    form.size_field.setFocus()
    paste(desk, "123456")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is form
    assert form.named["size"].field.accessibleDescription().startswith("Write a whole number")
    assert form.size_field.text() == "123456"
