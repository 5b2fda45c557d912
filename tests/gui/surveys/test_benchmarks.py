"""Figures of another company by keys alone: typed in a sheet, refused at their fields, set beside one's own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from csatdesk.domain.benchmarks import TEXT_MOST
from csatdesk.domain.survey_views import Grade
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.forms import ErrorLine
from csatdesk.gui.surveys.benchmarks.forms import BenchmarkForm, FaultsForm
from csatdesk.gui.surveys.benchmarks.page import BenchmarksPage
from csatdesk.operations.surveys.benchmarks.commands import add_benchmark, change_benchmark
from csatdesk.operations.surveys.benchmarks.queries import list_benchmarks, load_benchmark
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.gui.pasting import paste
from tests.gui.surveys.conftest import Come, Sit
from tests.gui.surveys.hands import SHIFT
from tests.gui.today.hands import ALT, CTRL, Hands, Key
from tests.operations.surveys.hands import published, running
from tests.operations.surveys.test_benchmarks import CSAT, OTHER
from tests.operations.surveys.test_figures import give
from tests.operations.surveys.test_findings import ASPECTS


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    found = running(local_centre, published(local_centre, ASPECTS))
    give(local_centre, found, 36, csat=5, plain=9, kept=9)
    give(local_centre, found, 14, csat=2, plain=7, kept=7)
    return found


def companies(hands: Hands, survey_id: int) -> BenchmarksPage:
    hands.window.context.show_survey("surveys", SurveyWanted(survey_id))
    hands.settle()
    hands.press(Key.Key_B, ALT | SHIFT)
    assert isinstance(hands.window.page, BenchmarksPage)
    return hands.window.page


def kept(stage: Stage) -> int:
    with stage.work(stage.marek) as work:
        return add_benchmark(work, new=OTHER).result


def test_figures_are_typed_by_keys_and_drawn_beside_ones_own_on_the_page_of_results(
    come: Come, local_centre: Stage, survey_id: int
) -> None:
    hands = come(local_centre.marek)
    page = companies(hands, survey_id)
    hands.press(Key.Key_N, ALT | SHIFT)
    for words in ("Bergen Kraft", "energy", "Kundebarometer", "March 2026", "2025", "400"):
        hands.write(words)
        hands.press(Key.Key_Tab)
    form: Any = page.form
    assert hands.focused() is form.sheet.lines[0].value
    nps, csat, solved, *_aspects = form.sheet.lines
    for field in (nps.n, nps.spread, csat.value):  # measure and scale of NPS are given
        hands.press(Key.Key_Tab)
        assert hands.focused() is field
    hands.write("62")
    for field in (csat.grade, csat.ends, csat.n, solved.value):
        hands.press(Key.Key_Tab)
        assert hands.focused() is field
    hands.press(Key.Key_Return, CTRL)
    assert page.form is None
    assert [entry.words for entry in page.list.entries] == ["Bergen Kraft"]
    assert page.list.hasFocus()

    hands.window.context.show_survey("survey_results", SurveyWanted(survey_id))
    hands.settle()
    view: Any = hands.window.page.key_figures  # type: ignore[union-attr]  # the page of results
    option = next(value for value, words in view.shown.options() if words == "beside Bergen Kraft")
    view.shown.set_value(option)
    view._turn()
    hands.settle()
    assert (
        view.finding.title.text() == "Satisfaction (CSAT): 72% against 62% of Bergen Kraft, that can still be chance."
    )
    hands.press(Key.Key_T, ALT)
    assert view.finding.is_table
    hands.press(Key.Key_B, ALT | SHIFT)
    assert isinstance(hands.window.page, BenchmarksPage)


def test_what_is_wrong_is_said_at_each_field_and_nothing_typed_is_lost(
    come: Come, local_centre: Stage, survey_id: int
) -> None:
    hands = come(local_centre.marek)
    page = companies(hands, survey_id)
    hands.press(Key.Key_N, ALT | SHIFT)
    hands.write("Bergen Kraft")
    form = page.form
    assert isinstance(form, BenchmarkForm)
    form.sheet.lines[0].value.setText("101")
    form.sheet.lines[3].grade.set_value(Grade.MEAN)
    form.sheet.lines[3].value.setText("11")
    form.sheet.lines[4].ends.setText("ten")
    form.sheet.lines[4].value.setText("7")
    hands.press(Key.Key_Return, CTRL)
    assert page.form is form
    assert hands.focused() is form.facts["industry"]
    assert [line.error.sentence for line in form.sheet.lines] == [
        "Write a number from −100 to 100.",
        "",
        "",
        "Write a number from 1 to 10.",
        "Write the worst and the best point, for example 1–10, or 5–1 where 1 is best.",
    ]
    said = form.named["industry"].findChild(ErrorLine)
    assert isinstance(said, ErrorLine)
    assert said.sentence.startswith("Fill this in: ")
    assert form.facts["name"].text() == "Bergen Kraft"
    hands.press(Key.Key_Escape)
    assert page.form is None
    with local_centre.read(local_centre.marek) as reading:
        assert list_benchmarks(reading) == ()


def test_it_is_changed_no_longer_compared_and_taken_back_by_keys(
    come: Come, local_centre: Stage, survey_id: int
) -> None:
    benchmark_id = kept(local_centre)
    hands = come(local_centre.marek)
    page = companies(hands, survey_id)
    hands.press(Key.Key_E)
    form = page.form
    assert isinstance(form, BenchmarkForm)
    assert [line.value.text() for line in form.sheet.lines] == ["", "62", "", "60", "7.3"]
    form.sheet.lines[1].value.setText("64,5")
    hands.press(Key.Key_Return, CTRL)
    hands.press(Key.Key_X)
    assert [entry.note for entry in page.list.entries] == ["no longer used"]
    hands.press(Key.Key_Z, CTRL)
    assert [entry.note for entry in page.list.entries] == [""]
    with local_centre.read(local_centre.marek) as reading:
        figure = load_benchmark(reading, benchmark_id=benchmark_id).new.figure("csat")
    assert figure is not None
    assert figure.value == 64.5


def test_a_change_over_somebody_elses_is_refused_told_and_saved_only_when_asked_again(
    come: Come, local_centre: Stage, survey_id: int
) -> None:
    benchmark_id = kept(local_centre)
    hands = come(local_centre.marek)
    page = companies(hands, survey_id)
    hands.press(Key.Key_E)
    with local_centre.work(local_centre.marek) as work:
        theirs = replace(OTHER, industry="water", figures=(replace(CSAT, value=66.0), *OTHER.figures[2:]))
        change_benchmark(work, benchmark_id=benchmark_id, new=theirs, version=1)
    form = page.form
    assert isinstance(form, BenchmarkForm)
    form.sheet.lines[1].value.setText("64")
    hands.press(Key.Key_Return, CTRL)
    assert page.form is form
    assert form.banner.words == (
        "Somebody else saved meanwhile: Industry water, Satisfaction (CSAT) 66%, two best marks, 1–5 and Plain "
        "words –. What you typed is still here; save again to keep it."
    )
    assert form.sheet.lines[1].value.text() == "64"
    hands.press(Key.Key_Return, CTRL)
    assert page.form is None
    with local_centre.read(local_centre.marek) as reading:
        new = load_benchmark(reading, benchmark_id=benchmark_id).new
    assert (new.industry, [one.value for one in new.figures]) == ("energy", [64, 7.3, 60])


def test_the_template_filled_in_stands_in_the_form_and_a_faulty_one_names_its_cells(
    sit_at: Sit, local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    path = tmp_path / "figures.xlsx"
    answer: Callable[..., str] = lambda *_asked: str(path)  # noqa: E731  (both dialogs)
    desk: Desk[BenchmarksPage] = sit_at(
        lambda context: BenchmarksPage(context, ask=answer, choose=answer), local_centre.marek
    )
    page = desk.page
    page.show_wanted(SurveyWanted(survey_id))
    page.setFocus()
    desk.press(Key.Key_T)
    book = load_workbook(path)
    for row, words in enumerate(("Bergen Kraft", "energy", "Kundebarometer", "March 2026", "2025"), start=2):
        book.worksheets[0].cell(row, 3, words)
    book.worksheets[0]["C9"] = 162
    book.save(path)
    desk.press(Key.Key_O, CTRL)
    faults: Any = page.form
    assert isinstance(faults, FaultsForm)
    assert faults.lines.toPlainText() == "Row 9, column C (Figure): Write a number from 0 to 100."
    book.worksheets[0]["C9"] = 62
    book.save(path)
    desk.press(Key.Key_Return, CTRL)
    form: Any = page.form
    assert isinstance(form, BenchmarkForm)
    assert (form.facts["name"].text(), form.sheet.lines[1].value.text()) == ("Bergen Kraft", "62")
    desk.press(Key.Key_Return, CTRL)
    assert [entry.words for entry in page.list.entries] == ["Bergen Kraft"]


def test_what_is_too_long_is_refused_at_its_field_and_nothing_of_it_is_cut(
    come: Come, local_centre: Stage, survey_id: int
) -> None:
    hands = come(local_centre.marek)
    page = companies(hands, survey_id)
    hands.press(Key.Key_N, ALT | SHIFT)
    form = page.form
    assert isinstance(form, BenchmarkForm)
    paste(hands, "ż" * (TEXT_MOST + 1))
    form.facts["n"].setFocus()
    paste(hands, "4" * (TEXT_MOST + 1))
    value = form.sheet.lines[0].value
    value.setFocus()
    paste(hands, "1" + "0" * 20)  # with its end cut off it would still be a number
    hands.press(Key.Key_Return, CTRL)
    said = form.named["name"].findChild(ErrorLine)
    assert isinstance(said, ErrorLine)
    assert said.sentence == f"At most {TEXT_MOST} characters."
    assert form.facts["name"].text() == "ż" * (TEXT_MOST + 1)
    assert form.facts["n"].accessibleDescription()
    assert form.facts["n"].text() == "4" * (TEXT_MOST + 1)
    assert form.sheet.lines[0].error.sentence == "Write a number from −100 to 100."
    assert value.text() == "1" + "0" * 20
