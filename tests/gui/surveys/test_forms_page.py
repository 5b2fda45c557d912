"""The page of forms and replies, by keyboard: what is written, what is taken in, what is told."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.surveys.forms_page import SurveyFormsPage
from csatdesk.operations.surveys.commands import end_survey
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.operations.surveys.hands import published, running
from tests.operations.surveys.test_forms import WHOLE, answers_of, block, fill, invited, reply
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

FormsDesk = Desk[SurveyFormsPage]


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    return running(local_centre, published(local_centre, WHOLE))


class Places:
    """What the file dialogs answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[str] = []
        self.printed: list[bytes] = []

    def path(self, _window: object, _title: str, name: str, _kinds: str) -> str:
        return str(self.folder / name)

    def print(self, pages: Sequence[bytes], _name: str) -> None:
        self.printed += pages

    def ask_files(self, _window: object, _title: str) -> list[str]:
        return self.files

    def ask_folder(self, _window: object, _title: str) -> str:
        return str(self.folder)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    folder = tmp_path / "out"
    folder.mkdir()
    return Places(folder)


@pytest.fixture
def desk(qtbot: QtBot, local_centre: Stage, survey_id: int, places: Places) -> Iterator[FormsDesk]:
    made = Desk(
        qtbot,
        local_centre,
        lambda context: SurveyFormsPage(
            context,
            ask=places.path,
            ask_for_files=places.ask_files,
            ask_for_folder=places.ask_folder,
            printer=places.print,
        ),
        local_centre.marek,
    )
    yield made
    made.leave()


def test_by_one_key_each_form_is_written(desk: FormsDesk, places: Places) -> None:
    for key in (Key.Key_P, Key.Key_F, Key.Key_B):
        desk.press(key)
    assert sorted(one.suffix for one in places.folder.iterdir()) == [".html", ".pdf", ".pdf"]
    assert desk.said[-1].startswith("Saved Po kontakcie, Form in the browser, en.html")


def test_the_paper_form_goes_to_the_printer_at_once(desk: FormsDesk, places: Places) -> None:
    desk.press(Key.Key_P, CTRL)
    assert [page[:4] for page in places.printed] == [b"\x89PNG"]
    assert desk.said[-1] == "Paper form is printing."
    assert list(places.folder.iterdir()) == []


def test_with_codes_everybody_asked_has_their_own_form(
    desk: FormsDesk, places: Places, local_centre: Stage, survey_id: int
) -> None:
    for code in ("AAAAABBBBB", "CCCCCDDDDD"):
        invited(local_centre, survey_id, code)
    desk.page.shown()
    desk.page.whom.set_value(True)
    desk.press(Key.Key_F)
    assert sorted(one.name for one in places.folder.iterdir()) == ["AAAAA-BBBBB.pdf", "CCCCC-DDDDD.pdf"]
    assert desk.said[-1] == "2 forms saved."


def test_filled_forms_are_taken_in_and_the_others_are_told_with_their_reasons(
    desk: FormsDesk, places: Places, local_centre: Stage, survey_id: int
) -> None:
    desk.press(Key.Key_F)
    [form] = places.folder.iterdir()
    filled = fill(form, {"a1": "3"}, "filled.pdf")
    places.files = [str(filled), str(form)]
    desk.press(Key.Key_I)
    assert desk.page.result.text() == "1 answer taken in. 1 was not:"
    assert desk.page.reasons.text() == f"“{form.name}” has no answer in it."
    assert answers_of(local_centre, survey_id) == [{"nps": 2}]


def test_a_folder_is_taken_in_at_once(desk: FormsDesk, places: Places, local_centre: Stage, survey_id: int) -> None:
    desk.press(Key.Key_F)
    [form] = places.folder.iterdir()
    for name in ("a.pdf", "b.pdf"):
        fill(form, {"a1": "3" if name == "a.pdf" else "4"}, name)
    form.unlink()
    desk.press(Key.Key_O)
    assert desk.page.result.text() == "2 answers taken in."
    assert len(answers_of(local_centre, survey_id)) == 2


def test_a_pasted_reply_is_taken_in_and_goes_from_its_field(
    desk: FormsDesk, local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    desk.page.pasted.setPlainText(block(reply(local_centre, survey_id, tmp_path, {"nps": 8})))
    desk.page.paste_action.trigger()
    assert desk.page.result.text() == "1 answer taken in."
    assert desk.page.pasted.toPlainText() == ""
    desk.page.pasted.setPlainText("Good morning")
    desk.page.paste_action.trigger()
    assert "is no form of a survey" in desk.page.reasons.text()
    assert desk.page.pasted.toPlainText() == "Good morning"


def test_letters_typed_into_the_field_write_no_form(desk: FormsDesk, places: Places) -> None:
    desk.page.pasted.setFocus()
    desk.write("pfbio")
    assert desk.page.pasted.toPlainText() == "pfbio"
    assert list(places.folder.iterdir()) == []


def test_files_that_are_dropped_are_taken_in(
    desk: FormsDesk, local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    path = tmp_path / "reply.json"
    path.write_text(reply(local_centre, survey_id, tmp_path, {"nps": 8}))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, nothing)
    desk.page.dropEvent(drop)
    assert desk.page.result.text() == "1 answer taken in."


def test_a_survey_that_has_ended_writes_forms_but_takes_none_in(
    desk: FormsDesk, places: Places, local_centre: Stage, survey_id: int
) -> None:
    with local_centre.work(local_centre.marek) as work:
        end_survey(work, survey_id=survey_id, version=2)
    desk.page.shown()
    assert not any(action.isEnabled() for action in desk.page.taking)
    assert desk.page.reply_hint.text() == "This survey is not running, so it takes no replies."


def test_the_way_from_a_survey_stands_on_that_survey(desk: FormsDesk, local_centre: Stage, survey_id: int) -> None:
    other = running(local_centre, name="Druga")
    for wanted in (survey_id, other):
        desk.page.show_wanted(SurveyWanted(wanted))
        assert desk.page.summary() == ("Druga" if wanted == other else "Po kontakcie")
