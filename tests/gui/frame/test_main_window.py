"""The desk: rail by role, pages, header, palette, help, messages, undo, sizes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor, Right
from csatdesk.gui.actions import DEEDS, plain
from csatdesk.gui.administration.page import PLACES
from csatdesk.gui.help.texts import help_page, help_pages
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.pages import PAGES
from csatdesk.gui.rail import RailModel
from csatdesk.gui.theme import theme
from csatdesk.gui.two_ends import TwoEnds
from csatdesk.operations.cases.commands import add_note, take_case
from csatdesk.system.clock import now
from csatdesk.wording.texts import LANGUAGES, speaking
from tests.cast import Stage
from tests.gui.frame.conftest import press, type_into

Desk = Callable[[Actor], MainWindow]


def rail_of(window: MainWindow) -> list[str]:
    model = window.rail.findChild(RailModel)
    assert isinstance(model, RailModel)
    return [entry.words for entry in model.entries]


def test_the_rail_shows_what_the_role_may_use(desk_of: Desk, local_centre: Stage) -> None:
    serving = ["My desk", "New", "Cases", "Customers", "Known matters", "Surveys", "Standards"]
    assert rail_of(desk_of(local_centre.anna)) == serving
    watching = ["Today", "My desk", "New contact", "Cases", "Deadlines", "Customers", "Known matters", "Topics"]
    quality = ["Surveys", "Standards", "Evaluations", "Quality", "Measures"]
    assert rail_of(desk_of(local_centre.marek)) == [*watching, *quality, "Reports", "Coaching", "Administration"]
    assert rail_of(desk_of(local_centre.liis)) == [
        "My visits",
        "Cases",
        "Customers",
        "Surveys",
        "Standards",
        "Evaluations",
        "Quality",
    ]
    owner = replace(local_centre.liis, extra_rights=frozenset({Right.OWN_PROGRAMME}))
    seen = ["My visits", "Cases", "Customers", "Surveys", "Standards", "Mystery shopping", "Evaluations", "Quality"]
    assert rail_of(desk_of(owner)) == seen


def who_may_all(stage: Stage) -> Actor:
    """Somebody who sees every page."""
    return replace(stage.marek, extra_rights=frozenset({Right.OWN_PROGRAMME, Right.MAKE_VISITS}))


def test_each_page_is_made_when_first_shown_and_kept(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(who_may_all(local_centre))
    for entry in PAGES:
        page = window.go(entry.key)
        assert page is not None
        assert window.go(entry.key) is page
        assert window.header.title == page.title


class StrayWindows(QObject):
    """What is shown as a window of its own: it would flash up, and take the keyboard from the window at work."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_page_flashes_a_window_of_its_own(desk_of: Desk, local_centre: Stage, qapp: QApplication) -> None:
    window = desk_of(who_may_all(local_centre))
    stray = StrayWindows()
    qapp.installEventFilter(stray)
    for entry in PAGES:
        window.go(entry.key)
    administration: Any = window.go("administration")
    for place in PLACES:
        administration.open_section(place.key)
    qapp.removeEventFilter(stray)
    assert stray.seen == []


def test_a_page_that_is_not_for_this_person_is_not_shown(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.liis)
    assert window.go("new") is None


def test_every_action_has_words_of_its_own_and_a_mnemonic() -> None:
    words = [deed.words for deed in DEEDS]
    assert len({plain(one) for one in words}) == len(words)
    assert all("&" in one for deed, one in zip(DEEDS, words, strict=True) if deed.key != "light")


def test_no_shortcut_is_given_twice_in_one_window(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.marek)
    for entry in PAGES:
        window.go(entry.key)
        given = [shortcut.toString() for action in window.all_actions() for shortcut in action.shortcuts()]
        assert len(given) == len(set(given)), (entry.key, sorted(given))


def palette(window: MainWindow, typed: str = "") -> list[str]:
    window.palette_box.open()
    if typed:
        type_into(window.header.search, typed)
        window.palette_box._search()
    return [entry.words for entry in window.palette_box.list.entries]


def test_the_palette_lists_every_action_and_help_page(desk_of: Desk, local_centre: Stage) -> None:
    found = palette(desk_of(local_centre.marek))
    for words in ("New contact", "Lock the desk", "Help", "Administration"):
        assert words in found


def test_the_palette_finds_a_case_by_its_number_and_opens_it(desk_of: Desk, local_centre: Stage) -> None:
    case = local_centre.register()
    window = desk_of(local_centre.marek)
    window.go("desk")
    assert palette(window, case.number)[0] == case.number
    press(window.header.search, Qt.Key.Key_Return)
    assert window.page is window._pages["cases"]
    assert [row.case_id for row in window.own_cases.recent] == [case.case_id]


def test_the_palette_finds_a_customer_and_opens_their_page(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.marek)
    assert "Agnieszka Zielińska" in palette(window, "agnieszka ziel")
    wanted = next(e for e in window.palette_box.list.entries if e.words == "Agnieszka Zielińska")
    window.palette_box.list.taken.emit(wanted)
    assert window.page is window._pages["customers"]


def test_the_palette_does_an_action_by_its_first_letters(desk_of: Desk, local_centre: Stage, qtbot: QtBot) -> None:
    window = desk_of(local_centre.marek)
    palette(window, "lock")
    with qtbot.waitSignal(window.lock_wanted):
        press(window.header.search, Qt.Key.Key_Return)
    assert not window.palette_box.list.isVisible()


def test_escape_leaves_the_palette_as_it_was(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.marek)
    palette(window, "zzz")
    assert window.palette_box.list.entries == []
    press(window.header.search, Qt.Key.Key_Escape)
    assert window.header.search.text() == ""
    assert not window.palette_box.list.isVisible()


def test_recent_cases_are_listed_by_number_never_by_name(desk_of: Desk, local_centre: Stage, qtbot: QtBot) -> None:
    case = local_centre.register()
    window = desk_of(local_centre.marek)
    window.open_case(case.case_id)
    window.palette_box.open()
    recent = window.palette_box.list.entries[0]
    assert recent.words == case.number
    assert recent.second.startswith("Bills and payments › ")
    assert "Zielińska" not in recent.second
    window.palette_box.close()
    again = desk_of(local_centre.marek)  # at another time, at any desk
    qtbot.waitUntil(lambda: bool(again.own_cases.recent))  # once the first page stands
    assert [row.number for row in again.own_cases.recent] == [case.number]


def test_a_pinned_case_stands_first_in_the_palette(desk_of: Desk, local_centre: Stage) -> None:
    first, second = (local_centre.register(f"matter {place}") for place in range(2))
    window = desk_of(local_centre.marek)
    for case in (first, second):
        window.open_case(case.case_id)
    cases: Any = window.page
    cases.open_case(first.case_id)
    cases.actions_by_key["pin"].trigger()
    window.palette_box.open()
    assert [entry.words for entry in window.palette_box.list.entries[:3]] == [first.number, second.number, first.number]
    window.palette_box.close()
    cases.actions_by_key["pin"].trigger()
    assert window.own_cases.pinned == ()


def test_what_others_did_meanwhile_is_told_on_my_desk_and_read_there(desk_of: Desk, local_centre: Stage) -> None:
    mine = local_centre.register().case_id
    with local_centre.work(at=now()) as work:
        take_case(work, case_id=mine)
    desk_of(local_centre.anna).keep()
    with local_centre.work(local_centre.marek, at=now()) as work:
        add_note(work, case_id=mine, text="Ask for the protocol.")
    window = desk_of(local_centre.anna)
    desk: Any = window.go("desk")
    assert desk.news.isVisible()
    assert desk.news.accessibleName().startswith("Others have changed 1 case of yours. Since ")
    desk.news.show_them.click()
    cases: Any = window.page
    (line,) = cases.front.news.section.lines
    assert line.line.second == "Note (Marek Lis): Ask for the protocol."
    press(line, Qt.Key.Key_Return)
    assert cases.pane.case_id == mine
    assert not cases.front.news.isVisible()
    window.go("desk")
    assert not desk.news.isVisible()  # told once


def test_the_title_of_the_window_carries_numbers_and_no_names(desk_of: Desk, local_centre: Stage) -> None:
    case = local_centre.register()
    window = desk_of(local_centre.marek)
    said: list[str] = []
    window.words_changed.connect(said.append)
    window.open_case(case.case_id)
    window.open_customer(local_centre.customer_id)
    assert case.number in said
    assert not [words for words in said if "Zielińska" in words]


def test_a_step_is_offered_for_undo_and_ctrl_z_takes_it_back(desk_of: Desk, local_centre: Stage) -> None:
    case = local_centre.register()
    window = desk_of(local_centre.anna)
    window.go("desk")
    window.context.runner.act(window, partial(take_case, case_id=case.case_id))
    assert case.number in window.toast.words
    window.actions_by_key["undo"].trigger()
    assert window.status.text_of("last").startswith("Taken back:")
    assert not window.toast.isVisible()


def test_a_refusal_stands_above_the_page_and_goes_with_escape(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.go("desk")
    tried: list[bool] = []
    window.tell("The disk is full.", lambda: tried.append(True))
    assert window.message.isVisible()
    window.message._action.click()
    assert tried == [True]
    assert not window.message.isVisible()
    window.tell("Something else.", None)
    press(window.message, Qt.Key.Key_Escape)
    assert not window.message.isVisible()


def test_another_page_takes_the_message_away(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.go("desk")
    window.tell("The disk is full.", None)
    window.go("cases")
    assert not window.message.isVisible()


def test_only_what_is_seen_is_read_again_the_rest_when_it_is_seen(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.go("cases")
    window.go("desk")
    local_centre.register()
    window.actions_by_key["refresh"].trigger()
    assert "cases" in window._stale
    assert "desk" not in window._stale
    window.go("cases")
    assert "cases" not in window._stale


def test_help_opens_beside_the_page_and_gives_the_focus_back(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.go("desk")
    window.actions_by_key["help"].trigger()
    assert window.help.isVisible()
    assert "My desk" in window.help.text.toPlainText() or window.help.text.toPlainText()
    press(window.help, Qt.Key.Key_Escape)
    assert not window.help.isVisible()


def test_there_is_a_help_page_for_every_page(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(who_may_all(local_centre))
    for entry in PAGES:
        page = window.go(entry.key)
        assert page is not None
        assert help_page(page.help_page) is not None, (entry.key, page.help_page)


@pytest.mark.parametrize("code", LANGUAGES)
def test_help_is_there_in_every_language_if_only_in_english(code: str) -> None:
    with speaking(code):
        assert help_pages()


def test_help_shows_no_markup_and_loads_nothing(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.help.text.show_text('# Title\n\n<b onclick="x">bold</b> ![picture](file:///etc/passwd)\n')
    assert "<b" in window.help.text.toPlainText()
    assert window.help.text.loadResource(2, "file:///etc/passwd") is None


def test_text_grows_and_shrinks_in_steps_and_is_kept(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.actions_by_key["larger"].trigger()
    assert window.context.settings.text_size == 110
    assert theme().scale == pytest.approx(1.1)
    window.actions_by_key["smaller"].trigger()
    window.actions_by_key["smaller"].trigger()
    assert window.context.settings.text_size == 100


def test_the_demo_centre_alone_can_be_thrown_away(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.marek)
    assert "throw_demo_away" not in window.actions_by_key


def test_a_clerk_reaches_their_own_password_and_pin(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.actions_by_key["own_sign_in"].trigger()
    assert window.page is window._pages["administration"]


def test_locking_asks_every_page_to_keep_what_was_typed(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.new_contact()
    type_into(_text_box(window), "Rachunek za wysoki")
    window.keep()
    assert list(local_centre.profile.drafts.glob("*.draft"))


def _text_box(window: MainWindow) -> QWidget:
    page = window.page
    assert page is not None
    assert isinstance(page, IntakePage)
    return page.editor.story.text


def test_tab_reaches_the_search_box_and_the_primary_button(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    window.go("desk")
    assert window.header.search.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert window.actions_by_key["find"].shortcut().toString() == "Ctrl+K"


def test_every_action_of_the_window_can_be_found_by_its_words(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.marek)
    window.go("cases")
    listed = palette(window)
    missing = [plain(action.text()) for action in _named(window) if plain(action.text()) not in listed]
    assert missing == []


def _named(window: MainWindow) -> list[QAction]:
    return [action for action in window.all_actions() if action is not window.actions_by_key["find"]]


def test_a_newer_undo_takes_the_place_of_the_older_one_and_covers_nothing_of_the_page(
    desk_of: Desk, local_centre: Stage
) -> None:
    window = desk_of(local_centre.anna)
    page = window.go("new")
    assert page is not None
    assert page.foot is not None
    window.status.keep_offer("Logged: Price or offer.")
    window.context.runner.undo_offered.emit("Taken.")
    assert window.status.text_of("last") == ""
    assert window.toast.isVisible()
    assert window.toast.geometry().bottom() < page.foot.mapTo(window, page.foot.rect().topLeft()).y()


def test_what_leads_out_of_a_page_goes_beneath_where_it_does_not_fit(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.marek)
    for key in ("cases", "customers", "reports"):
        page = window.go(key)
        assert page is not None
        bar = next(one for one in page.findChildren(TwoEnds) if one.isVisible())
        for wide, is_one_line in ((1180, True), (420, False)):
            bar.resize(wide, 80)
            assert bar.is_one_line is is_one_line, key


def test_all_places_stand_in_the_narrow_rail_without_a_scroll_bar(
    desk_of: Desk, local_centre: Stage, qtbot: QtBot
) -> None:
    window = desk_of(local_centre.marek)
    theme().set_compact(True)
    window.resize(1093, 614)
    places = window.rail.findChild(QListView)
    assert isinstance(places, QListView)
    count = places.model().rowCount()
    assert count == 16
    qtbot.waitUntil(lambda: not places.verticalScrollBar().isVisible())
    rows = [places.visualRect(places.model().index(row, 0)) for row in range(count)]
    assert rows[-1].bottom() < places.viewport().height()
    theme().set_compact(False)


def test_a_small_window_has_a_narrow_rail(desk_of: Desk, local_centre: Stage) -> None:
    window = desk_of(local_centre.anna)
    theme().set_compact(True)
    assert window.rail.width() == 72
    theme().set_compact(False)
    assert window.rail.width() == 172
