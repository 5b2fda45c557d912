"""The page of a segment by keys alone: read, write, put a measure beside it, save it as PDF."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.corrective_actions import MeasureStart, MeasuresWanted, Origin
from csatdesk.domain.segments import NewStrategy, Strategy
from csatdesk.domain.staff import Actor
from csatdesk.domain.surveys import month_of
from csatdesk.gui.segments.forms import MeasureLinkForm, StrategyForm
from csatdesk.gui.segments.page import SegmentsPage
from csatdesk.operations.segments.commands import save_strategy
from csatdesk.operations.segments.queries import load_strategy
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.operations.corrective_actions.hands import card, made
from tests.operations.surveys.hands import running
from tests.operations.surveys.test_figures import give
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

AIM = "One person knows each of them."
WRITTEN = NewStrategy(
    Segment.HOUSEHOLD, AIM, frozenset({Channel.PHONE, Channel.ACCOUNT}), Channel.ACCOUNT, "Nobody waits."
)
WARSAW = ZoneInfo("Europe/Warsaw")
THIS_MONTH = month_of(now(), WARSAW)


def sit(qtbot: QtBot, stage: Stage, actor: Actor, folder: Path) -> Desk[SegmentsPage]:
    def ask(_parent: QWidget, _title: str, name: str, _kinds: str) -> str:
        return str(folder / name)

    desk = Desk(qtbot, stage, lambda context: SegmentsPage(context, ask), actor)
    desk.window.resize(1176, 690)
    return desk


@pytest.fixture
def desk(qtbot: QtBot, local_centre: Stage, tmp_path: Path) -> Iterator[Desk[SegmentsPage]]:
    seated = sit(qtbot, local_centre, local_centre.marek, tmp_path)
    yield seated
    seated.leave()


def found(stage: Stage, segment: Segment = Segment.HOUSEHOLD) -> Strategy | None:
    with stage.read(stage.marek) as reading:
        return load_strategy(reading, segment)


def write(stage: Stage, new: NewStrategy = WRITTEN, version: int = 0) -> None:
    with stage.work(stage.marek, now()) as work:
        save_strategy(work, new=new, version=version)


def test_an_empty_page_says_what_would_stand_there_and_is_written_by_keys(desk: Desk[SegmentsPage]) -> None:
    page = desk.page
    assert page.written.empty.isVisible()
    desk.press(Key.Key_E)
    assert isinstance(page.form, StrategyForm)
    assert page.form.aim.hasFocus()
    desk.write(AIM)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)  # the hall
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Space)  # the VIP hall
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Tab)
    desk.write("Nobody waits.")
    desk.press(Key.Key_Return, CTRL)
    assert page.form is None
    assert page.tabs.hasFocus()
    assert page.written.aim.text() == AIM
    assert page.written.channels.text() == "Hall (main channel), VIP hall"
    assert not page.written.empty.isVisible()
    assert desk.undos
    strategy = found(desk.stage)
    assert strategy is not None
    assert strategy.written.next_review_on == now().astimezone(WARSAW).date() + timedelta(days=182)
    desk.context.undo()
    assert found(desk.stage) is None
    assert page.written.empty.isVisible()


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(desk: Desk[SegmentsPage]) -> None:
    desk.press(Key.Key_E)
    form = desk.page.form
    assert isinstance(form, StrategyForm)
    form.promises.setPlainText("Nobody waits.")
    form.reviewed.setText("31.2.")
    desk.press(Key.Key_Return, CTRL)
    assert form.reviewed.hasFocus()
    form.reviewed.clear()
    desk.press(Key.Key_Return, CTRL)
    assert form.aim.hasFocus()  # nothing is written there
    assert desk.page.form is form
    assert form.promises.toPlainText() == "Nobody waits."
    assert found(desk.stage) is None


def test_what_somebody_changed_meanwhile_is_not_overwritten(desk: Desk[SegmentsPage]) -> None:
    write(desk.stage)
    desk.page.reload(frozenset())
    desk.press(Key.Key_E)
    form = desk.page.form
    assert isinstance(form, StrategyForm)
    write(desk.stage, replace(WRITTEN, aim="Theirs."), 1)
    form.aim.setPlainText("Mine.")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.form is form
    assert form.banner.isVisible()
    assert form.aim.toPlainText() == "Mine."
    strategy = found(desk.stage)
    assert strategy is not None
    assert strategy.written.aim == "Theirs."


def test_segments_are_chosen_by_keys_each_with_its_own_page(desk: Desk[SegmentsPage]) -> None:
    write(desk.stage, replace(WRITTEN, segment=Segment.VIP))
    desk.press(Key.Key_5, CTRL)
    assert desk.page.title == "Segment: VIP"
    assert desk.page.written.aim.text() == AIM
    desk.press(Key.Key_Left)
    assert desk.page.title == "Segment: Public body"
    assert desk.page.written.empty.isVisible()
    desk.press(Key.Key_Escape)
    assert desk.shown[-1][0] == "surveys"


def test_whose_review_is_due_is_told_before_the_page_is_opened(desk: Desk[SegmentsPage]) -> None:
    today = now().astimezone(WARSAW).date()
    write(desk.stage, replace(WRITTEN, segment=Segment.VIP, next_review_on=today))
    write(desk.stage, replace(WRITTEN, next_review_on=today + timedelta(days=1)))
    desk.page.reload(frozenset())
    tabs = desk.page.tabs
    assert tabs.accessibleTabName(4).startswith("VIP; The review is due since ")
    assert tabs.accessibleTabName(0) == "Household"
    assert [tabs.tabIcon(place).isNull() for place in (0, 4)] == [True, False]
    assert desk.page.care.text().startswith("Next review: ")
    desk.press(Key.Key_5, CTRL)
    assert desk.page.care.text() == tabs.tabToolTip(4)


def test_a_measure_is_begun_taken_from_the_list_opened_and_taken_off(desk: Desk[SegmentsPage]) -> None:
    measure_id = made(desk.stage)
    desk.press(Key.Key_M)
    assert desk.shown[-1] == (
        "measures",
        MeasuresWanted(start=MeasureStart(Origin.SEGMENT, segment=Segment.HOUSEHOLD)),
    )
    desk.press(Key.Key_L)
    assert isinstance(desk.page.form, MeasureLinkForm)
    desk.press(Key.Key_Return, CTRL)
    assert card(desk.stage, measure_id).segment is Segment.HOUSEHOLD
    (line,) = desk.page.written.lines
    line.setFocus()
    desk.press(Key.Key_Return)
    assert desk.shown[-1] == ("measures", MeasuresWanted(measure_id=measure_id))
    line.setFocus()
    desk.press(Key.Key_Delete)
    assert card(desk.stage, measure_id).segment is None
    assert desk.page.written.no_measures.isVisible()
    desk.context.undo()
    assert card(desk.stage, measure_id).segment is Segment.HOUSEHOLD


def test_staff_read_everything_and_change_nothing(qtbot: QtBot, local_centre: Stage, tmp_path: Path) -> None:
    write(local_centre)
    desk = sit(qtbot, local_centre, local_centre.anna, tmp_path)
    assert desk.page.written.promises.text() == "Nobody waits."
    assert desk.page.written.house.count()
    assert desk.page.primary is None
    assert desk.page.written.buttons == []
    for key in (Key.Key_E, Key.Key_M, Key.Key_L):
        desk.press(key)
    assert desk.page.form is None
    assert desk.shown == []
    desk.leave()


def test_figures_open_their_cases_and_the_chart_turns_into_a_table(desk: Desk[SegmentsPage]) -> None:
    give(desk.stage, running(desk.stage), 30, month=THIS_MONTH, nps=10)
    desk.stage.register(at=now())
    desk.page.reload(frozenset())
    tiles = desk.page.results.tiles.tiles
    assert [tile.name.text() for tile in tiles.values()][:2] == ["Recommendation (NPS)", "Satisfaction (CSAT)"]
    tiles["complaints"].setFocus()
    desk.press(Key.Key_Return)
    key, shown = desk.shown[-1]
    assert (key, shown.segments) == ("cases", (Segment.HOUSEHOLD,))
    assert desk.page.results.panel.isVisible()
    desk.press(Key.Key_T, ALT)
    assert desk.page.results.panel.is_table


def test_one_page_and_all_pages_are_saved_as_pdf(desk: Desk[SegmentsPage], tmp_path: Path) -> None:
    write(desk.stage)
    made(desk.stage, segment=Segment.HOUSEHOLD)
    give(desk.stage, running(desk.stage), 30, month=THIS_MONTH, nps=10)
    desk.page.reload(frozenset())
    desk.press(Key.Key_E, CTRL)
    pages = PdfReader(tmp_path / "Segment Household.pdf").pages
    assert len(pages) == 1
    words = " ".join(pages[0].extract_text().split())
    for told in (AIM, "Personal account (main channel), Phone", "Nobody waits.", "Explain estimated bills", "100"):
        assert told in words
    desk.press(Key.Key_E, CTRL | SHIFT)
    titles = [page.extract_text() for page in PdfReader(tmp_path / "Segments.pdf").pages]
    assert len(titles) == len(Segment)
    assert all(f"Segment: {name}" in told for name, told in zip(("Household", "Small business"), titles, strict=False))
