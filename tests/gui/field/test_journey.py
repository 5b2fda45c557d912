"""Field work by keyboard: given out at the centre, filled in the window on the laptop, brought in and sent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from csatdesk.domain.evaluations import NOTE_MOST, EvaluationState, NewEvaluation
from csatdesk.domain.field_contents import SHORT_MOST, FieldContent
from csatdesk.domain.field_packages import FieldState
from csatdesk.gui.field.forms import DecideForm, GiveForm
from csatdesk.gui.field.laptop import LaptopView
from csatdesk.gui.field.leading import FieldWork
from csatdesk.gui.field.opening import OpeningView
from csatdesk.gui.filling.entry import LAST
from csatdesk.operations.evaluations.commands import answer_items, begin_evaluation
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.field.giving import Taken, What, give_out
from csatdesk.operations.field.laptop import FieldDesk
from csatdesk.operations.field.queries import list_packages
from csatdesk.store.entities.standards import StandardVersion
from csatdesk.system.clock import now
from csatdesk.system.files import DiskFull
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.gui.field.conftest import Sit
from tests.gui.field.hands import Laptop
from tests.gui.pasting import paste, too_long
from tests.operations.evaluations.scorecards import CALL, published
from tests.operations.field.hands import PASSPHRASE, holds
from tests.operations.mystery.scene import planned


@pytest.fixture
def local_centre(local_centre: Stage) -> Stage:
    """Marek reads English here: the laptop speaks as he does."""
    return replace(local_centre, marek=replace(local_centre.marek, language="en"))


@pytest.fixture
def laptop(qtbot: QtBot) -> Iterator[Laptop]:
    made = Laptop(qtbot)
    yield made
    made.leave()


def begun(stage: Stage) -> int:
    """A review of Anna's work by Marek, begun a while ago."""
    version_id = published(stage)
    with stage.work(stage.marek, now()) as work:
        new = NewEvaluation(version_id, stage.anna.office_id, now() - timedelta(hours=2), employee_id=stage.anna.id)
        return begin_evaluation(work, new=new)


def give(desk: Desk, package: Path) -> None:  # type: ignore[type-arg]  # of the page of field work
    """Take along the first thing that is offered."""
    desk.press(Key.Key_N, ALT | SHIFT)
    desk.press(Key.Key_Space)
    form = desk.page.pane.form
    assert isinstance(form, GiveForm)
    form.phrase.setFocus()
    desk.write(PASSPHRASE)
    desk.press(Key.Key_Tab)
    desk.write(PASSPHRASE)
    desk.press(Key.Key_Return, CTRL)
    assert package.exists(), [desk.errors, form.banner.words]


def at_a_question(sit: Sit, laptop: Laptop, stage: Stage, package: Path) -> LaptopView:
    """Marek on the way, before the first question of what he took along."""
    begun(stage)
    give(sit(stage.marek, ask=lambda *_words: str(package)), package)
    laptop.open(package, PASSPHRASE)
    laptop.press(Key.Key_F)
    return laptop.view


def full(*_given: object) -> None:
    """A disk without room."""
    raise DiskFull(path=Path("hall.csatdesk-work"))


def turn_to(desk: Desk) -> None:  # type: ignore[type-arg]  # of the page of field work
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.page.list.setFocus()


def test_given_out_filled_on_a_laptop_brought_in_and_sent_by_keyboard_alone(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    evaluation_id = begun(local_centre)
    package, result = tmp_path / "hall.csatdesk-field", tmp_path / "hall.csatdesk-result"
    photo = tmp_path / "photo.png"
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    assert picture.save(str(photo))
    desk = sit(local_centre.marek, ask=lambda *_words: str(package), files=lambda *_words: [str(result)])
    give(desk, package)
    assert desk.said[-1] == "Saved hall.csatdesk-field. Open it on the laptop with csatdesk."
    assert desk.page.summary() == "1 package is out"

    laptop.open(package, PASSPHRASE)
    view = laptop.view
    view._ask_path = lambda *_words: str(result)
    view._ask_files = lambda *_words: [str(photo)]
    assert view.header.subtitle == "1 of 1 to fill"
    assert [one.note for one in view.list.entries] == ["4 left"]
    laptop.press(Key.Key_F)
    filling = view.filling
    assert filling is not None
    laptop.press(Key.Key_Y)
    laptop.press(Key.Key_P)
    laptop.until(lambda: bool(filling.content.files))
    laptop.press(Key.Key_M, CTRL)
    laptop.write("She said the number.")
    laptop.press(Key.Key_Escape)
    for key in (Key.Key_Return, Key.Key_Y, Key.Key_Return, Key.Key_P, Key.Key_Return):
        laptop.press(key)
    laptop.write("4,5")
    laptop.press(Key.Key_Return)
    assert filling.entry.current == LAST
    filling.last.remarks.comment.setFocus()
    laptop.write("Quiet.")
    assert filling.entry.left_words.text() == "0 left"
    laptop.press(Key.Key_Left, ALT)
    assert [one.note for one in view.list.entries] == ["complete"]
    laptop.press(Key.Key_Return, CTRL)
    laptop.until(result.exists)
    assert not any("score" in label.lower() for label in (view.header.title, view.header.subtitle))

    turn_to(desk)
    desk.press(Key.Key_I)
    assert desk.said[-1] == "1 thing was taken in."
    desk.press(Key.Key_Return, CTRL)
    assert desk.said[-1] == "1 report sent."
    with local_centre.read(local_centre.marek, now()) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
        assert list_packages(reading)[0].assignments[0].state is FieldState.SENT
    assert card.row.state is EvaluationState.ACCEPTED
    assert card.notes == {"greets": "She said the number."}
    assert (card.remarks.comment, [one.name for one in card.files]) == ("Quiet.", ["photo.png"])
    there = [one for one in tmp_path.iterdir() if one.suffix.startswith(".csatdesk")]
    assert len(there) == 3
    assert not holds(there, b"She said", b"Quiet.", b"\x89PNG\r\n", b"greets")


def test_what_was_filled_in_two_places_is_decided_side_by_side(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    evaluation_id = begun(local_centre)
    package, result = tmp_path / "hall.csatdesk-field", tmp_path / "hall.csatdesk-result"
    desk = sit(local_centre.marek, ask=lambda *_words: str(package), files=lambda *_words: [str(result)])
    give(desk, package)
    with local_centre.work(local_centre.marek, now()) as work:
        answer_items(work, evaluation_id=evaluation_id, answers={"greets": "no"})
    laptop.open(package, PASSPHRASE)
    laptop.view._ask_path = lambda *_words: str(result)
    laptop.press(Key.Key_Return)
    laptop.press(Key.Key_Y)
    laptop.kept()
    laptop.press(Key.Key_Return, CTRL)
    laptop.until(result.exists)
    turn_to(desk)
    desk.press(Key.Key_I)
    assert desk.said[-1] == "1 was filled here as well: decide which one counts."
    assert desk.page.list.entries[0].note == "to decide"
    desk.press(Key.Key_D)
    form = desk.page.pane.form
    assert isinstance(form, DecideForm)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, CTRL)
    assert desk.undos == ["Decided what counts."]
    desk.runner.undo()
    desk.press(Key.Key_D)
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek, now()) as reading:
        assert load_evaluation(reading, evaluation_id=evaluation_id).answers == {"greets": "no"}
    assert desk.page.list.entries[0].note == "0 of 1 back"


def test_a_wrong_pass_phrase_is_said_at_its_field_and_waits_longer_each_time(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    begun(local_centre)
    package = tmp_path / "hall.csatdesk-field"
    give(sit(local_centre.marek, ask=lambda *_words: str(package)), package)
    laptop.open(package, "four walls and no door")
    assert laptop.opening.row.field.accessibleDescription().startswith("This pass phrase does not open the package.")
    for _try in range(2):
        laptop.press(Key.Key_Return)
        laptop.until(laptop.opening.phrase.isEnabled)
    assert not laptop.opening.button.isEnabled()
    laptop.press(Key.Key_Escape)
    assert laptop.was_left == [True]


def test_a_file_that_is_none_is_said_above_the_field(laptop: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "letter.csatdesk-field"
    path.write_bytes(b"Dear Marek")
    laptop.open(path, PASSPHRASE)
    banner = laptop.opening.right.banner
    assert banner is not None
    assert banner.words == "“letter.csatdesk-field” is no package for field work."


def test_a_full_disk_is_told_and_what_was_answered_is_kept_as_soon_as_there_is_room(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = at_a_question(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field")
    keep = FieldDesk.keep
    monkeypatch.setattr(FieldDesk, "keep", full)
    laptop.press(Key.Key_Y)
    laptop.until(lambda: bool(view.message.words))
    assert "no room left" in view.message.words
    closed: list[bool] = []
    assert not laptop.work.may_close(lambda: closed.append(True))
    laptop.until(lambda: not view._asked)
    assert view.has_unkept
    monkeypatch.setattr(FieldDesk, "keep", keep)
    assert not laptop.work.may_close(lambda: closed.append(True))
    laptop.until(lambda: bool(closed))
    assert laptop.work.may_close(lambda: None)
    assert view.desk.contents[view.task.uid].answers == {"greets": "yes"}


def test_after_its_time_the_last_answer_goes_back_to_what_was_kept_and_the_window_closes(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    view = at_a_question(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field")
    laptop.press(Key.Key_Y)
    laptop.kept()
    view.desk.package = replace(view.desk.package, until=now() - timedelta(hours=1))
    laptop.press(Key.Key_N)
    laptop.until(lambda: bool(view.message.words))
    assert view.message.words.startswith("The time for this was over on")
    filling = view.filling
    assert filling is not None
    assert filling.entry.answers == {"greets": "yes"}
    assert laptop.work.may_close(lambda: None)


def test_locked_nothing_stays_in_sight_and_the_pass_phrase_leads_back(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    begun(local_centre)
    package = tmp_path / "hall.csatdesk-field"
    give(sit(local_centre.marek, ask=lambda *_words: str(package)), package)
    laptop.open(package, PASSPHRASE)
    laptop.press(Key.Key_F)
    laptop.press(Key.Key_Y)
    laptop.press(Key.Key_L, CTRL)
    laptop.until(lambda: laptop.work.view is None)
    assert laptop.window.currentWidget() is laptop.opening
    laptop.write(PASSPHRASE)
    laptop.press(Key.Key_Return)
    laptop.until(lambda: laptop.work.view is not None)
    assert [one.note for one in laptop.view.list.entries] == ["3 left"]


def test_evidence_is_shown_removed_and_a_section_that_is_not_here_is_one_key(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    begun(local_centre)
    package, photo, copy = tmp_path / "hall.csatdesk-field", tmp_path / "photo.png", tmp_path / "copy.png"
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(0x996633)
    assert picture.save(str(photo))
    give(sit(local_centre.marek, ask=lambda *_words: str(package)), package)
    laptop.open(package, PASSPHRASE)
    view = laptop.view
    view._ask_files = lambda *_words: [str(photo)]
    view._ask_path = lambda *_words: str(copy)
    laptop.press(Key.Key_F)
    filling = view.filling
    assert filling is not None
    laptop.press(Key.Key_P)
    laptop.until(lambda: bool(filling.entry.question.evidence.tiles))
    tile = filling.entry.question.evidence.tiles[0]
    laptop.until(lambda: tile.thumb._picture is not None)
    tile.save.setFocus()
    laptop.press(Key.Key_Space)
    laptop.until(copy.exists)
    assert copy.read_bytes() == photo.read_bytes()
    filling.entry.focus_question()
    laptop.press(Key.Key_A, CTRL | SHIFT)
    assert filling.content.answers == {"greets": "na", "name": "na"}
    filling.entry.question.evidence.tiles[0].remove.setFocus()
    laptop.press(Key.Key_Space)
    assert filling.content.files == ()
    laptop.kept()
    laptop.press(Key.Key_W, CTRL)
    laptop.until(lambda: bool(laptop.was_left))


def test_the_form_says_at_its_fields_what_is_missing(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre)
    desk = sit(local_centre.marek, ask=lambda *_words: "")
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, GiveForm)
    desk.press(Key.Key_Return, CTRL)
    assert form.named["wanted"].field.accessibleDescription() == "Choose what you take along."
    form.wanted.boxes[0].setChecked(True)
    form.until.setText("soon")
    form.try_to_save()
    assert form.named["until"].field.accessibleDescription().startswith("Write a date like")
    form.until.setText("")
    form.phrase.setText("short")
    form.try_to_save()
    assert (
        form.named["passphrase"].field.accessibleDescription().startswith("A pass phrase needs at least 12 characters")
    )
    form.phrase.setText(PASSPHRASE)
    form.again.setText(PASSPHRASE.upper())
    form.try_to_save()
    assert form.named["again"].field.accessibleDescription() == "The two are not the same. Type it once more."


def test_more_time_and_withdrawing_are_one_key_each(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    begun(local_centre)
    package = tmp_path / "hall.csatdesk-field"
    desk = sit(local_centre.marek, ask=lambda *_words: str(package))
    give(desk, package)
    before = desk.page.packages[0].until
    desk.press(Key.Key_E)
    form = desk.page.pane.form
    assert form is not None
    form.until.setText(f"{now() + timedelta(days=20):%d.%m.%Y} 12:00")  # type: ignore[attr-defined]  # the form for it
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.packages[0].until > before
    desk.press(Key.Key_Delete)
    assert desk.page.list.entries[0].note == "withdrawn"
    desk.runner.undo()
    assert desk.page.list.entries[0].note == "0 of 1 back"


def test_what_is_too_long_is_said_on_the_laptop_and_neither_left_nor_cut(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    begun(local_centre)
    package, result = tmp_path / "hall.csatdesk-field", tmp_path / "hall.csatdesk-result"
    give(sit(local_centre.marek, ask=lambda *_words: str(package)), package)
    laptop.open(package, PASSPHRASE)
    view = laptop.view
    view._ask_path = lambda *_words: str(result)
    laptop.press(Key.Key_F)
    filling = view.filling
    assert filling is not None
    laptop.press(Key.Key_M, CTRL)
    paste(laptop, "ż" * (NOTE_MOST + 1))
    for key, how in ((Key.Key_Left, ALT), (Key.Key_W, CTRL), (Key.Key_Return, CTRL)):
        laptop.press(key, how)
        assert laptop.work.view is view
        assert view.filling is filling
    assert not laptop.work.may_close(lambda: None)
    assert not result.exists()
    assert filling.entry.question.note_error.sentence == too_long(NOTE_MOST)
    assert filling.entry.question.note.toPlainText() == "ż" * (NOTE_MOST + 1)
    laptop.press(Key.Key_Backspace)
    laptop.press(Key.Key_Left, ALT)
    assert view.filling is None
    (content,) = view.contents.values()
    assert content.notes == {"greets": "ż" * NOTE_MOST}


LOCKED_UNKEPT = "What was written last is not kept yet. The pass phrase leads back to it."
LONG = "ż" * (NOTE_MOST + 1)


def in_a_long_note(sit: Sit, laptop: Laptop, stage: Stage, package: Path) -> LaptopView:
    """Somebody who wrote more into a note than is kept, and stands in it."""
    view = at_a_question(sit, laptop, stage, package)
    laptop.press(Key.Key_M, CTRL)
    paste(laptop, LONG)
    return view


def said_at(opening: OpeningView) -> str:
    return opening.right.banner.words if opening.right.banner is not None else ""


def give_passphrase(laptop: Laptop, words: str) -> OpeningView:
    """At the entrance; until it was looked at."""
    opening = laptop.opening
    laptop.press(Key.Key_A, CTRL)
    laptop.write(words)
    laptop.press(Key.Key_Return)
    laptop.until(lambda: laptop.work.opening is None or opening.phrase.isEnabled())
    return opening


def test_a_note_that_is_too_long_is_covered_by_the_lock_and_comes_back_as_it_was(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    view = in_a_long_note(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field")
    filling = view.filling
    assert filling is not None
    note, text = filling.entry.question.note, LONG[: NOTE_MOST // 2]
    cursor = note.textCursor()
    cursor.setPosition(len(text))
    note.setTextCursor(cursor)
    laptop.press(Key.Key_L, CTRL)
    assert laptop.window.currentWidget() is laptop.opening
    assert not view.isVisible()
    assert laptop.window.focusWidget() is laptop.opening.phrase
    give_passphrase(laptop, "four walls and no door")
    assert laptop.window.currentWidget() is laptop.opening
    assert laptop.opening.row.field.accessibleDescription().startswith("This pass phrase does not open the package.")
    give_passphrase(laptop, PASSPHRASE)
    assert laptop.window.currentWidget() is laptop.work.view
    assert laptop.work.view is view
    assert view.filling is filling
    assert note.toPlainText() == LONG
    assert laptop.window.focusWidget() is note
    assert note.textCursor().position() == len(text)
    laptop.press(Key.Key_Backspace)
    laptop.press(Key.Key_L, CTRL)
    laptop.until(lambda: laptop.work.view is None)
    give_passphrase(laptop, PASSPHRASE)
    (content,) = laptop.view.contents.values()
    assert content.notes == {"greets": LONG[:-2] + LONG[-1:]}


def test_no_key_of_what_is_covered_acts_and_it_is_neither_left_nor_closed(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    view = in_a_long_note(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field")
    result = tmp_path / "hall.csatdesk-result"
    view._ask_path = lambda *_words: str(result)
    filling = view.filling
    laptop.work.lock()
    opening = laptop.opening
    for key, how in ((Key.Key_Left, ALT), (Key.Key_L, CTRL), (Key.Key_W, CTRL), (Key.Key_Return, CTRL)):
        laptop.press(key, how)
    laptop.work.lock()
    assert laptop.opening is opening
    assert not said_at(opening)
    assert laptop.window.currentWidget() is opening
    laptop.press(Key.Key_Escape)
    assert said_at(opening) == LOCKED_UNKEPT
    opening.right.tell("")
    assert not laptop.work.may_close(lambda: None)
    assert said_at(opening) == LOCKED_UNKEPT
    assert laptop.window.focusWidget() is opening.phrase
    assert (laptop.was_left, result.exists()) == ([], False)
    assert laptop.window.currentWidget() is opening
    give_passphrase(laptop, PASSPHRASE)
    assert laptop.work.view is view
    assert view.filling is filling


def test_wrong_pass_phrases_before_what_is_covered_wait_longer_each_time(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    in_a_long_note(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field")
    laptop.press(Key.Key_L, CTRL)
    for _try in range(3):
        opening = give_passphrase(laptop, "four walls and no door")
    assert not opening.button.isEnabled()
    laptop.write(PASSPHRASE)
    laptop.press(Key.Key_Return)
    assert opening.phrase.isEnabled()
    assert laptop.window.currentWidget() is opening


def test_what_is_covered_stays_closed_to_another_window(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    package = tmp_path / "hall.csatdesk-field"
    in_a_long_note(sit, laptop, local_centre, package)
    laptop.press(Key.Key_L, CTRL)
    give_passphrase(laptop, "four walls and no door")
    other = FieldWork(lambda _view: None, lambda _view: None, laptop.boundary, laptop.background)
    other.open(package)
    assert other.opening is not None
    other.opening.phrase.setText(PASSPHRASE)
    other.opening.button.click()
    assert said_at(other.opening) == "This package is open in another window already. Use that one."


def test_what_the_disk_refuses_is_covered_and_kept_as_soon_as_there_is_room(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = at_a_question(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field")
    with monkeypatch.context() as disk:
        disk.setattr(FieldDesk, "keep", full)
        laptop.press(Key.Key_M, CTRL)
        laptop.write("She said the number.")
        laptop.press(Key.Key_L, CTRL)
        assert laptop.window.currentWidget() is laptop.opening
        laptop.until(lambda: not view._asked)
        assert laptop.work.view is view
        laptop.press(Key.Key_Escape)
        laptop.until(lambda: not view._asked)
        assert said_at(laptop.opening) == LOCKED_UNKEPT
        assert not laptop.was_left
        view.desk.path.rename(tmp_path / "away")  # the stick was pulled out
        give_passphrase(laptop, PASSPHRASE)
        assert laptop.window.currentWidget() is view
        assert view.filling is not None
        assert laptop.window.focusWidget() is view.filling.entry.question.note
        assert view.filling.entry.question.note.toPlainText() == "She said the number."
        laptop.until(lambda: not view._asked)
        assert view.has_unkept
    laptop.press(Key.Key_L, CTRL)
    laptop.until(lambda: laptop.work.view is None)
    assert [one.notes for one in view.desk.contents.values()] == [{"greets": "She said the number."}]


def test_with_room_again_what_is_covered_is_kept_and_left_or_opened(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = at_a_question(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field")
    gone = QSignalSpy(view.destroyed)

    with monkeypatch.context() as disk:
        disk.setattr(FieldDesk, "keep", full)
        laptop.press(Key.Key_Y)
        laptop.press(Key.Key_L, CTRL)
        laptop.until(lambda: not view._asked)
        assert view.has_unkept
    give_passphrase(laptop, PASSPHRASE)
    laptop.until(lambda: not view.has_unkept)
    assert not view.message.words
    with monkeypatch.context() as disk:
        disk.setattr(FieldDesk, "keep", full)
        laptop.press(Key.Key_N)
        laptop.press(Key.Key_L, CTRL)
        laptop.until(lambda: not view._asked)
    laptop.press(Key.Key_Escape)
    laptop.until(lambda: bool(laptop.was_left))
    laptop.until(lambda: gone.count() == 1)
    assert [one.answers for one in view.desk.contents.values()] == [{"greets": "no"}]


def test_a_number_that_cannot_be_read_is_covered_and_comes_back_as_it_was(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    filling = at_a_question(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field").filling
    assert filling is not None
    filling.entry.go_to("wait")
    field = filling.entry.question.keys.field
    assert field is not None
    laptop.write("4,5,")
    laptop.press(Key.Key_L, CTRL)
    laptop.press(Key.Key_Escape)
    laptop.until(lambda: not laptop.view.has_unkept)
    laptop.opening.right.tell("")
    laptop.press(Key.Key_Escape)
    assert said_at(laptop.opening) == LOCKED_UNKEPT
    assert not laptop.was_left
    give_passphrase(laptop, PASSPHRASE)
    assert laptop.window.focusWidget() is field
    assert field.text() == "4,5,"
    laptop.press(Key.Key_Backspace)
    laptop.press(Key.Key_L, CTRL)
    laptop.until(lambda: laptop.work.view is None)


def test_what_a_visit_tells_too_long_or_unread_is_covered_and_one_stands_where_one_stood(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    version_id = published(local_centre, CALL | {"kind": "mystery_visit", "channel": "hall"})
    with local_centre.read(local_centre.ewa, now()) as reading:
        standard_id = reading.db.get_one(StandardVersion, version_id).standard_id
    scene = planned(local_centre, standard_id=standard_id)
    package = tmp_path / "hall.csatdesk-field"
    wanted = [Taken(What.VISIT, scene.visits()[0].id)]
    with local_centre.work(replace(scene.visitor(scene.visits()[0]), language="en"), now()) as work:
        give_out(work, wanted=wanted, until=now() + timedelta(days=1), passphrase=PASSPHRASE, path=package)
    laptop.open(package, PASSPHRASE)
    laptop.press(Key.Key_F)
    filling = laptop.view.filling
    assert filling is not None
    filling.entry.go_to(LAST)
    last, arrived = filling.last, filling.last.remarks.times["arrived"]
    last.receipt.setFocus()
    paste(laptop, "7" * (SHORT_MOST + 1))
    laptop.press(Key.Key_L, CTRL)
    give_passphrase(laptop, PASSPHRASE)
    assert laptop.window.focusWidget() is last.receipt
    assert last.receipt.text() == "7" * (SHORT_MOST + 1)
    laptop.press(Key.Key_Backspace)
    arrived.setFocus()
    laptop.write("1o:02")
    laptop.press(Key.Key_L, CTRL)
    give_passphrase(laptop, PASSPHRASE)
    assert laptop.window.focusWidget() is arrived
    assert (arrived.text(), last.receipt.text()) == ("1o:02", "7" * SHORT_MOST)
    arrived.clear()
    laptop.press(Key.Key_L, CTRL)
    laptop.until(lambda: laptop.work.view is None)


def test_the_pass_phrase_given_while_the_disk_is_still_busy_opens_what_was_kept(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = at_a_question(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field")
    keep, disk = FieldDesk.keep, Event()

    def slowly(*given: Any) -> FieldContent:
        assert disk.wait(8)
        return keep(*given)

    monkeypatch.setattr(FieldDesk, "keep", slowly)
    laptop.press(Key.Key_Y)
    laptop.press(Key.Key_L, CTRL)
    assert laptop.window.currentWidget() is laptop.opening
    laptop.write(PASSPHRASE)
    laptop.press(Key.Key_Return)
    assert laptop.work.view is view
    disk.set()
    laptop.until(lambda: laptop.work.view not in {None, view})
    assert [one.note for one in laptop.view.list.entries] == ["3 left"]
    assert laptop.window.currentWidget() is laptop.view


def test_what_is_too_long_elsewhere_is_where_one_stands_after_the_lock(
    sit: Sit, laptop: Laptop, local_centre: Stage, tmp_path: Path
) -> None:
    filling = at_a_question(sit, laptop, local_centre, tmp_path / "hall.csatdesk-field").filling
    assert filling is not None
    filling.entry.go_to(LAST)
    filling.last.remarks.comment.setFocus()
    paste(laptop, "ż" * (NOTE_MOST + 1))
    filling.entry.go_to("greets")
    laptop.press(Key.Key_L, CTRL)
    assert laptop.window.focusWidget() is laptop.opening.phrase
    laptop.press(Key.Key_Escape)
    assert said_at(laptop.opening) == LOCKED_UNKEPT
    assert laptop.window.focusWidget() is laptop.opening.phrase
    give_passphrase(laptop, PASSPHRASE)
    assert filling.entry.current == LAST
    assert laptop.window.focusWidget() is filling.last.remarks.comment
