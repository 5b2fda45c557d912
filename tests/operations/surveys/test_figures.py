"""Grades of a survey against numbers worked out by hand; what is too few has none."""

import pytest
from sqlalchemy import event

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.forms import Answer
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_views import By, Grade, SurveyView, graded, month_before, months
from csatdesk.domain.surveys import Situation
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.surveys.results.answers import list_answers, list_comments
from csatdesk.operations.surveys.results.crosses import channel_matrix
from csatdesk.operations.surveys.results.figures import figure, headline, headline_keys, item_of, items_of, parts, trend
from csatdesk.operations.surveys.results.tallies import responses, tallies, tally
from csatdesk.operations.surveys.results.units import compare_units, strengths
from tests.cast import Stage
from tests.operations.surveys.hands import FULL, answered, new_response, running

OCTOBER = 202610


def give(stage: Stage, survey_id: int, count: int, month: int = OCTOBER, **other: object) -> None:
    """`count` answers of one kind, with a name."""
    channel = other.pop("channel", Channel.HALL)
    office = other.pop("office", stage.anna.office_id)
    segment, topic = other.pop("segment", Segment.HOUSEHOLD), other.pop("topic", None)
    about = Situation(office, channel, segment, topic)  # type: ignore[arg-type]  # as the test gives them
    answers: dict[str, Answer] = {**FULL, **other}  # type: ignore[dict-item]  # as the test gives them
    with stage.work() as work:
        for _each in range(count):
            keep_response(work, new=new_response(stage, survey_id, answers, situation=about, month=month))


def seen(survey_id: int, first: int = OCTOBER, last: int = OCTOBER, **other: object) -> SurveyView:
    return SurveyView(survey_id, first, last, **other)  # type: ignore[arg-type]  # as the test gives them


def test_nps_and_satisfaction_are_those_of_the_answers(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 6, nps=10, csat=5)
    give(local_centre, survey_id, 2, nps=8, csat=3)
    give(local_centre, survey_id, 2, nps=3, csat="na")
    with local_centre.read(local_centre.marek) as reading:
        nps = figure(reading, seen(survey_id), item_of(reading, survey_id, "nps"))
        csat = figure(reading, seen(survey_id), item_of(reading, survey_id, "csat"))
        assert headline_keys(items_of(reading, survey_id)) == ("nps", "csat")
    assert (nps.n, nps.value, nps.shown) == (10, 40, Shown.GREY)
    assert (csat.n, csat.value) == (8, 75)


def test_four_answers_are_hidden_and_so_is_the_group_that_subtraction_would_reveal(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 20)
    give(local_centre, survey_id, 7, channel=Channel.PHONE)
    give(local_centre, survey_id, 4, channel=Channel.LETTER)
    with local_centre.read(local_centre.marek) as reading:
        item = item_of(reading, survey_id, "nps")
        found = {part.group: part.figure for part in parts(reading, seen(survey_id), item, By.CHANNEL)}
        alone = figure(reading, seen(survey_id, channels=frozenset({Channel.LETTER})), item)
    assert found[Channel.HALL].n == 20
    assert found[Channel.LETTER].graded is None
    assert found[Channel.PHONE].graded is None
    assert alone.shown is Shown.HIDDEN


def test_a_month_is_called_clearly_better_only_by_a_test(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 12, month=202609, nps=2)
    give(local_centre, survey_id, 11, month=202610, nps=10)
    give(local_centre, survey_id, 1, month=202610, nps=2)
    give(local_centre, survey_id, 6, month=202611, nps=10)
    give(local_centre, survey_id, 1, month=202611, nps=8)
    with local_centre.read(local_centre.marek) as reading:
        months_seen = trend(reading, seen(survey_id, last=202611), item_of(reading, survey_id, "nps"), length=4)
        change = headline(reading, seen(survey_id), item_of(reading, survey_id, "nps")).change
    assert [one.group for one in months_seen] == [202608, 202609, 202610, 202611]
    assert [one.figure.value is None for one in months_seen] == [True, False, False, False]
    assert [bool(one.change and one.change.is_clear) for one in months_seen] == [False, False, True, False]
    assert change is not None
    assert round(change.difference, 2) == 183.33


def test_best_and_worst_cell_are_marked_and_business_stands_apart(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    topic = next(iter(local_centre.topic_ids.values()))
    give(local_centre, survey_id, 30, topic=topic, nps=10)
    give(local_centre, survey_id, 30, topic=topic, nps=2, channel=Channel.PHONE, segment=Segment.LARGE_BUSINESS)
    with local_centre.read(local_centre.marek) as reading:
        found = channel_matrix(reading, seen(survey_id), item_of(reading, survey_id, "nps"))
    marks = {(cell.side.value, cell.channel): (cell.is_best, cell.is_worst, cell.share) for cell in found.cells}
    assert marks == {("private", Channel.HALL): (True, False, 1.0), ("business", Channel.PHONE): (False, True, 1.0)}


def test_units_are_ranked_from_fifty_answers_and_strengths_are_against_the_others(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 50, nps=10)
    give(local_centre, survey_id, 11, nps=1, office=local_centre.other_office_id)
    give(local_centre, survey_id, 1, nps=10, office=local_centre.other_office_id)
    with local_centre.read(local_centre.marek) as reading:
        item = item_of(reading, survey_id, "nps")
        rows = compare_units(reading, seen(survey_id), item)
        (own,) = strengths(reading, seen(survey_id), (item,), local_centre.anna.office_id)
    assert [(row.figure.n, row.place is not None) for row in rows] == [(50, True), (12, False)]
    assert own.change is not None
    assert (round(own.change.difference, 2), own.change.is_clear) == (183.33, True)


def test_a_comment_is_found_whatever_the_score_and_names_are_for_those_with_the_right(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 5, nps=10, comment="Zabrakło krzeseł w sali.")
    answered(local_centre, survey_id, month=OCTOBER)
    with local_centre.read(local_centre.marek) as reading:
        assert [one.score for one in list_comments(reading, seen(survey_id), search="krzesel")] == [10] * 5
        assert any(row.who for row in list_answers(reading, seen(survey_id)).rows)
    with local_centre.read(local_centre.liis) as reading:
        assert not any(row.who or row.staff for row in list_answers(reading, seen(survey_id)).rows)


@pytest.mark.parametrize(("month", "before"), [(202601, 202512), (202611, 202610)])
def test_before_january_comes_december(month: int, before: int) -> None:
    assert month_before(month) == before
    assert list(months(before, month)) == [before, month]


def test_nobody_answered_is_no_value_and_not_zero(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    with local_centre.read(local_centre.marek) as reading:
        item = item_of(reading, survey_id, "nps")
    assert graded(item, {}).score.value is None
    assert graded(item, {}).grade is Grade.NPS


def test_a_month_of_few_answers_hides_no_other_month_of_the_course(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    for month, count in ((202608, 20), (202609, 3), (OCTOBER, 7)):
        give(local_centre, survey_id, count, month)
    with local_centre.read(local_centre.marek) as reading:
        course = trend(reading, seen(survey_id), item_of(reading, survey_id, "nps"), length=3)
    assert [one.figure.shown for one in course] == [Shown.GREY, Shown.HIDDEN, Shown.GREY]


def test_the_list_of_answers_reads_the_same_from_its_end(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 5, 202609)
    give(local_centre, survey_id, 5, OCTOBER)
    give(local_centre, survey_id, 7, OCTOBER, name="anonymous")
    view = seen(survey_id, 202609)
    with local_centre.read(local_centre.marek) as reading:
        whole = [row.id for row in list_answers(reading, view).rows]
        down, up, after = list[int](), list[int](), None
        while (page := list_answers(reading, view, after, 4)).next is not None:
            down, after = [*down, *(row.id for row in page.rows)], page.next
        down, after = [*down, *(row.id for row in page.rows)], None
        while (page := list_answers(reading, view, after, 4, backwards=True)).next is not None:
            up, after = [*(row.id for row in page.rows), *up], page.next
        up = [*(row.id for row in page.rows), *up]
    assert len(whole) == 17
    assert down == up == whole


def test_several_questions_are_counted_as_each_by_itself_with_one_question_to_the_store(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    for name, number in (("named", 8), ("anonymous", 7)):
        give(local_centre, survey_id, number, nps=10, name=name)
        give(local_centre, survey_id, number, nps=3, csat=2, name=name, channel=Channel.PHONE)
    keys = ("nps", "csat", "solved")
    statements: list[str] = []
    for by in ((), (By.OFFICE,), (By.CHANNEL, By.MONTH)):
        with local_centre.read(local_centre.marek) as reading:
            alone = {key: tally(reading, seen(survey_id), key, *by) for key in keys}
        with local_centre.read(local_centre.marek) as reading:
            responses(reading, seen(survey_id))
            event.listen(reading.db.connection(), "before_cursor_execute", lambda *told: statements.append(told[2]))
            assert tallies(reading, seen(survey_id), keys, *by) == alone
    assert alone["nps"]
    assert len(statements) == 3 * 2, "those with a name, and those without"
