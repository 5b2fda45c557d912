"""How many answers a group must have is the centre's to choose, and holds for every figure, list, paper and file."""

import pytest

from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.suppression import FloorWrong
from csatdesk.domain.survey_reports import Every, ReportAsked, of_months
from csatdesk.domain.survey_views import SurveyView
from csatdesk.domain.surveys import EntryMode, NewResponse, Route, Situation
from csatdesk.operations.surveys.findings.key_figures import load_key_figures
from csatdesk.operations.surveys.reports.counting import load_report
from csatdesk.operations.surveys.reports.paper import paper_of
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.surveys.results.answers import list_answers, list_comments
from csatdesk.operations.surveys.results.floor import floor_of, set_floor
from csatdesk.operations.surveys.results.tallies import tally
from tests.cast import Stage
from tests.operations.surveys.hands import running
from tests.operations.surveys.test_figures import give
from tests.store.migrating import migrate_anew

OCTOBER = 202610


def nameless(centre: Stage, survey_id: int, channel: Channel, count: int) -> None:
    about = Situation(centre.anna.office_id, channel)
    with centre.work() as work:
        for _each in range(count):
            new = NewResponse(survey_id, about, {"nps": 9}, EntryMode.KIOSK, Route.KIOSK, month=OCTOBER)
            keep_response(work, new=new)


def floor_set(centre: Stage, floor: int) -> None:
    with centre.work(centre.ewa) as work:
        set_floor(work, floor=floor)


def test_only_who_may_change_the_centre_sets_it_within_its_bounds_and_it_can_be_undone(local_centre: Stage) -> None:
    with pytest.raises(NotAllowed), local_centre.work(local_centre.marek) as work:
        set_floor(work, floor=8)
    for floor in (2, 11):
        with pytest.raises(FloorWrong), local_centre.work(local_centre.ewa) as work:
            set_floor(work, floor=floor)
    with local_centre.work(local_centre.ewa) as work:
        done = set_floor(work, floor=8)
        assert floor_of(work) == 8
        done.undo(work)
    with local_centre.read(local_centre.marek) as reading:
        assert floor_of(reading) == 5


def test_what_it_hides_is_hidden_everywhere_and_said_with_its_number(local_centre: Stage) -> None:
    survey_id = running(local_centre, offers_names=False)
    nameless(local_centre, survey_id, Channel.HALL, 7)
    view, asked = (
        SurveyView(survey_id, OCTOBER, OCTOBER),
        ReportAsked(survey_id, Every.MONTH, of_months(OCTOBER, OCTOBER)),
    )
    with local_centre.read(local_centre.marek) as reading:
        assert tally(reading, view, "nps") == {None: {9: 7}}
        assert len(list_answers(reading, view).rows) == 7
    floor_set(local_centre, 8)
    with local_centre.read(local_centre.marek) as reading:
        assert tally(reading, view, "nps") == {}
        assert list_answers(reading, view).rows == ()
        assert list_comments(reading, view) == ()
        charts = load_key_figures(reading, view=view, item_key="nps").charts
        assert [chart.nothing for chart in charts] == ["Fewer than 8 answers: nothing is shown."] * 3
        report = load_report(reading, asked=asked)
        assert report.headline is not None
        assert report.headline.now.n in {None, 0}
        assert any("fewer than 8" in line for line in paper_of(reading, report).method_lines)


def test_with_a_lower_one_a_group_of_three_is_shown(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 20)
    give(local_centre, survey_id, 3, channel=Channel.LETTER)
    view = SurveyView(survey_id, OCTOBER, OCTOBER)

    def letters() -> str:
        with local_centre.read(local_centre.marek) as reading:
            rows = load_key_figures(reading, view=view, item_key="nps").channels.rows
        return next(row.score.words for row in rows if row.name == "Letter")

    assert letters() == "hidden, fewer than 5 answers"
    floor_set(local_centre, 3)
    assert letters() == "too few"


def test_a_centre_that_was_there_before_hides_below_five(centre: Stage) -> None:
    migrate_anew(centre.store.writer, "survey_floor", ("ALTER TABLE centres DROP COLUMN survey_floor",))
    with centre.read() as reading:
        assert floor_of(reading) == 5
