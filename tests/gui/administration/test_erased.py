"""How long complaints are kept, and what was erased, by keyboard."""

from csatdesk.operations.contacts.keeping import load_keeping
from csatdesk.operations.erasure import erase_customer, preview_erasure
from csatdesk.system.clock import now
from tests.gui.administration.hands import Hands


def test_years_are_set_and_what_was_erased_is_told_without_the_person(hands: Hands) -> None:
    stage = hands.stage
    with stage.work(stage.marek, now()) as work:
        seen = preview_erasure(work, customer_id=stage.customer_id)
        erase_customer(
            work, customer_id=seen.customer_id, version=seen.version, reason="Asked by letter", typed_name=seen.name
        )
    section = hands.go("Erased customers, and how long complaints are kept")
    assert section.summary() == "1 customer erased"
    (line,) = section.section.lines
    assert line.line.head == "Asked by letter"
    assert stage.marek.name in line.line.second
    assert seen.name not in line.line.second
    section.start()
    section.years.selectAll()
    hands.write("5")
    hands.save()
    assert hands.said == ["Complaints have to be kept: 5 years"]
    with stage.read(stage.ewa) as reading:
        assert load_keeping(reading).years == 5
