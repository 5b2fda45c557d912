"""Templates of letters, approval and e-mail in administration, by keyboard."""

from PySide6.QtCore import Qt

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.letters import LetterKind
from csatdesk.operations.cases.letter_rows import approve_kinds
from csatdesk.operations.letter_templates import list_templates, take_over_letters
from csatdesk.operations.letters.mail import load_mail, ready_server
from csatdesk.system.clock import now
from csatdesk.system.mail import Security
from csatdesk.wording.letter_places import kept_places, shown_places
from csatdesk.wording.texts import speaking
from tests.gui.administration.hands import CTRL, SHIFT, Hands
from tests.mail_server import mail_box


def test_a_letter_is_written_with_inserted_places_and_read_as_an_example(hands: Hands) -> None:
    section = hands.go("Letters and snippets")
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.tab_to(section.form.name)
    hands.write("Thanks")
    hands.tab_to(section.form.text.box)
    section.form.text.box.insertPlainText("Dear ")
    button = next(one for one in section.form.places.children() if getattr(one, "text", str)() == "customer")
    button.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert section.form.text.box.hasFocus()
    section.form.text.box.insertPlainText(", thank you for {nmber}.")
    hands.save()
    assert section.form.text.accessibleDescription() == (
        "“nmber” is nothing that a case can fill in. Insert one of the names offered."
    )
    section.form.text.box.setPlainText("Dear {customer}, thank you.")
    assert section.form.example.text() == "Dear Maria Example, thank you."
    hands.save()
    assert hands.said == ["“Thanks” saved."]
    with hands.stage.read() as reading:
        [row] = list_templates(reading)
    assert (row.kind, dict(row.texts)) == (LetterKind.ANSWER, {"en": "Dear {customer}, thank you."})


def test_a_snippet_asks_for_its_short_name(hands: Hands) -> None:
    section = hands.go("Letters and snippets")
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    section.form.kind.set_value(LetterKind.SNIPPET)
    section.form.kind.chosen.emit(LetterKind.SNIPPET)
    section.form.name.setText("Sorry")
    section.form.text.box.setPlainText("We are sorry.")
    hands.save()
    assert section.form.short.accessibleDescription().startswith("A short name is one word")
    assert section.form.short.hasFocus()
    hands.write("sorry")
    hands.save()
    assert [entry.line for entry in section.list.entries] == ["Snippet /sorry"]


def test_the_programs_letters_are_added_and_one_is_retired(hands: Hands) -> None:
    section = hands.go("Letters and snippets")
    section.take_over.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.said == ["9 letters added."]
    section.open_record(next(iter(section.records)))
    section.form.is_active.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.save()
    assert section.list.entries[0].line == "no longer used"
    with hands.stage.read() as reading:
        assert len(list_templates(reading)) == 8


def test_names_of_places_are_shown_in_the_clerks_language_and_kept_in_one(hands: Hands) -> None:
    with hands.stage.work(hands.stage.ewa, now()) as work:
        take_over_letters(work)
    with hands.stage.read() as reading:
        text = list_templates(reading)[0].texts["pl"]
    for language in ("en", "pl", "ru"):
        with speaking(language):
            assert kept_places(shown_places(text)) == text


def test_the_kinds_to_be_approved_and_the_mail_server_are_saved_and_tried(hands: Hands) -> None:
    section = hands.go("Approval and e-mail")
    assert section.summary() == "E-mail is off"
    section.start()
    hands.press(Qt.Key.Key_Space)  # complaints
    section.is_on.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.save()
    assert section.host.accessibleDescription() == "Write the name of the mail server."
    with mail_box() as box:
        for field, words in ((section.host, "127.0.0.1"), (section.sender_field, "office@example.org")):
            hands.tab_to(field)
            hands.write(words)
        section.security.set_value(Security.NONE)
        section.security.chosen.emit(Security.NONE)
        assert section.port.text() == "25"
        section.port.setText(str(box.port))
        hands.tab_to(section.test)
        hands.press(Qt.Key.Key_Space)
        assert len(box.taken) == 1
    hands.save()
    assert hands.said == ["The test message was sent to office@example.org.", "How answers go out is saved."]
    assert section.summary() == "E-mail is on"
    with hands.stage.read() as reading:
        assert approve_kinds(reading) == {CaseKind.COMPLAINT}
        assert load_mail(reading).host == "127.0.0.1"


def test_a_server_that_does_not_answer_is_told_and_the_form_keeps_its_words(hands: Hands) -> None:
    section = hands.go("Approval and e-mail")
    with mail_box() as box:
        port = box.port
    section.host.setText("127.0.0.1")
    section.security.set_value(Security.NONE)
    section.port.setText(str(port))
    section.sender_field.setText("office@example.org")
    section.send_test()
    assert section.banner.isVisible()
    assert section.test.isEnabled()
    assert section.host.text() == "127.0.0.1"


def test_the_password_is_kept_on_this_computer_and_never_shown_again(hands: Hands) -> None:
    section = hands.go("Approval and e-mail")
    section.host.setText("mail.example.org")
    section.user.setText("office")
    section.password.setText("hunter22")
    hands.save()
    assert section.password.text() == ""
    assert ready_server(hands.context.session).password == "hunter22"
