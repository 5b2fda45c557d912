"""The contact list of a survey by keyboard: sent back, copied with its faults, mended, taken over, frozen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from csatdesk.domain.contact_lists import ListColumn
from csatdesk.domain.surveys import Sender, SurveyWanted
from csatdesk.gui.surveys.contacts.forms import ContactForm, ListConsentForm, MandatoryForm
from csatdesk.gui.surveys.contacts.page import SurveyContactsPage
from csatdesk.operations.surveys.list_queries import list_contacts, load_list
from csatdesk.store.entities.surveys import Invitation
from tests.cast import Stage
from tests.damaged_lists import fill_in, good_list
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.operations.surveys.hands import running
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

ContactsDesk = Desk[SurveyContactsPage]
Sit = Callable[[], ContactsDesk]


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    return running(local_centre, sender=Sender.CENTRAL, office_id=local_centre.anna.office_id)


@pytest.fixture
def sit(
    qtbot: QtBot, local_centre: Stage, survey_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sit]:
    seated: list[ContactsDesk] = []

    def sit_down() -> ContactsDesk:
        ask = lambda _window, _title, name, _kinds: str(tmp_path / name)  # noqa: E731  (where files are saved)
        desk = Desk(qtbot, local_centre, lambda context: SurveyContactsPage(context, ask=ask), local_centre.marek)
        desk.window.resize(1280, 760)
        seated.append(desk)
        desk.page.show_wanted(SurveyWanted(survey_id))
        chosen = "csatdesk.gui.administration.imports.drop_area.QFileDialog.getOpenFileName"
        monkeypatch.setattr(chosen, lambda *_asked: (str(tmp_path / "list.xlsx"), ""))  # the system's own window
        return desk

    yield sit_down
    for desk in seated:
        desk.leave()


def template(desk: ContactsDesk, folder: Path) -> Path:
    desk.press(Key.Key_T)
    return next(folder.glob("* customers.xlsx"))


def rows(stage: Stage, survey_id: int) -> list[str]:
    with stage.read(stage.marek) as reading:
        return [row.contact.address for row in list_contacts(reading, survey_id=survey_id).rows]


def taken_over(desk: ContactsDesk, folder: Path) -> None:
    fill_in(template(desk, folder), good_list(), folder / "list.xlsx")
    desk.press(Key.Key_O, CTRL)


def test_a_damaged_list_is_sent_back_copied_mended_and_taken_over_by_keys_alone(
    sit: Sit, local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    desk = sit()
    made = good_list()
    made.cells[4, 4], made.cells[9, 2] = "Polish", "info@firma.pl"
    fill_in(template(desk, tmp_path), made, tmp_path / "list.xlsx")
    desk.press(Key.Key_O, CTRL)
    assert "2 cells must be mended" in desk.page.pane.sent_back.words
    assert desk.focus is desk.page.list.faults
    assert [fault.id[:2] for fault in desk.page.list.faults.faults.faults] == [(4, "E"), (9, "C")]
    assert "its code PL" in desk.page.pane.fault_reason.text()
    desk.press(Key.Key_Down)
    assert desk.page.pane.fault_place.text() == "C9"
    assert not rows(local_centre, survey_id)

    desk.press(Key.Key_M)
    copy = load_workbook(tmp_path / "list to mend.xlsx")
    assert copy.worksheets[0]["E4"].comment is not None
    copy.worksheets[0]["E4"] = "PL"
    copy.save(tmp_path / "list.xlsx")
    desk.press(Key.Key_O, CTRL)
    assert "1 mended, 1 still wrong, 0 newly wrong" in desk.page.pane.sent_back.words

    copy.worksheets[0]["C9"] = "anna@firma.pl"
    copy.save(tmp_path / "list.xlsx")
    desk.press(Key.Key_O, CTRL)
    assert desk.page.pane.sent_back.words == ""
    assert "14 new" in desk.page.pane.taken.text()
    assert not desk.page.list.shows_faults
    assert len(rows(local_centre, survey_id)) == 14


def test_a_row_is_changed_and_what_the_check_says_stands_at_its_field(
    sit: Sit, local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    desk = sit()
    taken_over(desk, tmp_path)
    desk.press(Key.Key_Return)
    form = desk.page.pane.form
    assert isinstance(form, ContactForm)
    form.fields[ListColumn.ADDRESS].setFocus()
    desk.press(Key.Key_A, CTRL)
    desk.write("office@firma.pl")
    desk.press(Key.Key_Return, CTRL)
    assert "mailbox of an office" in form.fields[ListColumn.ADDRESS].accessibleDescription()
    desk.press(Key.Key_A, CTRL)
    desk.write("new@firma.pl")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is None
    assert rows(local_centre, survey_id)[0] == "new@firma.pl"
    desk.press(Key.Key_Delete)
    assert len(rows(local_centre, survey_id)) == 13
    desk.context.undo()
    assert len(rows(local_centre, survey_id)) == 14


def test_a_customer_is_added_to_an_empty_list_by_hand(sit: Sit, local_centre: Stage, survey_id: int) -> None:
    desk = sit()
    assert desk.focus is desk.page.pane.drop.button
    desk.press(Key.Key_A)
    for words in ("Anna", "Nowak", "anna@firma.pl", "Firma", "pl", "", "", "", "K-1"):
        desk.write(words)
        desk.press(Key.Key_Tab)
    desk.press(Key.Key_Return, CTRL)
    assert rows(local_centre, survey_id) == ["anna@firma.pl"]
    assert desk.undos


def test_a_list_is_submitted_after_the_consent_and_the_page_says_what_is_left(
    sit: Sit, local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    desk = sit()
    taken_over(desk, tmp_path)
    assert "takes 14 of them" in desk.page.pane.year.text()
    desk.press(Key.Key_S)
    assert "every customer of the list agreed" in desk.page.pane.sent_back.words
    desk.press(Key.Key_C)
    form = desk.page.pane.form
    assert isinstance(form, ListConsentForm)
    desk.press(Key.Key_A, CTRL)
    desk.write("Asked at the counter.")
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_S)
    assert desk.said[-1] == "The list is submitted. 14 customers count for the year."
    assert "3,986 of 4,000" in desk.page.pane.year.text()
    with local_centre.read(local_centre.marek) as reading:
        kept = load_list(reading, survey_id=survey_id)
    assert (kept.consent, kept.consent_by) == ("Asked at the counter.", local_centre.marek.name)
    assert kept.submitted_at is not None


def test_once_the_mailing_is_out_nothing_of_the_list_can_be_changed(
    sit: Sit, local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    desk = sit()
    taken_over(desk, tmp_path)
    with local_centre.work(local_centre.marek) as work:
        for one in work.db.execute(select(Invitation).where(Invitation.survey_id == survey_id)).scalars():
            one.sent_at = work.at
    desk.page.reload(desk.page.shows)
    assert any("cannot be changed any more" in line.value for line in desk.page.pane.facts.lines)
    assert not desk.page.pane.drop.isVisible()
    for key in (Key.Key_Return, Key.Key_A, Key.Key_C, Key.Key_U):
        desk.press(key)
        assert desk.page.pane.form is None
        desk.page.list.contacts.setFocus()
    desk.press(Key.Key_Delete)
    assert len(rows(local_centre, survey_id)) == 14


def test_what_must_be_filled_in_is_set_by_keys(sit: Sit, local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    desk = sit()
    desk.press(Key.Key_U)
    form = desk.page.pane.form
    assert isinstance(form, MandatoryForm)
    assert not form.ticks[ListColumn.ADDRESS].isEnabled()
    form.ticks[ListColumn.EXTRA_3].setFocus()
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek) as reading:
        assert ListColumn.EXTRA_3 not in load_list(reading, survey_id=survey_id).mandatory
    made = good_list()
    made.cells[5, 8] = ""
    fill_in(template(desk, tmp_path), made, tmp_path / "list.xlsx")
    desk.press(Key.Key_O, CTRL)
    assert len(rows(local_centre, survey_id)) == 14
