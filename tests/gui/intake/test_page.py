"""Whole conversations at the intake, from Ctrl+N on My desk back to My desk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from csatdesk.domain.attendance import Relation
from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import (
    CaseKind,
    ReplyBy,
)
from csatdesk.domain.contacts import Channel, Known, NewCustomer
from csatdesk.domain.customers import NewRepresentative
from csatdesk.domain.statuses import Status
from csatdesk.domain.topic_changes import CardDraft
from csatdesk.domain.topics import TopicCardText
from csatdesk.gui.context import Context
from csatdesk.gui.intake.talk import from_values, to_values
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.contacts.representatives import add_representative
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.topics.commands import save_card
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.intake.hands import ALT, CTRL, ENTER, SHIFT, TAB, Hands

MOST_INQUIRY, MOST_COMPLAINT = 12, 20
COMPLAINT = "Rachunek za październik: dwa razy więcej niż zwykle."
Key = Qt.Key


def test_an_inquiry_of_somebody_not_known(hands: Hands) -> None:
    hands.press(Key.Key_U, ALT)
    hands.press(ENTER)  # channel as last time
    hands.press(ENTER)  # an inquiry
    hands.write("Jak podać stan licznika?")
    hands.read()
    hands.press(Key.Key_1, CTRL)
    hands.press(ENTER, CTRL)
    case = hands.saved()
    assert (case.row.kind, case.row.known, case.row.channel) == (CaseKind.INQUIRY, Known.UNKNOWN, Channel.HALL)
    assert case.row.topic_id is not None
    assert hands.went == ["desk"]
    assert hands.said[-1].startswith(f"Case {case.row.number} saved. Answer by ")
    assert hands.keys <= MOST_INQUIRY


def test_a_complaint_of_a_known_customer(hands: Hands) -> None:
    hands.write("zieli")
    hands.press(ENTER)
    hands.press(ENTER)
    hands.initial("c")
    hands.press(ENTER)
    hands.write(COMPLAINT)
    hands.read()
    hands.press(Key.Key_R, ALT)
    hands.write("korekta rachunku")
    hands.press(Key.Key_T, ALT)
    hands.press(ENTER)  # the topic suggested first
    hands.press(ENTER)  # Save and print comes next; Ctrl+Enter would do from anywhere
    case = hands.saved()
    assert case.row.kind is CaseKind.COMPLAINT
    assert case.row.customer_name == "Agnieszka Zielińska"
    assert (case.text, case.remedy) == (COMPLAINT, "korekta rachunku")
    assert (case.reply_by, case.language) == (ReplyBy.EMAIL, "pl")
    assert case.row.due is not None
    assert case.row.number
    assert case.taken_by == hands.stage.anna.name
    assert case.row.topic_id is not None
    assert abs(case.row.received_at - now()) < timedelta(minutes=5)
    assert hands.keys <= MOST_COMPLAINT


def test_tab_alone_leads_through_the_form(hands: Hands) -> None:
    hands.write("601 224 318")
    way = []
    for _step in range(5):
        hands.press(TAB)
        focused = QApplication.focusWidget()
        assert focused is not None
        way.append(focused.accessibleName() or type(focused).__name__)
    assert way[0] == "Channel"
    assert way[2:4] == ["What happened", "Topic: type to search all topics"]
    assert hands.form.who.who().row is not None


def test_a_claim_by_letter_asks_when_it_came_and_what_came_with_it(hands: Hands) -> None:
    hands.write("4021 7786 05")
    hands.press(ENTER)
    hands.write("L")  # Letter
    hands.press(ENTER)
    hands.initial("c")
    hands.initial("c")  # the second kind with this initial
    hands.press(ENTER)
    day = (now() - timedelta(days=2)).astimezone(hands.context.zone)
    hands.write(f"{day:%d.%m} 9:15")
    hands.press(ENTER)
    hands.write("DZ/44/2026")
    hands.press(ENTER)
    hands.write("2 zdjęcia")
    hands.press(ENTER)
    hands.write("Reklamacja faktury.")
    hands.press(ENTER, CTRL)
    case = hands.saved()
    assert (case.row.kind, case.row.channel) == (CaseKind.CLAIM, Channel.LETTER)
    assert (case.sender_reference, case.enclosures) == ("DZ/44/2026", "2 zdjęcia")
    local = case.row.received_at.astimezone(hands.context.zone)
    assert (local.date(), f"{local:%H:%M}") == (day.date(), "09:15")
    assert case.reply_by is ReplyBy.LETTER


def test_somebody_who_wishes_to_stay_anonymous_and_was_helped_at_once(hands: Hands) -> None:
    hands.press(Key.Key_Y, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Gdzie jest kasa?")
    hands.press(Key.Key_S, ALT)
    case = hands.saved()
    assert case.row.known is Known.ANONYMOUS
    assert case.row.status is Status.CLOSED
    assert hands.keys <= MOST_INQUIRY


def test_a_name_nobody_has_makes_a_new_customer(hands: Hands) -> None:
    hands.write("Jan Nowy")
    hands.press(ENTER)
    hands.write("601 999 111")
    hands.press(ENTER)
    hands.write("jan@example.pl")
    hands.press(ENTER)
    hands.press(Key.Key_H, ALT)
    hands.write("Chcę umowę.")
    hands.press(ENTER, CTRL)
    customer = hands.saved().customer
    assert customer is not None
    assert customer.name == "Jan Nowy"
    assert customer.email == "jan@example.pl"
    assert "601 999 111" in customer.phone


def test_a_phone_number_nobody_has_is_kept_while_the_name_is_asked(hands: Hands) -> None:
    hands.write("601 999 222")
    hands.press(ENTER)
    assert QApplication.focusWidget() is hands.form.who.field
    hands.write("Ola Nowa")
    hands.press(ENTER)
    assert (hands.form.talk().customer_name, hands.form.talk().phone) == ("Ola Nowa", "601 999 222")


def test_a_namesake_of_a_known_customer_is_new_by_shift_enter(hands: Hands) -> None:
    hands.write("Agnieszka Zielińska")
    hands.press(ENTER, SHIFT)
    assert hands.form.talk().is_new_customer


def test_a_repeat_is_linked_by_one_key(hands: Hands) -> None:
    earlier = hands.stage.register(COMPLAINT, at=now() - timedelta(days=5))
    complain_again(hands)
    hands.press(Key.Key_L, ALT)
    assert hands.form.talk().repeats_case_id == earlier.case_id
    hands.press(ENTER, CTRL)
    assert hands.saved().row.id != earlier.case_id


def test_a_repeat_can_be_refused(hands: Hands) -> None:
    hands.stage.register(COMPLAINT, at=now() - timedelta(days=5))
    complain_again(hands)
    hands.press(Key.Key_X, ALT)
    assert not hands.form.repeat.isVisible()
    assert hands.form.talk().repeats_case_id is None


def test_a_matter_of_somebody_with_the_same_phone_is_told_with_their_name(hands: Hands) -> None:
    with hands.stage.work(at=now()) as work:
        other = register_customer(work, new=NewCustomer("Piotr Zieliński", phone="601-224-318"))
    earlier = hands.stage.register(COMPLAINT, at=now() - timedelta(days=60), customer_id=other)
    complain_again(hands, "agnieszka")
    told = hands.form.repeat.accessibleName()
    assert earlier.number in told
    assert told.endswith("It is of Piotr Zieliński, who has the same phone or account.")


def test_a_repeat_is_added_to_the_open_case_instead(hands: Hands) -> None:
    earlier = hands.stage.register(COMPLAINT, at=now() - timedelta(days=5))
    complain_again(hands)
    hands.press(Key.Key_A, ALT)
    assert hands.count() == 1
    assert hands.said[-1] == f"Added to case {earlier.number}."
    assert hands.went == ["desk"]
    with hands.stage.read() as reading:
        history = load_case(reading, case_id=earlier.case_id).history
    assert Event.CONTACT in {line.event for line in history}


def complain_again(hands: Hands, name: str = "zieli") -> None:
    hands.write(name)
    hands.press(ENTER)
    hands.press(Key.Key_H, ALT)
    hands.write(COMPLAINT)
    hands.read()
    place = [row.value for row in hands.form.topic.list.rows].index(hands.stage.topic_ids["bill_too_high"])
    hands.press((Key.Key_1, Key.Key_2, Key.Key_3)[place], CTRL)
    assert hands.form.repeat.isVisible()


def test_a_second_talk_interrupts_and_the_first_is_finished_afterwards(hands: Hands) -> None:
    hands.write("zieli")
    hands.press(ENTER)
    hands.press(Key.Key_H, ALT)
    hands.write("Pierwsza rozmowa")
    began = hands.form.talk().began_at
    hands.page.start()  # Ctrl+N is the window's
    hands.press(Key.Key_Y, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Druga rozmowa")
    hands.press(ENTER, CTRL)
    assert hands.saved().text == "Druga rozmowa"
    assert [talk.text for talk in hands.page.talks] == ["Pierwsza rozmowa"]
    assert hands.form.talk().began_at == began
    hands.press(ENTER, CTRL)
    assert hands.saved().text == "Pierwsza rozmowa"
    assert hands.page.talks == ()


def test_parking_an_empty_talk_begins_it_anew(hands: Hands) -> None:
    began = hands.form.talk().began_at
    hands.page.start()
    assert len(hands.page.talks) == 1
    assert hands.form.talk().began_at > began


def test_ctrl_tab_goes_round_the_talks(hands: Hands) -> None:
    hands.write("Jan Pierwszy")
    hands.press(ENTER)
    hands.page.start()
    hands.press(Key.Key_U, ALT)
    hands.press(TAB, CTRL)
    assert hands.form.talk().customer_name == "Jan Pierwszy"
    hands.press(TAB, CTRL)
    assert hands.form.talk().known is Known.UNKNOWN


def test_a_refused_save_says_why_at_the_field_and_keeps_the_text(hands: Hands) -> None:
    hands.press(Key.Key_H, ALT)
    hands.write("Nikt nie powiedział, kto to.")
    hands.press(ENTER, CTRL)
    assert hands.count() == 0
    assert hands.form.who.error.startswith("Say who")
    assert QApplication.focusWidget() is hands.form.who.field
    assert hands.form.talk().text == "Nikt nie powiedział, kto to."
    hands.press(Key.Key_U, ALT)
    assert not hands.form.who.error
    hands.press(ENTER, CTRL)
    assert hands.count() == 1


def test_a_name_that_may_mean_two_customers_is_not_guessed(hands: Hands) -> None:
    hands.write("zieli")
    hands.press(Key.Key_H, ALT)
    hands.write("Coś się stało.")
    hands.press(ENTER, CTRL)
    assert hands.count() == 0
    assert "Shift+Enter" in hands.form.who.error


def test_the_promise_follows_kind_and_day(hands: Hands) -> None:
    inquiry = hands.form.footer.words
    hands.press(Key.Key_C, ALT)
    hands.press(ENTER)
    hands.initial("c")
    complaint = hands.form.footer.words
    assert inquiry.startswith("Answer by ")
    assert "working day" in complaint
    assert inquiry != complaint


def test_the_day_it_was_received_is_changed_by_one_key_and_refused_in_words(hands: Hands) -> None:
    hands.press(Key.Key_E, ALT)
    field = hands.form.came.received.field
    hands.write("soon")
    hands.press(ENTER)
    assert hands.form.came.received.error.sentence.startswith("Write a date like")
    assert field.text() == "soon"


def test_nothing_is_saved_with_a_day_that_cannot_be_read(hands: Hands) -> None:
    hands.press(Key.Key_U, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Pismo bez daty.")
    hands.press(Key.Key_E, ALT)
    hands.write("soon")
    hands.press(ENTER, CTRL)
    assert hands.count() == 0
    assert QApplication.focusWidget() is hands.form.came.received.field
    hands.press(Key.Key_E, ALT)
    hands.write("yesterday 9:00")
    hands.press(ENTER, CTRL)
    assert hands.count() == 1
    assert f"{hands.saved().row.received_at.astimezone(hands.context.zone):%H:%M}" == "09:00"


def test_words_that_made_the_suggestions_are_named(hands: Hands) -> None:
    hands.press(Key.Key_H, ALT)
    hands.write(COMPLAINT)
    hands.read()
    because = {word for row in hands.form.topic.list.rows for word in row.because}
    assert "Rachunek" in because


def test_typing_searches_the_tree_in_any_language(hands: Hands) -> None:
    hands.press(Key.Key_T, ALT)
    hands.write("bill too")
    assert [row.name for row in hands.form.topic.list.rows] == ["Bill too high or wrong"]
    hands.press(ENTER)
    assert hands.form.talk().topic_id == hands.stage.topic_ids["bill_too_high"]
    hands.press(Key.Key_T, ALT)
    hands.press(Key.Key_Delete)
    assert hands.form.talk().topic_id is None


def test_reading_back_shows_the_text_large_and_escape_returns(hands: Hands) -> None:
    hands.press(Key.Key_H, ALT)
    hands.write("<b>Rachunek</b> & licznik")
    hands.press(Key.Key_F11)
    over = QApplication.focusWidget()
    assert over is not None
    assert over.isVisible()
    assert "<b>Rachunek</b> & licznik" in over.accessibleName()
    hands.press(Key.Key_Escape)
    assert not over.isVisible()
    assert QApplication.focusWidget() is hands.form.story.text


def test_a_draft_comes_back_after_a_kill_as_a_parked_talk(sit_down: Callable[[], Hands]) -> None:
    first = sit_down()
    first.write("zieli")
    first.press(ENTER)
    first.press(Key.Key_H, ALT)
    first.write("Licznik się kręci")
    first.keep()
    first.be_killed()
    again = sit_down()
    assert [talk.text for talk in again.page.talks] == ["Licznik się kręci", ""]
    assert again.form.talk().is_empty  # offered, not forced
    again.press(TAB, CTRL)
    assert again.form.who.who().row is not None
    again.press(ENTER, CTRL)
    assert again.saved().row.customer_name == "Agnieszka Zielińska"
    again.keep()
    assert len(sit_down().page.talks) == 1


def test_my_desk_opens_a_draft_in_place_of_the_empty_talk(sit_down: Callable[[], Hands]) -> None:
    hands = sit_down()
    hands.press(Key.Key_H, ALT)
    hands.write("Nie dokończone")
    left = hands.form.talk()
    hands.press(Key.Key_W, CTRL)
    hands.page.start()
    hands.page.resume(left)
    assert [talk.text for talk in hands.page.talks] == ["Nie dokończone"]
    hands.page.resume(left)
    assert len(hands.page.talks) == 1


def test_a_draft_is_on_disk_within_a_second_of_the_first_key(hands: Hands) -> None:
    with hands.qtbot.waitSignal(hands.page.keeper.kept, timeout=1000):
        hands.write("Jan")


def test_somebody_elses_draft_is_not_offered(sit_down: Callable[[], Hands]) -> None:
    hands = sit_down()
    hands.press(Key.Key_U, ALT)
    hands.keep()
    hands.runner.switch(hands.stage.session(hands.stage.marek))
    person_changed(hands.context)
    hands.page.keeper.wait()
    QApplication.processEvents()
    assert [talk.by_id for talk in hands.page.talks] == [hands.stage.marek.id]


def person_changed(context: Context) -> None:
    context.person_changed.emit()


def test_a_talk_that_was_closed_here_is_not_brought_back_once_its_customer_is_erased(hands: Hands) -> None:
    hands.write("zieli")
    hands.press(ENTER)
    hands.form.story.show_texts("Pani Agnieszka", "")
    hands.press(Key.Key_W, CTRL)
    hands.page.start()
    forgotten = hands.stage.customer_id
    hands.page.keeper.forget_those(lambda values: values.get("customer_id") == forgotten)
    hands.press(Key.Key_T, CTRL | SHIFT)
    assert [talk.text for talk in hands.page.talks] == [""]
    hands.keep()
    assert list(hands.stage.profile.drafts.iterdir()) == []


def test_closing_an_empty_talk_is_silent_and_a_filled_one_keeps_its_draft(hands: Hands) -> None:
    hands.press(Key.Key_U, ALT)
    hands.page.start()
    hands.press(Key.Key_W, CTRL)
    assert hands.said == []
    hands.press(Key.Key_W, CTRL)
    assert hands.said[-1].startswith("The draft is kept.")
    hands.keep()
    assert len(list(hands.stage.profile.drafts.iterdir())) == 1


def test_a_talk_thrown_away_can_be_brought_back(hands: Hands) -> None:
    hands.press(Key.Key_H, ALT)
    hands.write("Pomyłka")
    hands.keep()
    hands.page.throw_away()
    hands.keep()
    assert list(hands.stage.profile.drafts.iterdir()) == []
    hands.page.open_again()
    assert hands.form.talk().text == "Pomyłka"


def test_the_desk_keeps_the_channel_it_used_last(hands: Hands) -> None:
    hands.press(Key.Key_C, ALT)
    hands.write("P")
    hands.press(Key.Key_U, ALT)
    hands.page.start()
    assert hands.form.talk().channel is Channel.PHONE


def test_the_next_session_of_the_same_person_begins_with_the_channel_of_the_last_case(
    qtbot: QtBot, local_centre: Stage
) -> None:
    before = Hands(qtbot, local_centre)
    before.press(Key.Key_U, ALT)
    before.press(Key.Key_H, ALT)
    before.write("Gdzie złożyć reklamację?")
    before.form.came.channel.set_value(Channel.PHONE)
    before.press(ENTER, CTRL)
    before.leave()
    again = Hands(qtbot, local_centre)
    assert again.form.talk().channel is Channel.PHONE
    again.leave()
    colleague = Hands(qtbot, replace(local_centre, anna=local_centre.marek))
    assert colleague.form.talk().channel is Channel.HALL
    colleague.leave()


@pytest.mark.parametrize("size", [(1194, 686, False), (1021, 544, True)], ids=["1366x768", "125 %"])
def test_the_whole_intake_is_seen_without_scrolling(hands: Hands, size: tuple[int, int, bool]) -> None:
    width, height, compact = size
    hands.stage.register(COMPLAINT, at=now() - timedelta(days=5))
    theme().set_compact(compact)
    hands.window.resize(width, height)
    complain_again(hands)
    hands.qtbot.wait(20)
    area = hands.form.sides.area
    assert area.verticalScrollBar().maximum() == 0
    assert hands.form.story.text.height() >= 88


def test_no_key_is_given_twice(hands: Hands) -> None:
    given = [
        QKeySequence.mnemonic(label.text()).toString()
        for label in hands.window.findChildren(QLabel)
        if label.buddy() is not None
    ]
    given += [QKeySequence.mnemonic(button.text()).toString() for button in hands.window.findChildren(QPushButton)]
    shown = [keys for keys in given if keys]
    assert len(shown) == len(set(shown)), sorted(shown)


def test_a_quick_hand_does_not_outrun_the_store(hands: Hands, local_centre: Stage) -> None:
    quick = Hands(hands.qtbot, local_centre, Runner)
    quick.write("zieli")
    quick.press(ENTER)  # before anything was suggested
    quick.qtbot.waitUntil(lambda: quick.form.who.who().row is not None)
    quick.press(Key.Key_H, ALT)
    quick.write(COMPLAINT)
    quick.press(ENTER, CTRL)
    quick.press(ENTER, CTRL)  # once more, while the first is under way
    quick.qtbot.waitUntil(lambda: quick.went == ["desk"])
    assert quick.count() == 1
    quick.leave()


def test_without_a_printer_the_case_is_saved_and_printing_is_offered_again(hands: Hands) -> None:
    if not QPrinterInfo.defaultPrinter().isNull():
        pytest.skip("this computer has a printer; nothing is printed by a test")
    hands.press(Key.Key_U, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Gdzie złożyć reklamację?")
    hands.press(ENTER, CTRL | SHIFT)
    assert hands.count() == 1
    assert "was not printed; the case itself is saved" in hands.offered[-1]
    assert hands.went == ["desk"]


def test_where_both_do_not_fit_one_key_changes_between_form_and_pane(hands: Hands) -> None:
    hands.write("zieli")
    hands.press(ENTER)
    theme().set_text_scale(2.0)
    hands.window.resize(1074, 590)
    hands.qtbot.wait(20)
    assert not hands.form.pane.isVisible()
    hands.press(Key.Key_F12)
    assert hands.form.pane.isVisible()
    hands.press(Key.Key_F12)
    assert hands.form.story.isVisible()


def test_markup_of_a_customer_is_shown_as_it_was_written(hands: Hands) -> None:
    hands.write("<img src=x> & Co")
    hands.press(ENTER)
    hands.press(Key.Key_H, ALT)
    hands.write("<h1>Hello</h1>")
    hands.press(ENTER, CTRL)
    case = hands.saved()
    assert case.row.customer_name == "<img src=x> & Co"
    assert case.text == "<h1>Hello</h1>"


def shown_words(hands: Hands) -> str:
    return " ".join(label.text() for label in hands.page.findChildren(QLabel) if label.isVisible())


def test_the_card_of_a_topic_says_what_to_ask_to_say_and_which_papers(hands: Hands) -> None:
    hands.write("zieli")
    hands.press(ENTER)
    hands.press(Key.Key_H, ALT)
    hands.write(COMPLAINT)
    hands.read()
    place = [row.value for row in hands.form.topic.list.rows].index(hands.stage.topic_ids["bill_too_high"])
    hands.press((Key.Key_1, Key.Key_2, Key.Key_3)[place], CTRL)
    hands.qtbot.waitUntil(lambda: "Ask this" in shown_words(hands))
    shown = shown_words(hands)
    assert "Który rachunek" in shown or "Which bill" in shown  # in the language of the clerk
    assert "Papers needed" in shown


def with_a_card_link(hands: Hands) -> None:
    """The card of high bills has a link; a customer tells of one."""
    own = hands.stage.topic_ids["bill_too_high"]
    card = TopicCardText(ask={"en": ("Which bill?", "Which amount?")}, link={"en": "https://example.org/bill"})
    with hands.stage.work(hands.stage.marek) as work:
        save_card(work, topic_id=own, card=CardDraft(card, None))
    hands.form.ask_again()
    hands.press(Key.Key_U, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Rachunek za wysoki.")
    hands.read()
    hands.press(Key.Key_1, CTRL)


def test_a_link_handed_over_is_told_in_the_history_of_the_case(hands: Hands) -> None:
    with_a_card_link(hands)
    handed, _read = hands.form.pane.card.given_buttons
    hands.qtbot.waitUntil(handed.isVisible)
    handed.setFocus()
    hands.press(Key.Key_Space)
    assert hands.form.pane.card.link_given
    assert hands.form.talk().link_given
    hands.press(ENTER, CTRL)
    notes = [line.text for line in hands.saved().history if line.event is Event.NOTE]
    assert notes == ["Link handed over: https://example.org/bill"]


def test_ticks_of_the_card_come_back_with_the_draft(hands: Hands) -> None:
    with_a_card_link(hands)
    second = hands.form.pane.card.asked[1].box
    hands.qtbot.waitUntil(second.isVisible)
    second.setFocus()
    hands.press(Key.Key_Space)
    talk = hands.form.talk()
    assert talk.ticked == (1,)
    again = from_values(to_values(talk), now())
    hands.form.pane.card.restore(again.ticked, again.link_given)
    hands.form.pane.card.show_card("", "", None, "en")
    hands.form.pane.card.restore(again.ticked, again.link_given)
    with hands.stage.read() as reading:
        topic = load_topic_tree(reading).topics[hands.stage.topic_ids["bill_too_high"]]
    hands.form.pane.card.show_card(topic.key, "Bill", topic.card, "en")
    assert [line.isChecked() for line in hands.form.pane.card.asked] == [False, True]


def test_enter_never_takes_somebody_who_is_only_spelt_alike(hands: Hands) -> None:
    hands.write("Agnieszka Zielinsak")
    box = hands.form.who
    hands.qtbot.waitUntil(lambda: box._menu.count == 2)
    hands.press(ENTER)
    assert (box.who().row, box.who().new_name) == (None, "Agnieszka Zielinsak")


def test_one_arrow_takes_the_customer_whose_name_was_misspelt(hands: Hands) -> None:
    hands.write("Agnieszka Zielinsak")
    box = hands.form.who
    hands.qtbot.waitUntil(lambda: box._menu.count == 2)
    hands.press(Qt.Key.Key_Down)
    hands.press(ENTER)
    row = box.who().row
    assert row is not None
    assert row.name == "Agnieszka Zielińska"


def test_beside_the_form_stands_who_speaks_for_the_customer(hands: Hands) -> None:
    with hands.stage.work(at=now()) as work:
        new = NewRepresentative("Jan Kos", Relation.CARETAKER)
        add_representative(work, customer_id=hands.stage.customer_id, new=new)
    hands.write("zieli")
    hands.press(ENTER)
    assert any("Jan Kos speaks for them" in label.text() for label in hands.page.findChildren(QLabel))
