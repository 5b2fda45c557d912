"""Coaching and training by keyboard: written by the leader, read and answered by the person, hidden from the others."""

from csatdesk.domain.staff_records import TITLE_MOST, RecordKind, TrainingKind
from csatdesk.gui.forms import ErrorLine
from csatdesk.gui.growth.forms import RecordForm
from csatdesk.gui.growth.page import GrowthPage
from csatdesk.operations.staff_records import load_records
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.gui.growth.conftest import Sit
from tests.gui.pasting import paste, too_long
from tests.operations.test_staff_records import led, written


def error_at(form: RecordForm, field: str) -> str:
    line = form.named[field].findChild(ErrorLine)
    assert isinstance(line, ErrorLine)
    return line.sentence


def names(desk: Desk[GrowthPage]) -> list[str]:
    return [entry.words for entry in desk.page.list.entries]


def test_the_leader_writes_a_training_and_the_person_reads_and_answers(sit: Sit, local_centre: Stage) -> None:
    led(local_centre, local_centre.marek, local_centre.anna)
    leader = sit(local_centre.marek)
    leader.page.list.choose(local_centre.anna.id)
    leader.press(Key.Key_N, ALT | SHIFT)
    form = leader.page.pane.form
    assert isinstance(form, RecordForm)
    form.kind.set_value(RecordKind.TRAINING)
    form.kind.chosen.emit(RecordKind.TRAINING)
    form.training.set_value(TrainingKind.PSYCHOLOGICAL)
    leader.write("Calm in angry talks")
    leader.press(Key.Key_Return, CTRL)
    assert leader.page.pane.form is None
    assert leader.page.pane.title.text() == "Calm in angry talks"
    assert leader.page.list.entries[1].note == "1 unread"

    person = sit(local_centre.anna)
    assert names(person) == [local_centre.anna.name]
    assert person.page.pane.record_facts.lines[0].value == "Training, psychological"
    person.press(Key.Key_R)
    person.write("It helped.")
    person.press(Key.Key_Return, CTRL)
    assert person.page.pane.reply.text() == "It helped."
    with local_centre.read(local_centre.marek) as reading:
        (row,) = load_records(reading, person_id=local_centre.anna.id).records
    assert row.reply == "It helped."
    assert row.read_at is not None


def test_nobody_else_finds_the_person_or_can_write(sit: Sit, local_centre: Stage) -> None:
    led(local_centre, local_centre.marek, local_centre.anna)
    written(local_centre, local_centre.anna)
    desk = sit(local_centre.liis)
    assert names(desk) == [local_centre.liis.name]
    assert not desk.page.pane.records.entries
    desk.press(Key.Key_N, ALT | SHIFT)
    assert desk.page.pane.form is None


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(sit: Sit, local_centre: Stage) -> None:
    led(local_centre, local_centre.marek, local_centre.anna)
    desk = sit(local_centre.marek)
    desk.page.list.choose(local_centre.anna.id)
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, RecordForm)
    form.day.setText("tomorrow")
    desk.write("Sums up")
    desk.press(Key.Key_Return, CTRL)
    assert "tomorrow" in error_at(form, "on")
    form.day.setText("")
    form.kind.set_value(RecordKind.RECOGNITION)
    form.kind.chosen.emit(RecordKind.RECOGNITION)
    desk.press(Key.Key_Return, CTRL)
    assert error_at(form, "basis")
    assert form.name.text() == "Sums up"
    desk.press(Key.Key_Escape)
    assert desk.page.pane.form is None


def test_a_record_is_taken_out_and_the_undo_is_offered(sit: Sit, local_centre: Stage) -> None:
    led(local_centre, local_centre.marek, local_centre.anna)
    written(local_centre, local_centre.anna)
    desk = sit(local_centre.marek)
    desk.page.list.choose(local_centre.anna.id)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Delete)
    assert not desk.page.pane.records.entries
    assert desk.undos == ["“Calm in angry talks” is taken out."]


def test_what_is_half_typed_of_a_person_is_offered_again(sit: Sit, local_centre: Stage) -> None:
    led(local_centre, local_centre.marek, local_centre.anna)
    desk = sit(local_centre.marek)
    desk.page.list.choose(local_centre.anna.id)
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, RecordForm)
    form.kind.set_value(RecordKind.TRAINING)
    desk.write("Calm in angry talks")
    desk.page.list.choose(local_centre.marek.id)  # another person: the form is gone
    assert desk.page.pane.form is None
    desk.page.list.choose(local_centre.anna.id)
    desk.press(Key.Key_N, ALT | SHIFT)
    again = desk.page.pane.form
    assert isinstance(again, RecordForm)
    assert not again.kept.isHidden()
    again.kept.take_up.click()
    assert (again.kind.value(), again.name.text()) == (RecordKind.TRAINING, "Calm in angry talks")
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_N, ALT | SHIFT)
    third = desk.page.pane.form
    assert isinstance(third, RecordForm)
    assert third.kept.isHidden(), "what was saved is offered no more"


def test_what_is_too_long_is_refused_at_its_field_and_stays(sit: Sit, local_centre: Stage) -> None:
    led(local_centre, local_centre.marek, local_centre.anna)
    desk = sit(local_centre.marek)
    desk.page.list.choose(local_centre.anna.id)
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, RecordForm)
    paste(desk, "ż" * (TITLE_MOST + 1))
    desk.press(Key.Key_Return, CTRL)
    assert error_at(form, "title") == too_long(TITLE_MOST)
    assert form.name.text() == "ż" * (TITLE_MOST + 1)
    desk.press(Key.Key_Backspace)
    form.kind.set_value(RecordKind.RECOGNITION)
    form.kind.chosen.emit(RecordKind.RECOGNITION)
    form.basis.setText("The third quarter")
    form.value.setFocus()
    paste(desk, "ż" * (TITLE_MOST + 1))
    desk.press(Key.Key_Return, CTRL)
    assert error_at(form, "value") == too_long(TITLE_MOST)
    assert form.value.text() == "ż" * (TITLE_MOST + 1)
