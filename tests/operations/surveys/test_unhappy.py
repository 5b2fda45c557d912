"""Who would not recommend: those with a name one by one, the others as a number, and only where it tells of nobody."""

from datetime import timedelta

import pytest

from csatdesk.domain.errors import NotAllowed
from csatdesk.operations.surveys.unhappy import list_unhappy, page_of_unhappy
from tests.cast import NOW, Stage
from tests.operations.surveys.hands import FULL, answered, running


def unknown(centre: Stage, survey_id: int) -> int:
    with centre.read(centre.marek) as reading:
        return list_unhappy(reading, survey_id=survey_id).unknown


def test_how_many_gave_no_name_is_told_once_none_of_them_can_be_known_by_it(centre: Stage) -> None:
    survey_id = running(centre)
    anonymous = {**FULL, "name": "anonymous"}
    for _each in range(4):
        answered(centre, survey_id, {**anonymous, "nps": 2})
    assert unknown(centre, survey_id) == 0
    answered(centre, survey_id, {**anonymous, "nps": 2})
    assert unknown(centre, survey_id) == 5
    answered(centre, survey_id, {**anonymous, "nps": 9})
    assert unknown(centre, survey_id) == 0, "the one who would recommend is who is left"
    for _each in range(4):
        answered(centre, survey_id, {**anonymous, "nps": 9})
    assert unknown(centre, survey_id) == 5


def test_those_with_a_name_stand_there_one_by_one_for_who_may_see_them(centre: Stage) -> None:
    survey_id = running(centre)
    answered(centre, survey_id, {**FULL, "nps": 2})
    answered(centre, survey_id, FULL)
    with centre.read(centre.marek) as reading:
        found = list_unhappy(reading, survey_id=survey_id)
    assert [(row.name, row.score) for row in found.rows] == [("Agnieszka Zielińska", 2)]
    assert (found.total, found.unknown) == (1, 0)
    with centre.read() as reading, pytest.raises(NotAllowed):
        list_unhappy(reading, survey_id=survey_id)


def test_the_newest_stands_first_and_those_of_whom_only_the_month_is_known_last_of_it(centre: Stage) -> None:
    survey_id = running(centre)
    for score, at in ((1, NOW - timedelta(days=1)), (2, NOW), (3, NOW - timedelta(hours=1)), (5, NOW - timedelta(40))):
        answered(centre, survey_id, {**FULL, "nps": score}, at=at)
    answered(centre, survey_id, {**FULL, "nps": 4}, month=202611)
    with centre.read(centre.marek) as reading:
        rows = list_unhappy(reading, survey_id=survey_id).rows
    assert [row.score for row in rows] == [2, 3, 1, 4, 5]


def test_they_come_in_pages_in_the_same_order_also_where_no_time_is_known(centre: Stage) -> None:
    survey_id = running(centre)
    times = (NOW, NOW, NOW - timedelta(hours=1), NOW - timedelta(40))
    for at in times:
        answered(centre, survey_id, {**FULL, "nps": 2}, at=at)
    for _each in range(3):
        answered(centre, survey_id, {**FULL, "nps": 4}, month=202611)
    with centre.read(centre.marek) as reading:
        whole = list_unhappy(reading, survey_id=survey_id).rows
        pages = [page_of_unhappy(reading, survey_id=survey_id, limit=2)]
        while pages[-1].next is not None:
            pages.append(page_of_unhappy(reading, survey_id=survey_id, after=pages[-1].next, limit=2))
        assert list_unhappy(reading, survey_id=survey_id, limit=2).next == pages[0].next
    assert len(whole) == 7
    assert [row for page in pages for row in page.rows] == list(whole)
    assert [len(page.rows) for page in pages] == [2, 2, 2, 1]
