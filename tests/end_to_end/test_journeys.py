"""Short journeys by keyboard alone through the whole program, and what the database says afterwards."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from csatdesk.domain.case_rows import (
    CaseCard,
    CaseRow,
    Event,
)
from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    Outcome,
    Sort,
)
from csatdesk.domain.statuses import Status
from csatdesk.gui.administration.page import AdministrationPage
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.page import Page
from csatdesk.gui.sign_in.view import SignInView
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.system.clock import now
from csatdesk.wording.texts import _
from tests.cast import AGNIESZKA, PIN, Stage
from tests.end_to_end.hands import ALT, CTRL, DOWN, ENTER, SHIFT, SPACE, Hands, Key

SignIn = Callable[[str], Hands]
STORY = "Rachunek za październik jest dwa razy wyższy niż zwykle."


def rows(stage: Stage) -> tuple[CaseRow, ...]:
    """All cases, the newest first, as the database holds them."""
    with stage.read(stage.ewa, at=now()) as reading:
        return tuple(list_cases(reading, filter=CaseFilter(), sort=Sort.REGISTERED, limit=1000).rows)


def stored(stage: Stage, case_id: int) -> CaseCard:
    with stage.read(stage.ewa, at=now()) as reading:
        return load_case(reading, case_id=case_id)


def complaint(stage: Stage, text: str, days: int) -> int:
    return stage.register(text, at=now() - timedelta(days=days)).case_id


def log_talk(hands: Hands, *, is_complaint: bool = False) -> None:
    """From My desk through the whole intake, up to saving."""
    hands.press(Key.Key_N, CTRL)
    hands.write("zieli")
    hands.press(ENTER)
    hands.press(ENTER)  # the channel as it stands
    if is_complaint:
        hands.choose(str(list(CaseKind).index(CaseKind.COMPLAINT) + 1))
    hands.press(ENTER)
    hands.write(STORY)
    hands.until(lambda: not hands.page.editor.topic.is_behind)
    hands.press(Key.Key_1, CTRL)


def test_an_inquiry_is_logged_and_found_again_by_its_number(sign_in: SignIn, local_centre: Stage) -> None:
    hands = sign_in("anna")
    assert isinstance(hands.page, DeskPage)
    log_talk(hands)
    hands.press(ENTER, CTRL)
    hands.until(lambda: isinstance(hands.page, DeskPage))
    (saved,) = rows(local_centre)
    hands.press(Key.Key_K, CTRL)
    hands.write(saved.number)
    hands.press(ENTER)
    assert isinstance(hands.page, CasesPage)
    assert hands.page.pane.case_id == saved.id
    assert saved.number in hands.shell.windowTitle()
    card = stored(local_centre, saved.id)
    assert card.customer is not None
    assert (card.row.kind, card.text, card.customer.id) == (CaseKind.INQUIRY, STORY, local_centre.customer_id)
    assert card.row.topic_id is not None


def test_a_complaint_is_saved_although_no_printer_is_there(sign_in: SignIn, local_centre: Stage) -> None:
    if not QPrinterInfo.defaultPrinter().isNull():
        pytest.skip("this computer has a printer, and nobody wants this receipt")
    hands = sign_in("anna")
    log_talk(hands, is_complaint=True)
    hands.press(ENTER, CTRL | SHIFT)
    message = hands.main.message
    hands.until(message.isVisible)
    (saved,) = rows(local_centre)
    assert saved.kind is CaseKind.COMPLAINT
    assert saved.due is not None
    assert saved.number in message.words
    offered: list[str] = []
    hands.main.context.offered.connect(lambda words, _action, _do: offered.append(words))
    hands.tab_to(button(message, _("Print again")))
    hands.press(SPACE)
    hands.until(lambda: len(offered) == 1)
    assert message.words == offered[0]
    assert len(rows(local_centre)) == 1


def test_a_supervisor_hands_two_cases_over_and_takes_it_back(sign_in: SignIn, local_centre: Stage) -> None:
    ids = {complaint(local_centre, f"Skarga {days}", days) for days in (1, 2)}
    hands = sign_in("marek")
    go(hands, Key.Key_4, CasesPage)
    hands.press(DOWN, SHIFT)
    hands.press(Key.Key_H)
    hands.write("olga")
    hands.press(ENTER)
    hands.write("Liczniki z jednej klatki")
    hands.press(ENTER)
    assert {stored(local_centre, one).row.owner_name for one in ids} == {"Olga Petrova"}
    assert {stored(local_centre, one).history[0].text for one in ids} == {"Liczniki z jednej klatki"}
    hands.press(Key.Key_Z, CTRL)
    assert {stored(local_centre, one).row.owner_id for one in ids} == {None}


def test_a_case_is_answered_closed_and_opened_again(sign_in: SignIn, local_centre: Stage) -> None:
    case_id = complaint(local_centre, STORY, 1)
    hands = sign_in("anna")
    go(hands, Key.Key_3, CasesPage)
    hands.press(Key.Key_R)
    hands.write("Rachunek poprawiono.")
    hands.press(ENTER, CTRL)
    assert stored(local_centre, case_id).row.status is Status.SENT
    hands.press(Key.Key_C)
    hands.press(Key.Key_1)
    hands.tab_to(hands.page.pane.panel.root_cause)
    hands.write("Zły odczyt przy wymianie licznika")
    hands.press(ENTER, CTRL)
    closed = stored(local_centre, case_id)
    assert (closed.row.status, closed.root_cause) == (Status.CLOSED, "Zły odczyt przy wymianie licznika")
    assert closed.outcome is Outcome.JUSTIFIED
    hands.press(Key.Key_K, CTRL)
    hands.write(closed.row.number)
    hands.press(ENTER)
    hands.press(Key.Key_O)
    hands.write("Kwota nadal się nie zgadza")
    hands.press(ENTER, CTRL)
    again = stored(local_centre, case_id)
    assert again.row.status.is_open
    told = {line.event: line.text for line in again.history}
    assert told[Event.REOPENED] == "Kwota nadal się nie zgadza"
    assert {Event.ANSWERED, Event.CLOSED, Event.REOPENED} <= told.keys()


def test_a_locked_desk_shows_nothing_of_the_talk_that_waits_behind_it(sign_in: SignIn, local_centre: Stage) -> None:
    hands = sign_in("anna")
    hands.press(Key.Key_N, CTRL)
    hands.write("zieli")
    hands.press(ENTER)
    hands.press(ENTER)
    hands.press(ENTER)
    hands.write(STORY)
    before = " ".join(shown_words())
    assert AGNIESZKA.name in before, "what is looked for can be found"
    assert STORY in before
    hands.press(Key.Key_L, CTRL)
    assert isinstance(hands.front, SignInView)
    seen = " ".join(shown_words())
    for words in (AGNIESZKA.name, AGNIESZKA.phone, AGNIESZKA.email, AGNIESZKA.account, STORY, "dwa razy"):
        assert words not in seen
    hands.write(PIN)
    hands.press(ENTER)
    hands.until(lambda: hands.front is hands.main)
    assert isinstance(hands.page, IntakePage)
    talk = hands.page.editor.talk()
    assert (talk.text, talk.customer_id) == (STORY, local_centre.customer_id)
    hands.press(ENTER, CTRL)
    (saved,) = rows(local_centre)
    assert stored(local_centre, saved.id).text == STORY


LIST = (
    "Numer;Data wpływu;Rodzaj;Opis;Klient\n"
    "1001;12.05.2025;Reklamacja;Rachunek dwa razy wyższy;Jan Kowalski\n"
    "1002;13.05.2025;Zapytanie;Kiedy odczyt?;Ewa Lis\n"
    "1003;14.05.2025;Reklamacja;Zły odczyt;Ola Bąk\n"
)


def test_an_administrator_imports_a_list_and_takes_it_back(
    sign_in: SignIn, local_centre: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "lista.csv"
    path.write_text(LIST, "utf-8")
    hands = sign_in("ewa")
    go(hands, Key.Key_0, AdministrationPage)
    while hands.page.list.current != "import":
        hands.press(DOWN)
    hands.tab_to(hands.page.section.start_view.area.button)
    hands.press_and_choose(path)
    hands.until(lambda: bool(hands.page.section.primary_words()))
    hands.settle()
    hands.press(ENTER, CTRL)
    hands.until(hands.page.section.start_view.result.isVisible)
    hands.settle()
    assert sorted(stored(local_centre, row.id).text for row in rows(local_centre)) == [
        "Kiedy odczyt?",
        "Rachunek dwa razy wyższy",
        "Zły odczyt",
    ]
    hands.tab_to(hands.page.section.start_view.back_link)
    hands.press(SPACE)
    assert rows(local_centre) == ()


# what the journeys share


def go(hands: Hands, figure: Qt.Key, page: type[Page]) -> None:
    """To a page by its place in the rail."""
    hands.press(figure, ALT)
    assert isinstance(hands.page, page)


def button(inside: QWidget, words: str) -> QWidget:
    found: list[Any] = [one for one in inside.findChildren(QWidget) if getattr(one, "text", str)() == words]
    assert len(found) == 1
    return found[0]  # type: ignore[no-any-return]  # a widget, by the list above


def shown_words() -> list[str]:
    """Everything that can be read in any window, by eyes or by a screen reader: texts, names, tips, rows of lists."""
    said = []
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        for name in ("text", "toPlainText", "currentText", "title", "windowTitle", "toolTip", "placeholderText"):
            ask = getattr(widget, name, None)
            if callable(ask):
                said.append(str(ask()))
        said += [widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QAbstractItemView):
            said += cells(widget.model())
    return said


def cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    root = parent or QModelIndex()
    places = [model.index(row, column, root) for row in range(model.rowCount(root)) for column in range(3)]
    return [str(place.data()) for place in places if place.isValid()]
