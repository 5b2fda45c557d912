"""Results by keys alone: the sentence first, what stands behind every mark, nothing of too few, a measure begun."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from csatdesk.domain.contacts import Channel
from csatdesk.domain.corrective_actions import MeasuresWanted, Origin
from csatdesk.domain.staff import Right
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.wording.charts.tables import as_table
from tests.cast import NOW, Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Key
from tests.gui.surveys.results.conftest import Sit
from tests.operations.quality.scenes import olga
from tests.operations.surveys.hands import answered, published, running
from tests.operations.surveys.test_figures import give
from tests.operations.surveys.test_findings import WITH_QUEUE
from tests.reports.reading import words


def test_the_figure_stands_first_in_a_plain_sentence_with_what_it_was_before(local_centre: Stage, sit: Sit) -> None:
    page = sit(local_centre.marek).page
    view = page.key_figures
    assert view.value.text() == "19"
    assert view.sentence.text().startswith("Recommendation (NPS) from 107 answers, likely ")
    assert view.second.text() == (
        "81 points below September 2026, not by chance. 54 of 100 would recommend us, 36 would not."
    )
    assert page.title == "Po kontakcie"
    assert page.summary() == "October 2026, all offices. 107 answers"


def test_the_four_findings_are_there_and_the_weak_channel_is_named(local_centre: Stage, sit: Sit) -> None:
    view = sit(local_centre.marek).page.key_figures
    assert view.distribution.title.text() == "54 of 100 would surely recommend us"
    assert view.trend.title.text() == "Down last month"
    assert view.channels.title.text() == "Phone is the weak channel"
    assert view.aspects.chart is not None
    assert view.aspects.chart.nothing
    letters = next(one for one in view.channels.canvas.drawing.marks if one.words.startswith("Letter"))
    assert letters.words == "Letter: hidden, fewer than 5 answers"


def test_how_it_was_computed_comes_and_goes_by_a_key(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    view = desk.page.key_figures
    desk.press(Key.Key_F1, SHIFT)
    assert view.method_box.isVisible()
    assert view.method.text().startswith("NPS is the share of answers 9 and 10 less the share of answers 0 to 6")
    desk.press(Key.Key_F1, SHIFT)
    assert not view.method_box.isVisible()


def test_how_it_is_known_what_matters_stands_with_the_method_and_in_the_table(local_centre: Stage, sit: Sit) -> None:
    asked = running(local_centre, published(local_centre, WITH_QUEUE))
    for plain, kept in ((3, 9), (4, 5), (6, 8), (7, 2), (9, 6)):
        give(local_centre, asked, 20, nps=plain, plain=plain, kept=kept, queue=plain + 1)
    desk = sit(local_centre.marek)
    desk.page.show_wanted(SurveyWanted(asked))
    view = desk.page.key_figures
    desk.press(Key.Key_F1, SHIFT)
    assert view.method.text().startswith("NPS is the share of answers 9 and 10")
    assert "“Short queue” is answered nearly like “Plain words” and left out." in view.method.text()
    chart = view.aspects.chart
    assert chart is not None
    row = as_table(chart).rows[0]
    assert (row[0], row[4]) == ("Plain words", "100")
    assert re.fullmatch(r"\d+% to \d+%", row[3])
    assert row[5] == "100%"
    assert "its rank stayed in 100% of repeated draws" in view.aspects.canvas.drawing.marks[0].words


def test_enter_on_a_bar_lists_its_answers_and_the_comment_is_seen_first(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    bars = desk.page.key_figures.distribution.canvas
    assert bars.hasFocus()
    for _step in range(3):
        desk.press(Key.Key_Right)
    assert bars.accessibleName().endswith("3: 38 answers")
    assert desk.told["results-hint"] == "3: 38 answers"
    desk.press(Key.Key_Return)

    view = desk.page.answers
    assert desk.page.tabs.currentIndex() == 1
    assert view.list.hasFocus()
    assert view.model.row_count == 38
    assert view.pane.comment.text() == "Nikt nie odebrał."
    assert view.only.text() == "Only answers “3”: show all"


def test_enter_on_a_channel_lists_the_answers_of_that_channel(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    channels = desk.page.key_figures.channels.canvas
    channels.setFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert desk.page.view is not None
    assert [one.value for one in desk.page.view.channels] == ["phone"]
    assert desk.page.answers.model.row_count == 40


def test_charts_become_tables_and_are_copied_by_key(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    desk.press(Key.Key_T, ALT)
    panel = desk.page.key_figures.distribution
    assert panel.is_table
    assert panel.table.hasFocus()
    desk.press(Key.Key_C, ALT)
    assert "3\t38\t38 critics" in QGuiApplication.clipboard().mimeData().text()
    assert desk.said == ["Copied: 54 of 100 would surely recommend us."]
    desk.press(Key.Key_T, ALT)
    assert panel.canvas.hasFocus()


def test_comments_are_searched_by_a_key_and_read_whatever_the_score(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    desk.press(Key.Key_2, CTRL)
    desk.press(Key.Key_S, ALT)
    desk.write("odebral")
    desk.page.answers._read()  # the pause after typing is over
    view = desk.page.answers
    assert view.model.row_count == 38
    assert {view.model.index(row, 1).data() for row in range(view.model.rowCount())} == {"3"}
    desk.press(Key.Key_Escape)
    assert not view.search.text()
    desk.press(Key.Key_Escape)
    assert desk.shown == [("surveys", None)]


def test_who_may_not_know_people_sees_answers_without_them(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.liis)
    desk.press(Key.Key_2, CTRL)
    row = desk.page.answers.list.row()
    assert row.when == "October 2026"
    assert [name for name, _value in row.facts] == ["Where", "Segment", "About"]


def test_an_answer_that_is_tied_to_no_contact_says_so_and_one_that_is_does_not(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    desk.press(Key.Key_2, CTRL)
    told = dict(desk.page.answers.list.row().facts)
    assert told["About"] == "no single contact"
    assert "Who served" not in told
    survey_id = running(local_centre)
    answered(local_centre, survey_id, month=202610)
    desk.page.show_wanted(SurveyWanted(survey_id))
    desk.press(Key.Key_2, CTRL)
    told = dict(desk.page.answers.list.row().facts)
    assert told["Who served"] == local_centre.anna.name
    assert "About" not in told


def test_units_are_compared_and_a_measure_begins_from_a_weakness_by_one_key(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    desk.press(Key.Key_3, CTRL)
    view = desk.page.comparison
    other = next(value for value, words in view.unit.options() if words == "Infolinia")
    view.unit.set_value(other)
    view._ask()
    assert [row.name for row in view.found.weak if view.found] == ["Would you recommend us?", "How satisfied?"]  # type: ignore[union-attr]  # it was counted
    desk.press(Key.Key_M)
    key, wanted = desk.shown[-1]
    assert key == "measures"
    assert isinstance(wanted, MeasuresWanted)
    assert wanted.start is not None
    assert (wanted.start.origin, wanted.start.office_id) == (Origin.BOTTLENECK, other)


def test_a_further_finding_takes_the_place_of_the_overview(local_centre: Stage, sit: Sit) -> None:
    view = sit(local_centre.marek).page.key_figures
    offered = [value for value, _words in view.shown.options()]
    assert "solved" in offered
    assert "repeats" not in offered  # the questionnaire does not ask
    view.shown.set_value("solved")
    view._turn()
    assert view.finding.isVisible()
    assert view.finding.title.text() == "100% say that their matter is solved"


def test_another_month_is_chosen_by_its_chip_and_told_to_screen_readers(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    chip = desk.page.chips.period
    assert chip.accessibleName() == "Period: October 2026"
    chip.setFocus()
    desk.press(Key.Key_Down)
    assert chip.accessibleName() == "Period: September 2026"
    assert desk.page.key_figures.value.text() == "100"


def test_without_answers_the_page_says_what_will_stand_there(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    with local_centre.read(local_centre.marek) as reading:
        version = list_surveys(reading)[0].version_id
    desk.page.show_wanted(SurveyWanted(running(local_centre, version)))
    assert desk.page.empty.isVisible()


def test_the_month_s_report_is_saved_by_a_key_for_the_month_in_front(
    local_centre: Stage, sit: Sit, tmp_path: Path
) -> None:
    desk = sit(local_centre.marek)
    assert desk.page.primary is not None
    desk.press(Key.Key_R, ALT)
    assert desk.said == ["Saved Po kontakcie 2026-10.pdf."]
    assert "October 2026" in words((tmp_path / "Po kontakcie 2026-10.pdf").read_bytes())


def test_the_smallest_group_shown_is_chosen_beside_the_method_by_whoever_may_change_the_centre(
    local_centre: Stage, sit: Sit
) -> None:
    assert sit(local_centre.marek).page.key_figures.floor.isHidden()
    may = replace(local_centre.marek, extra_rights=frozenset({Right.CHANGE_CENTRE}))
    desk = sit(may)
    view = desk.page.key_figures
    desk.press(Key.Key_F1, SHIFT)
    assert view.floor.isVisible()
    view.floor.setFocus()
    desk.press(Key.Key_Up)
    letters = next(one for one in view.channels.canvas.drawing.marks if one.words.startswith("Letter"))
    assert letters.words == "Letter: hidden, fewer than 4 answers"
    assert view.floor.value() == 4
    assert "fewer than 4 answers are hidden" in view.method.text()


def test_the_figure_is_weighted_to_the_contacts_beside_its_method_and_back_by_keys(
    local_centre: Stage, sit: Sit
) -> None:
    """As many contacts in the hall as by phone: 58 and 38 of 60 and 40 answers come to (58/60 − 38/40) / 2 of 100."""
    october = NOW - timedelta(days=30)
    local_centre.register(received_at=october)
    local_centre.register(actor=olga(local_centre), channel=Channel.PHONE, received_at=october)
    desk = sit(local_centre.marek)
    view = desk.page.key_figures
    desk.press(Key.Key_F1, SHIFT)
    assert view.weights.isVisible()
    assert view.weights.accessibleName() == "Weights: none"
    view.current.setFocus()
    desk.press(Key.Key_Backtab, SHIFT)
    assert view.weights.hasFocus()
    desk.press(Key.Key_Down)
    assert view.weights.accessibleName() == "Weights: as the contacts"
    assert view.value.text() == "1"
    assert "of the contacts of these months, counts like 96 answers." in view.sentence.text()
    assert "Left out, as they are shown only together with others: 7 answers." in view.method.text()
    assert "(Kish)" in view.method.text()
    assert view.channels.title.text() == "Phone is the weak channel"

    desk.press(Key.Key_1, CTRL)
    desk.page.chips.period.setFocus()
    desk.press(Key.Key_Down)
    assert view.value.text() == "–"
    assert view.sentence.text().startswith("The answers cannot be weighted")
    view.weights.setFocus()
    desk.press(Key.Key_Up)
    assert view.value.text() == "100"
