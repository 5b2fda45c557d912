"""Checked beside felt: each by its own figure and its own test, never one number, nothing under the floor."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from csatdesk.domain.checked_felt import FeltBy, months_before, months_of
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.cuts import Cut
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.quality_views import Depth, Span
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_views import SurveyView
from csatdesk.domain.surveys import EntryMode, NewResponse, Route, Situation
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.quality.beside import load_all_beside
from csatdesk.operations.quality.facts import load_quality_facts
from csatdesk.operations.quality.felt import Both, load_both, load_courses
from csatdesk.operations.quality.felt_words import (
    both_base,
    both_finding,
    both_words,
    charts_of,
    checked_words,
    felt_base,
    felt_words,
)
from csatdesk.operations.quality.report import export_quality
from csatdesk.operations.surveys.responses import keep_response
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import published
from tests.operations.quality.scenes import BEFORE, NOVEMBER, OCTOBER, asked, olga, reviewed
from tests.operations.surveys.hands import FULL, running
from tests.operations.surveys.test_figures import give
from tests.reports.reading import words

THEN, THIS = 202610, 202611


def better_checked(stage: Stage, version: int) -> None:
    """Of Anna: four poor reviews in October, four good ones in November."""
    for answer in ("no", "no", "no", "partial"):
        reviewed(stage, version, at=BEFORE, name="no", answer=answer)
    for answer in ("yes", "yes", "yes", "partial"):
        reviewed(stage, version, answer=answer)


def felt(stage: Stage, survey_id: int, good: int, bad: int, **other: Any) -> None:
    give(stage, survey_id, good, nps=10, csat=5, **other)
    give(stage, survey_id, bad, nps=2, csat=1, **other)


def both(stage: Stage, version: int, survey_id: int, key: str = "nps", **other: object) -> Both:
    with stage.read(stage.marek) as reading:
        return load_both(reading, asked=asked(version, **other), by=FeltBy(survey_id, key))


def test_checked_went_up_and_felt_did_not_is_said_only_where_both_tests_carry_it(centre: Stage) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    for month in (THEN, THIS):
        felt(centre, survey_id, 16, 4, month=month)
    found = both(centre, version, survey_id)
    row = found.rows[0]
    assert both_finding(found) == "Checked went up; felt: no clear change"
    assert (row.name, checked_words(row.checked), felt_words(found, row)) == ("Sala główna", "94.4", "60")
    assert row.felt.n == 20


def test_offices_in_which_both_went_opposite_ways_are_named(centre: Stage) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    felt(centre, survey_id, 36, 4, month=THEN)
    felt(centre, survey_id, 4, 36, month=THIS)
    found = both(centre, version, survey_id)
    assert both_finding(found) == "Checked went up; felt got worse. Opposite ways: Sala główna"


def test_a_change_of_one_office_holds_only_after_as_many_tests_as_there_are_offices(centre: Stage) -> None:
    """Alone 0.034 for what was checked and 0.036 for what was felt; of two offices 0.068 and 0.072 (Holm)."""
    version, survey_id = published(centre), running(centre)
    for answer in ("no", "partial", "partial", "yes", "partial"):
        reviewed(centre, version, at=BEFORE)
        reviewed(centre, version, answer=answer)
    felt(centre, survey_id, 16, 4, month=THEN)
    felt(centre, survey_id, 10, 10, month=THIS)
    (row,) = both(centre, version, survey_id).rows
    assert row.checked_change is not None
    assert row.felt_change is not None
    assert (row.checked_change.is_clear, row.felt_change.is_clear) == (True, True)
    for answer in ("yes", "partial", "yes"):
        reviewed(centre, version, whose=olga(centre), at=BEFORE, answer=answer)
        reviewed(centre, version, whose=olga(centre), answer=answer)
    for month in (THEN, THIS):
        felt(centre, survey_id, 16, 4, month=month, office=centre.other_office_id)
    rows = {one.name: one for one in both(centre, version, survey_id).rows}
    found = rows["Sala główna"]
    assert found.checked_change is not None
    assert found.felt_change is not None
    assert (found.checked_change.is_clear, found.felt_change.is_clear) == (False, False)


def test_an_office_with_too_few_of_one_kind_shows_the_other_and_nothing_is_said_to_have_changed(centre: Stage) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    for _each in range(2):
        reviewed(centre, version, whose=olga(centre))
    for month in (THEN, THIS):
        felt(centre, survey_id, 10, 2, month=month, office=centre.other_office_id)
    found = both(centre, version, survey_id)
    rows = {row.name: row for row in found.rows}
    assert both_words(found, rows["Infolinia"]) == "Checked: too few to compare; felt: no clear change"
    assert checked_words(rows["Infolinia"].checked) == "–"
    assert both_words(found, rows["Sala główna"]) == "Checked went up; felt: too few to compare"
    assert felt_base(found, rows["Sala główna"]) == "hidden, fewer than 5 answers"


def test_four_anonymous_answers_are_never_shown_in_any_office_month_or_total(centre: Stage) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    about = Situation(centre.anna.office_id, Channel.HALL)
    new = NewResponse(survey_id, about, dict(FULL) | {"name": "anonymous"}, EntryMode.PAPER, Route.PAPER, month=THIS)
    with centre.work() as work:
        for _each in range(4):
            keep_response(work, new=new)
    found = both(centre, version, survey_id)
    with centre.read(centre.marek) as reading:
        courses = load_courses(reading, asked=found.asked, by=FeltBy(survey_id, "nps"))
    assert [row.felt.graded for row in (found.whole, *found.rows)] == [None, None]
    assert felt_base(found, found.whole) == "hidden, fewer than 5 answers"
    assert not any(part.figure.n for part in courses.felt)


def test_the_course_of_both_stands_in_two_charts_with_a_scale_of_its_own(centre: Stage) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    felt(centre, survey_id, 10, 2, month=THIS)
    with centre.read(centre.marek) as reading:
        found = load_courses(
            reading, asked=asked(version), by=FeltBy(survey_id, "nps"), office_id=centre.anna.office_id
        )
    checked, answered = charts_of(found)
    assert [(one.name, one.score.n) for one in checked.moments] == [("October 2026", 4), ("November 2026", 4)]
    assert [(one.name, one.score.n) for one in answered.moments] == [("October 2026", 0), ("November 2026", 12)]
    assert (checked.least, checked.most, answered.least, answered.most) == (0, 100, -100, 100)
    assert checked.title == "Checked: up last month"


def test_months_that_both_times_share_are_not_compared_with_themselves() -> None:
    def days(first: int, last: int) -> Span:
        return Span(Days(NOVEMBER.days.first.replace(day=first), NOVEMBER.days.first.replace(day=last)))

    assert months_before(days(15, 21), days(8, 14)) is None
    assert months_before(NOVEMBER, OCTOBER) == (THEN, THEN)
    assert months_of(NOVEMBER.days) == (THIS, THIS)


def test_filters_narrow_both_and_a_survey_is_not_asked_for_what_it_does_not_know(centre: Stage) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    felt(centre, survey_id, 10, 2, month=THIS)
    felt(centre, survey_id, 5, 5, month=THIS, office=centre.other_office_id)
    felt(centre, survey_id, 9, 0, month=THIS, segment=Segment.VIP)
    here = replace(Cut(), office_ids=(centre.anna.office_id,), segments=(Segment.VIP,))
    found = both(centre, version, survey_id, cut=here)
    assert [(row.name, row.felt.n) for row in found.rows] == [("Sala główna", 9)]
    assert found.whole.felt.n == 9
    assert both(centre, version, survey_id, channel="phone").whole.felt.n in {0, None}


def test_the_survey_with_most_answers_of_late_is_offered_first_and_who_may_not_see_surveys_is_offered_none(
    centre: Stage,
) -> None:
    version, first = published(centre), running(centre)
    second = running(centre, name="Drugie")
    running(centre, name="Bez odpowiedzi")
    better_checked(centre, version)
    give(centre, first, 3, month=THIS)
    give(centre, second, 1, month=THIS)
    with centre.read(centre.marek) as reading:
        facts = load_quality_facts(reading)
        found = load_both(reading, asked=asked(version), by=FeltBy(first, "csat"))
        assert "Felt: Satisfaction (CSAT), Po kontakcie, November 2026" in both_base(facts, found)
    assert [(one.id, one.questions[0][0]) for one in facts.surveys] == [(first, "nps"), (second, "nps")]
    with centre.read(centre.anna) as reading, pytest.raises(NotAllowed):
        load_both(reading, asked=asked(version), by=FeltBy(first, "nps"))


def test_the_report_holds_both_on_paper_and_in_the_workbook(centre: Stage, tmp_path: Path) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    for month in (THEN, THIS):
        felt(centre, survey_id, 16, 4, month=month)
    for name in ("report.pdf", "report.xlsx"):
        export_quality(
            centre.store,
            centre.marek,
            asked=asked(version),
            depth=Depth.KEY,
            felt_by=FeltBy(survey_id, "nps"),
            path=tmp_path / name,
            at=NOW,
        )
    told = words((tmp_path / "report.pdf").read_bytes())
    assert "Checked went up; felt: no clear change" in told
    assert "Felt: Recommendation (NPS), Po kontakcie, November 2026, against October 2026" in told
    book = load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames == ["Key figures", "Checked and felt", "Month by month"]
    lines = [list(row) for row in book["Checked and felt"].iter_rows(min_row=2, values_only=True)]
    assert [lines[2][0], lines[2][2], lines[2][5], lines[2][6], lines[2][7], lines[2][10]] == [
        "Sala główna",
        94.38,
        4,
        "November 2026",
        60,
        20,
    ]
    assert len(list(book["Month by month"].iter_rows())) == 13


def test_what_was_checked_in_the_same_months_stands_beside_the_answers_of_an_office(centre: Stage) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    view = SurveyView(survey_id, THIS, THIS)
    with centre.read(centre.marek) as reading:
        here = dict(load_all_beside(reading, view=view, office_id=centre.anna.office_id))
        elsewhere = load_all_beside(reading, view=view, office_id=centre.other_office_id)
    assert here["Checked"].startswith("94.4, likely ")
    assert here["Checked"].endswith(", n 4, T")
    assert not elsewhere


def test_what_is_hidden_says_why(centre: Stage) -> None:
    version, survey_id = published(centre), running(centre)
    better_checked(centre, version)
    felt(centre, survey_id, 20, 0, month=THIS)
    felt(centre, survey_id, 3, 0, month=THIS, office=centre.other_office_id)
    found = both(centre, version, survey_id)
    rows = {row.name: row for row in found.rows}
    assert rows["Infolinia"].felt.shown is Shown.HIDDEN
    assert felt_base(found, rows["Infolinia"]) == "hidden, fewer than 5 answers"
    assert rows["Sala główna"].felt.shown is Shown.HIDDEN
    assert felt_base(found, rows["Sala główna"]) == "hidden too, or the next row could be worked out"
