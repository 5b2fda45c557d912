"""The whole intake can be seen without scrolling on a screen of 1366 × 768 at 125 %, in every language."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.requests import RequestKind
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.gui.theme import theme
from csatdesk.operations.matters import NewMatter, save_matter
from csatdesk.system.clock import now
from csatdesk.system.settings import Settings
from csatdesk.wording.texts import LANGUAGES, set_language
from tests.cast import NOW, Stage
from tests.gui.intake.hands import type_text

WIDE, HIGH = 1093, 614  # 1366 × 768 at 125 %
STORY = (
    "Rachunek za październik 412,60 zł, dwa razy więcej niż zwykle. Licznik wymieniono 14 października, "
    "a odczyt na rachunku (18 342 kWh) jest jeszcze ze starego licznika. Nikt nie oddzwonił."
)
TITLE = "Bills of October show the old meter"
TO_SAY = "We know of it, the bills are being corrected; do not pay the old one yet."


@pytest.fixture
def intake_in(local_centre: Stage, qtbot: QtBot) -> Iterator[Callable[[str], IntakePage]]:
    """The intake in Anna's window of that size, in a language."""
    made: list[MainWindow] = []

    def open_intake(language: str) -> IntakePage:
        yesterday = now() - timedelta(days=1)
        local_centre.register(kind=CaseKind.INQUIRY, topic_id=local_centre.topic_ids["debt_reminder"], at=yesterday)
        set_language(language)
        theme().fit(WIDE, HIGH)
        runner = ImmediateRunner(local_centre.session())
        window = MainWindow(Context(runner, Settings(), runner), Boundary(runner))
        made.append(window)
        window.resize(WIDE, HIGH)
        window.show()
        qtbot.waitExposed(window).__enter__()
        page = window.go("new")
        assert isinstance(page, IntakePage)
        QApplication.processEvents()
        qtbot.waitUntil(window.rush.keys[0].isEnabled)
        return page

    yield open_intake
    for window in made:
        window.keep()
        window.context.runner.close()
        window.close()
        window.deleteLater()
    set_language("en")


def hidden_part(page: IntakePage) -> int:
    """How many pixels of the form one would have to scroll to, or are cut off from its words."""
    for _turn in range(3):
        QApplication.processEvents()
    area = page.editor.sides.area
    cut_off = sum(map(_cut_off, area.findChildren(QLabel)))
    return area.verticalScrollBar().maximum() + area.horizontalScrollBar().maximum() + cut_off


def _cut_off(label: QLabel) -> int:
    if not label.isVisible():
        return 0
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    return max(0, needed - label.height())


def keep_picture(page: IntakePage, name: str) -> None:
    """For a person to look at, where CSATDESK_PICTURES names a folder."""
    folder = os.environ.get("CSATDESK_PICTURES")
    if folder:
        page.window().grab().save(str(Path(folder, f"{name}.png")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_is_all_in_view(intake_in: Callable[[str], IntakePage], language: str) -> None:
    page = intake_in(language)
    assert hidden_part(page) == 0
    keep_picture(page, f"intake-{language}-empty")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", CaseKind)
def test_a_talk_with_a_known_customer_is_all_in_view(
    intake_in: Callable[[str], IntakePage], qtbot: QtBot, language: str, kind: CaseKind
) -> None:
    page = intake_in(language)
    page.start(1)
    form = page.editor
    form.came.kind.set_value(kind)
    type_text(form.story.text, STORY)
    qtbot.waitUntil(lambda: not form.topic.is_behind and bool(form.topic.list.rows))
    assert hidden_part(page) == 0
    keep_picture(page, f"intake-{language}-{kind.value}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_is_a_letter_that_looks_like_a_repeat(
    intake_in: Callable[[str], IntakePage], local_centre: Stage, qtbot: QtBot, language: str
) -> None:
    local_centre.register(STORY, at=NOW)
    page = intake_in(language)
    page.start(local_centre.customer_id)
    form = page.editor
    form.came.channel.set_value(Channel.LETTER)
    type_text(form.story.text, STORY)
    qtbot.waitUntil(lambda: not form.topic.is_behind and bool(form.topic.list.rows))
    assert hidden_part(page) == 0
    keep_picture(page, f"intake-{language}-repeat")


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_is_a_request_from_home_of_every_kind_beside_a_known_matter_of_two_lines(
    intake_in: Callable[[str], IntakePage], local_centre: Stage, qtbot: QtBot, language: str
) -> None:
    with local_centre.work(local_centre.marek) as work:
        save_matter(work, matter_id=None, new=NewMatter(TITLE, LocalText({"en": TO_SAY}), NOW))
    page = intake_in(language)
    page.start(local_centre.customer_id)
    form = page.editor
    form.came.channel.set_value(Channel.HALL)
    form.came.kind.set_value(CaseKind.REQUEST)
    next(iter(form.came.remote.marks.values())).click()
    type_text(form.story.text, STORY)
    qtbot.waitUntil(lambda: not form.topic.is_behind and bool(form.topic.list.rows))
    assert form.matter.isVisible()
    hidden = {}
    for kind in (None, *RequestKind):
        form.request.kind.set_value(kind)
        hidden[kind] = hidden_part(page)
        keep_picture(page, f"intake-{language}-request-{kind.value if kind else 'other'}")
    assert {kind: part for kind, part in hidden.items() if part} == {}
    form.matter.tie.click()
    assert hidden_part(page) == 0
