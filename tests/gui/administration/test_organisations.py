"""Outside organisations and the trash, by keyboard."""

from PySide6.QtCore import Qt

from csatdesk.operations.cases.trash import list_trash, throw_away
from csatdesk.operations.organisations import list_organisations, save_organisation
from csatdesk.system.clock import now
from tests.gui.administration.hands import CTRL, SHIFT, Hands


def test_an_organisation_is_added_with_the_days_it_has_to_answer(hands: Hands) -> None:
    section = hands.go("Outside organisations")
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.write("Enea Operator")
    hands.tab_to(section.form.days)
    section.form.days.selectAll()
    hands.write("soon")
    hands.save()
    assert section.form.days.accessibleDescription() == "Write a number of working days, 1 to 365."
    section.form.days.selectAll()
    hands.write("7")
    hands.save()
    assert hands.said == ["Enea Operator saved."]
    with hands.stage.read() as reading:
        assert [(row.name, row.days) for row in list_organisations(reading)] == [("Enea Operator", 7)]


def test_one_that_is_no_longer_used_is_kept_but_not_offered(hands: Hands) -> None:
    with hands.stage.work(hands.stage.ewa, now()) as work:
        save_organisation(work, organisation_id=None, name="Pogotowie", days=1)
    section = hands.go("Outside organisations")
    section.form.is_active.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.save()
    assert [entry.line for entry in section.list.entries] == ["no longer used"]
    with hands.stage.read() as reading:
        assert list_organisations(reading) == ()


def test_a_case_is_taken_out_of_the_trash(hands: Hands) -> None:
    case_id = hands.stage.register().case_id
    with hands.stage.work(hands.stage.marek, now()) as work:
        throw_away(work, case_id=case_id, reason="logged by mistake")
    section = hands.go("What is in the trash")
    assert section.summary() == "1 case"
    section.start()
    hands.press(Qt.Key.Key_O)
    with hands.stage.read(hands.stage.marek, now()) as reading:
        assert list_trash(reading) == ()
    section.reload()
    assert section.list.section.lines == []
