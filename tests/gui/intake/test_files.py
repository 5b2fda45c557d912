"""Files on the intake: dropped, pasted and chosen; attached with the saved case under harmless names."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from csatdesk.domain.attachments import MOST_BYTES
from csatdesk.gui.fields import Chip
from csatdesk.operations.cases.attachments import list_attachments
from csatdesk.system.clock import now
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
