"""Absences, entered on the page by keyboard."""

from PySide6.QtCore import Qt

from csatdesk.operations.absences import list_absences, stands_in
from csatdesk.system.clock import now
from tests.gui.administration.hands import CTRL, DOWN, SHIFT, Hands


def test_an_absence_with_a_substitute_is_entered_and_taken_out(hands: Hands) -> None:
    section = hands.go("Absences and substitutes")
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    stage = hands.stage
    section.form.who.set_value(stage.anna.id)
    hands.tab_to(section.form.substitute)
    for _step in range(section.form.substitute.findData(stage.marek.id)):
        hands.press(DOWN)
    hands.save()
    assert hands.said[-1:] == ["Absence saved."]
    with stage.read(at=now()) as reading:
        (row,) = list_absences(reading)
        assert stands_in(reading, stage.anna.id) == stage.marek.id
    assert (row.name, row.substitute_name) == ("Anna Nowak", "Marek Lis")
    section.form.remove.click()
    with stage.read(at=now()) as reading:
        assert list_absences(reading) == ()


def test_reversed_days_are_told_at_their_field(hands: Hands) -> None:
    section = hands.go("Absences and substitutes")
    section.begin_new()
    section.form.last.setText("01.01.2026")
    hands.save()
    assert "before the first" in section.form.rows_by_field["first_on"].field.accessibleDescription()
