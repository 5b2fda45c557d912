"""Files on the intake: dropped, pasted and chosen; attached with the saved case under harmless names."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.domain.attachments import MOST_BYTES
from csatdesk.gui.fields import Chip
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.operations.cases.attachments import list_attachments
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.intake.hands import ALT, CTRL, ENTER, Hands

Key = Qt.Key


def drop(hands: Hands, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(hands.form, enter)
    QApplication.sendEvent(hands.form, QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, buttons, keys))


def begin(hands: Hands) -> None:
    hands.press(Key.Key_U, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Rachunek w załączniku.")


def attached(hands: Hands) -> list[str]:
    case_id = hands.saved().row.id
    with hands.stage.read(at=now()) as reading:
        return [row.name for row in list_attachments(reading, case_id)]


def file(folder: Path, name: str, content: bytes = b"x") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_dropped_files_are_attached_when_the_case_is_saved(hands: Hands, tmp_path: Path) -> None:
    begin(hands)
    drop(hands, file(tmp_path, "rachunek.pdf", b"1"), file(tmp_path, "licznik.jpg", b"2"))
    assert hands.form.files.isVisible()
    hands.press(ENTER, CTRL)
    assert attached(hands) == ["rachunek.pdf", "licznik.jpg"]


def test_a_copied_picture_is_pasted_and_copied_words_stay_words(hands: Hands) -> None:
    begin(hands)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(picture)
    hands.press(Key.Key_V, CTRL)
    QGuiApplication.clipboard().setText(" Słowa.")
    hands.press(Key.Key_V, CTRL)
    assert hands.form.talk().text == "Rachunek w załączniku. Słowa."
    hands.press(ENTER, CTRL)
    [name] = attached(hands)
    assert name.startswith("Picture ")
    assert name.endswith(".png")


def test_a_picture_that_cannot_be_read_is_said_and_the_talk_goes_on(hands: Hands) -> None:
    begin(hands)
    broken = QMimeData()
    broken.setData("application/x-qt-image", b"")
    assert broken.hasImage()
    hands.form.files.take(broken)
    assert "is empty" in hands.form.files.error.sentence
    hands.press(ENTER, CTRL)
    assert attached(hands) == []


def test_one_key_asks_for_files(hands: Hands, tmp_path: Path) -> None:
    begin(hands)
    hands.form.files._ask = lambda _parent, _title: [str(file(tmp_path, "umowa.pdf"))]
    hands.press(Key.Key_9, CTRL)
    hands.press(ENTER, CTRL)
    assert attached(hands) == ["umowa.pdf"]


def test_a_file_is_left_out_by_delete_on_its_chip(hands: Hands, tmp_path: Path) -> None:
    begin(hands)
    drop(hands, file(tmp_path, "pomyłka.pdf"))
    chip = hands.form.files.findChildren(Chip)[0]
    chip.setFocus()
    hands.press(Key.Key_Delete)
    assert not hands.form.files.isVisible()
    hands.press(ENTER, CTRL)
    assert attached(hands) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("rachunek\u202egpj.exe", "rachunekgpj.exe"),  # an override that shows the ending backwards
        ("zły\nwiersz.pdf", "zływiersz.pdf"),
        (f"{'ż' * 110}.pdf", f"{'ż' * 110}.pdf"),
    ],
)
def test_odd_names_become_harmless(hands: Hands, tmp_path: Path, name: str, kept: str) -> None:
    begin(hands)
    drop(hands, file(tmp_path, name))
    assert [chip.accessibleName().split(" ")[0] for chip in hands.form.files.findChildren(Chip)] == [kept]
    hands.press(ENTER, CTRL)
    assert attached(hands) == [kept]


def test_too_large_files_are_refused_with_the_limit_and_the_talk_goes_on(hands: Hands, tmp_path: Path) -> None:
    begin(hands)
    large = tmp_path / "film.mp4"
    with large.open("wb") as made:
        made.truncate(MOST_BYTES + 1)
    drop(hands, large)
    assert "20 MiB" in hands.form.files.error.sentence
    assert "film.mp4" in hands.form.files.error.sentence
    hands.press(ENTER, CTRL)
    assert attached(hands) == []


def repeat_of(hands: Hands) -> int:
    """A talk about what the same customer complained of five days ago; the id of that case."""
    told = "Rachunek za październik: dwa razy więcej niż zwykle."
    earlier = hands.stage.register(told, at=now() - timedelta(days=5))
    hands.write("zieli")
    hands.press(ENTER)
    hands.press(Key.Key_H, ALT)
    hands.write(told)
    hands.read()
    place = [row.value for row in hands.form.topic.list.rows].index(hands.stage.topic_ids["bill_too_high"])
    hands.press((Key.Key_1, Key.Key_2, Key.Key_3)[place], CTRL)
    return earlier.case_id


def test_files_of_a_repeat_are_attached_to_the_case_it_is_added_to(hands: Hands, tmp_path: Path) -> None:
    case_id = repeat_of(hands)
    drop(hands, file(tmp_path, "rachunek.pdf"))
    hands.press(Key.Key_A, ALT)
    with hands.stage.read(at=now()) as reading:
        assert [row.name for row in list_attachments(reading, case_id)] == ["rachunek.pdf"]


def test_a_talk_closed_with_files_has_them_when_it_is_opened_again(hands: Hands, tmp_path: Path) -> None:
    begin(hands)
    drop(hands, file(tmp_path, "rachunek.pdf"))
    hands.press(Key.Key_W, CTRL)
    hands.page.open_again()
    hands.press(ENTER, CTRL)
    assert attached(hands) == ["rachunek.pdf"]


def test_a_talk_with_nothing_but_a_file_is_not_empty(hands: Hands, tmp_path: Path) -> None:
    drop(hands, file(tmp_path, "rachunek.pdf"))
    hands.page.start()
    assert len(hands.page.talks) == 2
    assert not hands.form.files.files


class LateRunner(ImmediateRunner):
    """Its jobs begin when they are told to."""

    late: list[Callable[[], object]]

    def job(self, *args: Any, **more: Any) -> Any:
        self.late.append(partial(super().job, *args, **more))
        return None


@pytest.fixture
def slow(qtbot: QtBot, local_centre: Stage) -> Iterator[Hands]:
    LateRunner.late = []
    hands = Hands(qtbot, local_centre, LateRunner)
    yield hands
    hands.leave()


def test_saving_waits_for_files_that_are_still_being_read(slow: Hands, tmp_path: Path) -> None:
    begin(slow)
    drop(slow, file(tmp_path, "rachunek.pdf"))
    slow.press(ENTER, CTRL)
    assert slow.count() == 0
    for read in LateRunner.late:
        read()
    assert attached(slow) == ["rachunek.pdf"]


def test_a_file_that_cannot_be_read_leaves_the_talk_to_be_saved_without_it(slow: Hands, tmp_path: Path) -> None:
    begin(slow)
    drop(slow, file(tmp_path, "leer.pdf", b""))
    slow.press(ENTER, CTRL)
    for read in LateRunner.late:
        read()
    assert slow.count() == 0
    assert "leer.pdf" in slow.form.files.error.sentence
    slow.press(ENTER, CTRL)
    assert slow.count() == 1
