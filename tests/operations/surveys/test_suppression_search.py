"""Whoever lays views beside one another and subtracts finds no group of fewer anonymous answers than the floor."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest

from csatdesk.domain.contacts import Channel
from csatdesk.domain.suppression import FLOOR
from csatdesk.domain.survey_views import By, SurveyView
from csatdesk.domain.surveys import EntryMode, NewResponse, Route, Situation
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.surveys.results.tallies import crossed, responses, tally
from csatdesk.operations.work import Reading
from tests.cast import Stage
from tests.operations.surveys.hands import running

MONTHS = (202609, 202610, 202611)
CHANNELS = (Channel.HALL, Channel.PHONE, Channel.LETTER)
TOTAL = 150


def filled(centre: Stage, seed: int) -> int:
    """A survey with anonymous answers, unevenly spread, so that many cells hold one to four."""
    chance = Random(seed)
    survey_id = running(centre, offers_names=False)
    offices = (centre.anna.office_id, centre.other_office_id)
    with centre.work() as work:
        for _each in range(TOTAL):
            about = Situation(chance.choices(offices, (4, 1))[0], chance.choices(CHANNELS, (8, 3, 1))[0])
            answers = {"nps": chance.randint(0, 10), "solved": chance.choice(("yes", "yes", "no"))}
            month = chance.choices(MONTHS, (5, 3, 1))[0]
            keep_response(work, new=NewResponse(survey_id, about, answers, EntryMode.KIOSK, Route.KIOSK, month=month))
    return survey_id


def views(centre: Stage, survey_id: int) -> Iterator[SurveyView]:
    spans = [(first, last) for first in MONTHS for last in MONTHS if first <= last]
    offices = [frozenset[int](), frozenset({centre.anna.office_id}), frozenset({centre.other_office_id})]
    channels = [frozenset(some) for size in (0, 1, 2) for some in combinations(CHANNELS, size)]
    for (first, last), office, channel in product(spans, offices, channels):
        yield SurveyView(survey_id, first, last, office, channel)


def told(reading: Reading, view: SurveyView) -> Iterator[tuple[SurveyView, int]]:
    """What is counted in a view and in each group of it, as narrower views."""
    yield view, sum(responses(reading, view).values())
    for month, count in responses(reading, view, By.MONTH).items():
        yield replace(view, first=month, last=month), count
    for office, count in responses(reading, view, By.OFFICE).items():
        yield replace(view, office_ids=frozenset({office})), count
    for channel, values in tally(reading, view, "nps", By.CHANNEL).items():
        yield replace(view, channels=frozenset({channel})), sum(values.values())


def lies_in(inner: SurveyView, outer: SurveyView) -> bool:
    return (
        outer.first <= inner.first
        and inner.last <= outer.last
        and (not outer.office_ids or (bool(inner.office_ids) and inner.office_ids <= outer.office_ids))
        and (not outer.channels or (bool(inner.channels) and inner.channels <= outer.channels))
    )


@pytest.mark.parametrize("seed", range(3))
def test_no_view_and_no_difference_of_two_tells_of_fewer_than_the_floor(local_centre: Stage, seed: int) -> None:
    survey_id = filled(local_centre, seed)
    with local_centre.read(local_centre.marek) as reading:
        seen = {one: count for view in views(local_centre, survey_id) for one, count in told(reading, view)}
        everything = SurveyView(survey_id, MONTHS[0], MONTHS[-1])
        assert seen[everything] == TOTAL
        by_solved = crossed(reading, everything, "nps", "solved")
    assert all(count == 0 or count >= FLOOR for count in seen.values())
    for inner, outer in product(seen, seen):
        if inner != outer and lies_in(inner, outer):
            assert seen[outer] - seen[inner] == 0 or seen[outer] - seen[inner] >= FLOOR, (inner, outer)
    assert all(sum(values.values()) >= FLOOR for values in by_solved.values())


def test_a_cross_with_another_question_hides_what_is_few(local_centre: Stage) -> None:
    survey_id = running(local_centre, offers_names=False)
    about = Situation(local_centre.anna.office_id, Channel.HALL)
    with local_centre.work() as work:
        for solved in ("yes",) * 12 + ("no",) * 2:
            answers = {"nps": 9, "solved": solved}
            new = NewResponse(survey_id, about, answers, EntryMode.KIOSK, Route.KIOSK, month=202611)
            keep_response(work, new=new)
    with local_centre.read(local_centre.marek) as reading:
        assert crossed(reading, SurveyView(survey_id, 202611, 202611), "nps", "solved") == {}
        assert tally(reading, SurveyView(survey_id, 202611, 202611), "nps") == {None: {9: 14}}
