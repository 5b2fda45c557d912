"""My desk by keyboard: what is due next, drafts, whom to call, what nobody has, and the numbers above."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from csatdesk.domain.cases import (
    CaseFilter,
    Closing,
    DueBand,
    NoAnswerReason,
    Outcome,
    ReplyBy,
)
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.gui.desk.questions import FIRST_ROWS, load_desk
from csatdesk.gui.desk.words import figures, summary
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.system.clock import now
from csatdesk.wording.texts import spoken
from tests.cast import NOW, Stage
from tests.gui.desk.hands import Hands, draft, own_case, unowned_case

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
ComeIn = Callable[[], Hands]


def test_my_open_cases_stand_by_what_is_due_next_and_enter_opens_one(come_in: ComeIn, local_centre: Stage) -> None:
    later = own_case(local_centre, "Później", 1)
    sooner = own_case(local_centre, "Wcześniej", 60)
    hands = come_in()
    assert [row[1].rpartition(": ")[2] for row in hands.rows(hands.page.own)] == ["Wcześniej", "Później"]
    assert hands.focused() is hands.page.own
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.opened == [sooner, later]


def test_what_belongs_to_others_or_is_closed_is_not_mine(come_in: ComeIn, local_centre: Stage) -> None:
    theirs = local_centre.register(at=now())
    with local_centre.work(local_centre.marek, now()) as work:
        take_case(work, case_id=theirs.case_id)
    hands = come_in()
    assert hands.rows(hands.page.own) == []


def test_a_tile_opens_the_list_it_counts(come_in: ComeIn, local_centre: Stage) -> None:
    overdue = own_case(local_centre, "Bardzo stary", 60)
    own_case(local_centre, "Świeży", 1)
    hands = come_in()
    assert hands.page.strip.tiles["overdue"].accessibleName().startswith("1 overdue, oldest ")
    hands.press(Key.Key_O, ALT)
    shown = hands.lists[-1]
    assert shown == CaseFilter(is_open=True, owner_ids=(local_centre.anna.id,), due=(DueBand.OVERDUE,))
    with local_centre.read(at=now()) as reading:
        assert [row.id for row in list_cases(reading, filter=shown).rows] == [overdue]


def test_every_tile_leads_to_as_many_cases_as_it_counts(come_in: ComeIn, local_centre: Stage) -> None:
    for days in (0, 1, 19, 20, 60):
        own_case(local_centre, "Moja", days)
    unowned_case(local_centre, "Niczyja", 3)
    hands = come_in()
    for key, tile in hands.page.strip.tiles.items():
        tile.click()
        with local_centre.read(at=now()) as reading:
            found = len(list_cases(reading, filter=hands.lists[-1]).rows)
        assert tile.figure is not None
        assert (key, tile.figure.count) == (key, found)


def test_t_takes_what_nobody_has_and_undo_gives_it_back(come_in: ComeIn, local_centre: Stage) -> None:
    first = unowned_case(local_centre, "Pierwsza niczyja", 9)
    unowned_case(local_centre, "Druga niczyja", 5)
    hands = come_in()
    hands.press(Key.Key_T, ALT)
    assert hands.focused() is hands.page.unowned
    hands.press(Key.Key_T)
    assert [row[1].rpartition(": ")[2] for row in hands.rows(hands.page.unowned)] == ["Druga niczyja"]
    assert len(hands.rows(hands.page.own)) == 1
    assert owner(local_centre, first) == "Anna Nowak"
    hands.context.undo()
    hands.settle()
    assert owner(local_centre, first) == ""
    assert len(hands.rows(hands.page.unowned)) == 2


def test_taking_goes_on_until_nothing_is_left(come_in: ComeIn, local_centre: Stage) -> None:
    for days in (9, 5, 3):
        unowned_case(local_centre, f"{days} dni", days)
    hands = come_in()
    hands.press(Key.Key_T, ALT)
    for _press in range(3):
        assert hands.focused() is hands.page.unowned
        hands.press(Key.Key_T)
    assert hands.rows(hands.page.unowned) == []
    assert len(hands.rows(hands.page.own)) == 3
    assert hands.focused() is hands.page.own


def test_t_in_my_own_list_takes_nothing(come_in: ComeIn, local_centre: Stage) -> None:
    own_case(local_centre, "Moja", 3)
    case_id = unowned_case(local_centre, "Niczyja", 5)
    hands = come_in()
    hands.press(Key.Key_T)
    assert owner(local_centre, case_id) == ""
    assert not hands.page.take_button.isEnabled()


def test_a_case_taken_meanwhile_leaves_the_list_with_words(come_in: ComeIn, local_centre: Stage) -> None:
    case_id = unowned_case(local_centre, "Niczyja", 5)
    hands = come_in()
    failed: list[BaseException] = []
    hands.runner.failed.connect(lambda error, _again: failed.append(error))
    with local_centre.work(local_centre.marek, now()) as work:
        take_case(work, case_id=case_id)
    hands.press(Key.Key_T, ALT)
    hands.press(Key.Key_T)
    assert [spoken(error) for error in failed if isinstance(error, Refusal)] == [
        "Marek Lis has taken case 26-01-00001-8 meanwhile."
    ]
    assert owner(local_centre, case_id) == "Marek Lis"
    assert hands.rows(hands.page.unowned) == []


def test_a_draft_is_offered_and_enter_goes_on_with_it(come_in: ComeIn, local_centre: Stage) -> None:
    uid = draft(local_centre, "Monter nie przyszedł")
    draft(local_centre, "Cudze", by_id=local_centre.marek.id)
    hands = come_in()
    assert [row[1] for row in hands.rows(hands.page.drafts)] == ["Piotr Zając: Monter nie przyszedł"]
    hands.press(Key.Key_D, ALT)
    hands.press(Key.Key_Return)
    assert [talk.uid for talk in hands.resumed] == [uid]


def test_a_draft_thrown_away_comes_back_by_undo(come_in: ComeIn, local_centre: Stage) -> None:
    draft(local_centre, "Monter nie przyszedł")
    hands = come_in()
    hands.press(Key.Key_D, ALT)
    hands.press(Key.Key_Delete)
    assert hands.rows(hands.page.drafts) == []
    assert list(local_centre.profile.drafts.glob("*.draft")) == []
    hands.context.undo()
    hands.settle()
    assert len(hands.rows(hands.page.drafts)) == 1
    assert len(list(local_centre.profile.drafts.glob("*.draft"))) == 1


def test_whom_to_call_stands_there_until_it_is_done(come_in: ComeIn, local_centre: Stage) -> None:
    own_case(local_centre, "List", 3, reply_by=ReplyBy.LETTER)
    call = own_case(local_centre, "Telefon", 3, reply_by=ReplyBy.PHONE)
    hands = come_in()
    assert [row[1] for row in hands.rows(hands.page.to_call)] == [
        "Agnieszka Zielińska, Bills and payments › Bill too high or wrong"
    ]
    hands.press(Key.Key_K, ALT)
    hands.press(Key.Key_Return)
    assert hands.opened == [call]
    close(local_centre, call)
    hands.page.reload(frozenset({Kind.CASE}))
    hands.settle()
    assert hands.page.to_call_section.isHidden()


def test_an_empty_desk_says_what_would_be_here_and_offers_the_first_step(come_in: ComeIn) -> None:
    hands = come_in()
    said = [label.text() for label in hands.page.findChildren(QLabel) if label.isVisible()]
    assert "Your open cases stand here, what is due next first." in said
    assert "Everything you began is saved." in said
    assert "Every open case of your office has somebody." in said
    assert hands.page.isAncestorOf(hands.focused())
    link = next(button for button in hands.page.findChildren(QPushButton) if button.text() == "New contact")
    link.setFocus()
    hands.press(Key.Key_Space)
    assert hands.contacts == 1


def test_tab_leads_from_number_to_number_and_through_the_lists(come_in: ComeIn, local_centre: Stage) -> None:
    own_case(local_centre, "Moja", 3, reply_by=ReplyBy.PHONE)
    unowned_case(local_centre, "Niczyja", 5)
    draft(local_centre, "Przerwana")
    hands = come_in()
    hands.page.strip.tiles["overdue"].setFocus()
    way = []
    for _press in range(11):
        way.append(hands.focused().accessibleName())
        hands.press(Key.Key_Tab)
    assert [name.partition(",")[0] for name in way[:6]] == [
        "0 overdue",
        "0 due today",
        "0 due soon",
        "1 my open cases",
        "1 nobody’s yet",
        f"{hands.page.strip.tiles['today'].figure.count} in today",  # type: ignore[union-attr]  # it is filled
    ]
    assert way[6:] == ["What is due next", "Drafts", "Call back", "Nobody’s yet", "Take this case"]


def test_only_the_list_that_is_worked_in_shows_a_chosen_row(come_in: ComeIn, local_centre: Stage) -> None:
    own_case(local_centre, "Moja", 3)
    unowned_case(local_centre, "Niczyja", 5)
    hands = come_in()
    marked = {table: table.selectionModel().hasSelection() for table in (hands.page.own, hands.page.unowned)}
    assert marked == {hands.page.own: True, hands.page.unowned: False}
    hands.press(Key.Key_T, ALT)
    assert hands.page.unowned.selectionModel().hasSelection()
    assert not hands.page.own.selectionModel().hasSelection()
    assert hands.page.take_button.isEnabled()


def test_the_keyboard_stays_on_its_case_while_others_come(come_in: ComeIn, local_centre: Stage) -> None:
    own_case(local_centre, "Pierwsza", 5)
    own_case(local_centre, "Druga", 3)
    hands = come_in()
    hands.press(Key.Key_Down)
    own_case(local_centre, "Nowa, a pilna", 60)
    hands.page.reload(frozenset({Kind.CASE}))
    hands.settle()
    assert len(hands.rows(hands.page.own)) == 3
    row = hands.page.own.row()
    assert row.text == "Druga"


def test_a_row_is_copied_in_words(come_in: ComeIn, local_centre: Stage) -> None:
    own_case(local_centre, "<b>Rachunek</b> & licznik", 60)
    hands = come_in()
    hands.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("overdue ")
    assert "<b>Rachunek</b> & licznik" in copied


def test_the_head_tells_the_day_and_the_cases_in_words(local_centre: Stage) -> None:
    for received in (datetime(2026, 9, 1, 9, tzinfo=UTC), datetime(2026, 10, 29, 9, tzinfo=UTC), NOW):
        registered = local_centre.register(at=received)
        with local_centre.work(at=received) as work:
            take_case(work, case_id=registered.case_id)
    with local_centre.read() as reading:
        desk = load_desk(reading)
    assert summary(desk) == "Thu 19 November. 3 open cases: 1 overdue, 1 due today"
    told = {key: (figure.count, figure.second) for key, figure in figures(desk).items()}
    assert told == {
        "overdue": (1, "oldest 58 days"),
        "due_today": (1, "next at 16:00"),
        "due_soon": (0, "in 2 working days"),
        "mine": (3, "1 due later"),
        "nobodys": (0, "in your office"),
        "today": (1, "1 complaint, 0 closed"),
    }


@pytest.mark.parametrize("size", [(1194, 686, False, 1.0), (1021, 544, True, 1.0), (1021, 686, False, 2.0)])
def test_no_word_of_the_numbers_is_cut(
    come_in: ComeIn, local_centre: Stage, size: tuple[int, int, bool, float]
) -> None:
    width, height, compact, scale = size
    own_case(local_centre, "Stara", 60)
    hands = come_in()
    theme().set_text_scale(scale)
    theme().set_compact(compact)
    hands.window.resize(width, height)
    hands.qtbot.wait(20)
    for tile in hands.page.strip.tiles.values():
        assert tile.figure is not None
        assert tile.words_room >= theme().metrics("small").horizontalAdvance(tile.figure.second), tile.text()
        assert tile.width() >= tile.wanted >= tile.least, tile.text()
        assert tile.geometry().right() < hands.page.width()
    assert hands.page.own.height() >= 2 * hands.page.own.rowHeight(0)


def test_the_numbers_are_renewed_as_time_goes_by(come_in: ComeIn, local_centre: Stage) -> None:
    hands = come_in()
    own_case(local_centre, "Z innego okna", 1)
    assert hands.page.strip.tiles["mine"].figure.count == 0  # type: ignore[union-attr]  # it is filled
    hands.page.minute_gone()
    hands.settle()
    assert hands.page.strip.tiles["mine"].figure.count == 1  # type: ignore[union-attr]  # it is filled


def test_no_key_is_given_twice(come_in: ComeIn, local_centre: Stage) -> None:
    own_case(local_centre, "Moja", 3)
    page = come_in().page
    given = [QKeySequence.mnemonic(label.text()).toString() for label in page.findChildren(QLabel) if label.buddy()]
    given += [tile.keys.toString() for tile in page.strip.tiles.values()]
    shown = [keys for keys in given if keys]
    assert len(shown) == len(set(shown)) == 10, sorted(shown)


def test_no_part_of_the_desk_becomes_a_window_of_its_own(come_in: ComeIn) -> None:
    hands = come_in()
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [hands.window]


def owner(stage: Stage, case_id: int) -> str:
    with stage.read() as reading:
        return load_case(reading, case_id=case_id).row.owner_name


def close(stage: Stage, case_id: int) -> None:
    """The customer was answered on the spot."""
    with stage.read() as reading:
        version = load_case(reading, case_id=case_id).version
    closing = Closing(Outcome.SETTLED, no_answer_reason=NoAnswerReason.ON_THE_SPOT)
    with stage.work(at=now()) as work:
        close_case(work, case_id=case_id, closing=closing, version=version)


def test_a_long_list_is_read_on_while_one_goes_down(come_in: ComeIn, local_centre: Stage) -> None:
    for count in range(FIRST_ROWS + 7):
        own_case(local_centre, f"Sprawa {count}", 1)
    hands = come_in()
    assert hands.page.own.rows.rowCount() == FIRST_ROWS
    hands.press(Key.Key_End)
    assert hands.page.own.rows.rowCount() == FIRST_ROWS + 7
    last = hands.page.own.row()
    assert last.text == f"Sprawa {FIRST_ROWS + 6}"
    hands.page.reload(frozenset({Kind.CASE}))
    hands.settle()
    assert hands.page.own.row() == last
