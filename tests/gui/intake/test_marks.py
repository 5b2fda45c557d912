"""What one key adds to a talk: kind and fields of a request, urgent, done from home, a known matter."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from csatdesk.domain.cases import CaseFilter, CaseKind, Priority
from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import Channel, Remote
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.promises import STEPS
from csatdesk.domain.requests import RequestKind
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.matters import NewMatter, end_matter, list_matters, save_matter
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Contact
from csatdesk.system.clock import now
from tests.gui.intake.hands import ALT, CTRL, ENTER, Hands

Key = Qt.Key
MOST = 20


def begin_request(hands: Hands, initial: str, down: int = 0) -> None:
    """A known customer with a request; `initial` and arrows choose what kind of request."""
    hands.write("zieli")
    hands.press(ENTER)
    hands.press(ENTER)  # channel as last time
    hands.initial("r")
    hands.press(ENTER)
    if initial:
        hands.initial(initial)
    for _step in range(down):
        hands.press(Key.Key_Down)


def stored(hands: Hands) -> tuple[Priority, int | None, Remote | None]:
    """Priority and known matter of the case saved last, and the mark of its contact."""
    with hands.stage.read(at=now()) as reading:
        case = reading.db.execute(select(Case).order_by(Case.id.desc())).scalars().first()
        contact = reading.db.execute(select(Contact).order_by(Contact.id.desc())).scalars().first()
        assert case is not None
        assert contact is not None
        return case.priority, case.matter_id, contact.remote


def test_a_request_asks_for_its_own_fields_and_brings_its_steps(hands: Hands) -> None:
    begin_request(hands, "M")
    assert hands.form.request.steps.startswith("Steps: check the application, book the visit")
    hands.press(ENTER)
    assert focused_name() == "Meter number"
    hands.press(ENTER)  # the customer's meter stands there already
    hands.write("stary")
    hands.press(ENTER)
    hands.write("24.12.")
    hands.press(ENTER)
    hands.write("Wymiana licznika")
    hands.press(ENTER, CTRL)
    card = hands.saved()
    assert (card.row.kind, card.request_kind) == (CaseKind.REQUEST, RequestKind.METER_REPLACEMENT)
    assert dict(card.request_fields) == {"meter": "E-118 204 77", "cause": "stary", "wanted_day": wanted_day(24, 12)}
    assert len(card.promises) == len(STEPS["meter_replacement"])
    assert hands.keys <= MOST


def wanted_day(day: int, month: int) -> str:
    today = now().date()
    this_year = today.replace(month=month, day=day)
    return (this_year if this_year >= today else this_year.replace(year=today.year + 1)).isoformat()


def focused_name() -> str:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused.accessibleName()


def test_what_is_wrong_with_a_request_stands_at_its_field(hands: Hands) -> None:
    begin_request(hands, "P")
    hands.press(ENTER)
    hands.write("dużo")
    hands.press(Key.Key_H, ALT)
    hands.write("Wpłata")
    hands.press(ENTER, CTRL)
    assert hands.count() == 0
    assert hands.form.request.error.sentence == "“Amount” is not a number."
    assert focused_name() == "Amount"
    hands.press(Key.Key_A, CTRL)
    hands.write("1 204,50")
    assert not hands.form.request.error.sentence
    hands.press(ENTER, CTRL)
    assert dict(hands.saved().request_fields) == {"amount": "1204.50"}


def test_a_missing_field_is_named(hands: Hands) -> None:
    begin_request(hands, "P", 2)
    hands.press(Key.Key_H, ALT)
    hands.write("Odczyt")
    hands.press(ENTER, CTRL)
    assert hands.form.request.error.sentence == "Fill in “Reading”."
    assert focused_name() == "Reading"


def test_a_day_that_was_is_the_last_of_that_name(hands: Hands) -> None:
    begin_request(hands, "P")
    hands.press(ENTER)
    hands.write("10")
    hands.press(ENTER)
    tomorrow = now().date() + timedelta(days=1)
    hands.write(f"{tomorrow:%d.%m}.")
    hands.press(ENTER)
    hands.write("Wpłata")
    hands.press(ENTER, CTRL)
    assert int(hands.saved().request_fields["paid_on"][:4]) == tomorrow.year - 1


def test_an_inquiry_asks_for_no_request(hands: Hands) -> None:
    begin_request(hands, "M")
    hands.press(Key.Key_C, ALT)
    hands.press(ENTER)
    hands.initial("i")
    assert not hands.form.request.isVisible()
    hands.press(ENTER)
    assert focused_name() == "What happened"
    hands.write("Pytanie")
    hands.press(ENTER, CTRL)
    assert hands.saved().request_kind is None


def test_a_request_of_another_kind_needs_no_fields(hands: Hands) -> None:
    begin_request(hands, "")
    hands.press(ENTER)
    assert focused_name() == "What happened"
    hands.write("Coś innego")
    hands.press(ENTER, CTRL)
    assert hands.saved().request_kind is None


@pytest.mark.parametrize(
    ("key", "remote"),
    [(Key.Key_4, Remote.SHOWN_HOW), (Key.Key_5, Remote.NOT_OFFERED), (Key.Key_6, Remote.PREFERS_DESK)],
)
def test_one_key_says_whether_it_could_have_been_done_from_home(hands: Hands, key: Key, remote: Remote) -> None:
    begin_at_the_desk(hands)
    hands.press(key, CTRL)
    hands.press(ENTER, CTRL)
    assert stored(hands)[2] is remote


def begin_at_the_desk(hands: Hands) -> None:
    hands.press(Key.Key_U, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Gdzie podać stan?")


def test_the_same_key_takes_it_back_and_another_replaces_it(hands: Hands) -> None:
    begin_at_the_desk(hands)
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_5, CTRL)
    assert hands.form.talk().remote is Remote.NOT_OFFERED
    hands.press(Key.Key_5, CTRL)
    assert hands.form.talk().remote is None


def test_a_call_was_done_from_home_anyway(hands: Hands) -> None:
    begin_at_the_desk(hands)
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_C, ALT)
    hands.write("P")
    assert hands.form.talk().channel is Channel.PHONE
    assert not hands.form.came.remote.isVisible()
    hands.press(ENTER, CTRL)
    assert stored(hands)[2] is None


def test_one_key_makes_it_urgent_and_the_same_key_takes_it_back(hands: Hands) -> None:
    begin_at_the_desk(hands)
    hands.press(Key.Key_Q, ALT)
    hands.press(Key.Key_Q, ALT)
    assert hands.form.talk().priority is Priority.NORMAL
    hands.press(Key.Key_Q, ALT)
    hands.press(ENTER, CTRL)
    assert stored(hands)[0] is Priority.URGENT


def put_on_board(hands: Hands, title: str, text: str, topic: str | None = None) -> int:
    new = NewMatter(title, LocalText({"en": text}), now(), topic_id=hands.stage.topic_ids[topic] if topic else None)
    with hands.stage.work(hands.stage.marek, now()) as work:
        matter_id = save_matter(work, matter_id=None, new=new).result
    hands.form.ask_again()
    return matter_id


def test_the_only_known_matter_is_offered_and_one_key_ties_the_talk_to_it(hands: Hands) -> None:
    matter_id = put_on_board(hands, "No power in ul. Jasna", "The line is mended by 18:00.")
    begin_at_the_desk(hands)
    assert hands.form.matter.words == "Known: No power in ul. Jasna – say: The line is mended by 18:00."
    hands.press(Key.Key_M, CTRL)
    assert hands.form.matter.words.startswith("Tied to: No power in ul. Jasna")
    hands.press(ENTER, CTRL)
    with hands.stage.read(at=now()) as reading:
        tied = list_cases(reading, filter=CaseFilter(matter_id=matter_id)).rows
        assert [row.id for row in tied] == [hands.saved().row.id]
        assert list_matters(reading)[0].cases == 1


def test_the_same_key_looses_it_again(hands: Hands) -> None:
    put_on_board(hands, "No power", "Wait.")
    begin_at_the_desk(hands)
    hands.press(Key.Key_M, CTRL)
    hands.press(Key.Key_M, CTRL)
    assert hands.form.matter.words.startswith("Known: ")
    hands.press(ENTER, CTRL)
    assert stored(hands)[1] is None


def test_of_several_matters_the_one_of_the_topic_is_offered(hands: Hands) -> None:
    put_on_board(hands, "No power", "Wait.")
    put_on_board(hands, "Wrong bills", "We send new ones.", "bill_too_high")
    begin_at_the_desk(hands)
    assert not hands.form.matter.isVisible()
    hands.press(Key.Key_T, ALT)
    hands.write("bill too")
    hands.press(ENTER)
    assert hands.form.matter.words.startswith("Known: Wrong bills")


def test_a_matter_that_ends_meanwhile_looses_the_talk(hands: Hands) -> None:
    matter_id = put_on_board(hands, "No power", "Wait.")
    begin_at_the_desk(hands)
    hands.press(Key.Key_M, CTRL)
    with hands.stage.read(at=now()) as reading:
        version = list_matters(reading)[0].version
    answer = LocalText({"en": "Done."})
    end_matter(
        hands.stage.store,
        hands.stage.marek,
        matter_id=matter_id,
        answer=answer,
        sent_at=now(),
        version=version,
        progress=no_progress,
    )
    hands.form.ask_again()
    assert hands.form.talk().matter_id is None
    assert not hands.form.matter.isVisible()


def test_all_of_it_is_in_the_draft(hands: Hands) -> None:
    matter_id = put_on_board(hands, "No power", "Wait.")
    begin_request(hands, "M", 2)
    hands.press(Key.Key_Q, ALT)
    hands.press(Key.Key_6, CTRL)
    hands.press(Key.Key_M, CTRL)
    left = hands.form.talk()
    hands.press(Key.Key_W, CTRL)
    hands.page.start()
    hands.page.resume(left)
    again = hands.form.talk()
    assert (again.priority, again.remote, again.matter_id) == (Priority.URGENT, Remote.PREFERS_DESK, matter_id)
    assert again.request_kind is RequestKind.METER_CHECK
    assert again.request_typed["meter"] == "E-118 204 77"
