"""Topics, the look of this computer, one's own password and PIN, and what is still to set up."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csatdesk.domain.centres import LaterItem
from csatdesk.gui.administration.appearance import AppearanceSection
from csatdesk.gui.administration.page import PLACES, AdministrationPage
from csatdesk.gui.context import Context
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.gui.theme import theme
from csatdesk.operations.centres import load_centre_settings
from csatdesk.operations.session import OpenStore, WrongNameOrPassword, sign_in
from csatdesk.operations.topics import load_topic_tree
from csatdesk.system.settings import Settings, load_settings
from csatdesk.wording.texts import _
from tests.cast import KEY, PASSWORD, Stage
from tests.gui.administration.hands import SPACE, Hands


def test_the_inner_list_shows_what_one_may_do(local_centre: Stage) -> None:
    runner = ImmediateRunner(local_centre.session(local_centre.marek))
    page = AdministrationPage(Context(runner, Settings()))
    assert [entry.words for entry in page.list.entries] == [
        "Deadlines and targets",
        "Absences",
        "Letters",
        "Topics",
        "Rush hour",
        "Import",
        "Call lists",
        "Trash",
        "Erased customers",
        "Backup",
        "Appearance",
        "Receipts",
        "My sign-in",
    ]
    page.deleteLater()
    runner.close()


def test_every_section_is_reached_by_the_arrow_keys(hands: Hands) -> None:
    for place in PLACES:
        section = hands.walk(_(place.words))
        assert hands.page.section is section
        assert hands.page.summary() or place.key in {"me"}


def test_a_starting_tree_is_taken_over_once(hands: Hands) -> None:
    section = hands.go("Topics")
    with hands.stage.read() as reading:
        before = len(load_topic_tree(reading).topics)
    hands.tab_to(section.offered)
    hands.press(Qt.Key.Key_Down)
    hands.tab_to(section.take_over)
    hands.press(SPACE)
    assert "added" in hands.said[-1]
    with hands.stage.read() as reading:
        assert len(load_topic_tree(reading).topics) > before
        assert LaterItem.TOPICS not in load_centre_settings(reading).later
    hands.press(SPACE)
    assert hands.said[-1] == "All topics of this tree were there already."


def test_the_section_leads_to_the_page_of_topics(hands: Hands) -> None:
    section = hands.go("Topics")
    wanted: list[str] = []
    hands.context.page_wanted.connect(lambda page, _shown: wanted.append(page))
    hands.tab_to(section.open)
    hands.press(SPACE)
    assert wanted == ["topics"]


def test_the_look_holds_at_once_and_is_kept(hands: Hands) -> None:
    section = hands.go("Language, colours and text size")
    hands.tab_to(section.look)
    hands.press(Qt.Key.Key_3)
    assert theme().scheme.is_dark
    hands.tab_to(section.text_size)
    for _step in range(3):
        hands.press(Qt.Key.Key_Down)
    assert theme().scale == 1.5
    hands.tab_to(section.lock_after)
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Tab)
    kept = load_settings(hands.stage.profile.settings)
    assert (kept.theme, kept.text_size, kept.lock_after_minutes) == ("dark", 150, 11)


def opened(stage: Stage) -> OpenStore:
    return OpenStore(stage.profile, stage.store, KEY)


def test_ones_own_password_needs_the_present_one(hands: Hands) -> None:
    section = hands.go("My password and PIN")
    for field, text in ((section.present, "wrong"), (section.new, "brand new one"), (section.again, "brand new one")):
        hands.tab_to(field)
        hands.write(text)
    hands.press(Qt.Key.Key_Return)
    assert section.present.accessibleDescription().startswith("This is not your password.")
    assert section.new.text() == "brand new one", "what was typed stays"
    hands.write(PASSWORD)
    hands.tab_to(section.set_password)
    hands.press(SPACE)
    assert hands.said[-1].startswith("Your password is changed.")
    assert section.new.text() == ""
    assert sign_in(opened(hands.stage), sign_in_name="ewa", password="brand new one").actor.id == hands.stage.ewa.id
    with pytest.raises(WrongNameOrPassword):
        sign_in(opened(hands.stage), sign_in_name="ewa", password=PASSWORD)


def test_a_pin_is_set_and_given_up(hands: Hands) -> None:
    hands.context.change_settings(recent_names=("Ewa Admin",), recent_sign_in_names=("ewa",))
    section = hands.go("My password and PIN")
    hands.tab_to(section.pin_present)
    hands.write(PASSWORD)
    hands.tab_to(section.pin)
    hands.write("12")
    hands.press(Qt.Key.Key_Return)
    assert section.pin.accessibleDescription() == "A PIN is 4 to 8 digits."
    hands.write("2468")
    hands.press(Qt.Key.Key_Return)
    assert hands.said[-1] == "Your PIN is set."
    assert sign_in(opened(hands.stage), sign_in_name="ewa", pin="2468").actor.id == hands.stage.ewa.id
    assert hands.context.settings.recent[0].has_pin, "the sign-in page asks for it now"
    hands.tab_to(section.pin_present)
    hands.write(PASSWORD)
    hands.tab_to(section.drop_pin)
    hands.press(SPACE)
    assert section.pin_state.text() == "You have no PIN yet."


def test_a_lock_leaves_no_secret_in_the_fields(hands: Hands) -> None:
    section = hands.go("My password and PIN")
    section.present.setText("half typed")
    hands.page.locked()
    assert section.present.text() == ""


def test_the_list_for_later_leads_to_its_place_and_gets_shorter(hands: Hands) -> None:
    section = hands.go("What is still to set up")
    assert section.summary() == "7 things still to set up"
    hands.tab_to(section.dones[LaterItem.HOLIDAYS])
    hands.press(SPACE)
    assert section.summary() == "6 things still to set up"
    hands.tab_to(section.links[LaterItem.PEOPLE])
    hands.press(SPACE)
    assert hands.page.list.current == "people"


def test_the_demo_centre_is_thrown_away_after_a_question(local_centre: Stage, qtbot: QtBot) -> None:
    session = local_centre.session(local_centre.ewa)
    runner = ImmediateRunner(replace(session, centre=replace(session.centre, is_demo=True)))
    context = Context(runner, Settings())
    gone: list[bool] = []
    context.demo_unwanted.connect(lambda: gone.append(True))
    page = AdministrationPage(context)
    qtbot.addWidget(page)
    page.show()
    page.open_section("appearance")
    section = page.section
    assert isinstance(section, AppearanceSection)
    section.throw_away.click()
    assert not gone, "not before the person said yes"
    section.ask.yes.click()
    assert gone
    runner.close()
