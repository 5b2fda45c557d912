"""Whoever lays views beside one another and subtracts finds no group of fewer anonymous answers than the floor."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest

from csatdesk.domain.contacts import Channel
from csatdesk.domain.forms import Answer
from csatdesk.domain.suppression import FLOOR
from csatdesk.domain.survey_reports import Every, ReportAsked, of_months
from csatdesk.domain.survey_views import By, SurveyView
from csatdesk.domain.surveys import EntryMode, NewResponse, Route, Situation
from csatdesk.operations.surveys.reports.counting import Report, load_report
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.surveys.results.answers import list_answers, list_comments
from csatdesk.operations.surveys.results.figures import item_of
from csatdesk.operations.surveys.results.tallies import crossed, responses, tally
from csatdesk.operations.surveys.results.units import units_of
from csatdesk.operations.surveys.results.weighted import weighted
from csatdesk.operations.work import Reading
from tests.cast import Stage
from tests.operations.quality.scenes import olga
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
            answers = {
                "nps": chance.randint(0, 10),
                "solved": chance.choice(("yes", "yes", "no")),
                "comment": "Dobrze.",
            }
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
    for (office, channel), values in tally(reading, view, "nps", By.OFFICE, By.CHANNEL).items():
        yield replace(view, office_ids=frozenset({office}), channels=frozenset({channel})), sum(values.values())


def lies_in(inner: SurveyView, outer: SurveyView) -> bool:
    return (
        outer.first <= inner.first
        and inner.last <= outer.last
        and (not outer.office_ids or (bool(inner.office_ids) and inner.office_ids <= outer.office_ids))
        and (not outer.channels or (bool(inner.channels) and inner.channels <= outer.channels))
    )


def rows_told(reading: Reading, view: SurveyView) -> Iterator[SurveyView]:
    """What each row of the list tells of its answer, as narrower views; its comment tells no more."""
    page, names = list_answers(reading, view), {one.name: one.id for one in units_of(reading)}
    comments = {one.response_id: one for one in list_comments(reading, view)}
    assert [row.id for row in page.rows] == sorted((row.id for row in page.rows), reverse=True)  # the order of chance
    for row in page.rows:
        month = row.month or 0
        comment = comments[row.id]
        assert (row.office, row.channel, row.month) == (comment.office, comment.channel, comment.month)
        yield replace(
            view,
            first=month or view.first,
            last=month or view.last,
            office_ids=frozenset({names[row.office]}) if row.office else view.office_ids,
            channels=view.channels if row.channel is None else frozenset({row.channel}),
        )


def parts_of(rows: Sequence[SurveyView], view: SurveyView) -> Iterator[SurveyView]:
    """Narrower views for which somebody may count the rows of a list."""
    for row in set(rows):
        yield row
        yield replace(view, first=row.first, last=row.last)
        yield replace(view, office_ids=row.office_ids)
        yield replace(view, channels=row.channels)


def asked(survey_id: int) -> Iterator[ReportAsked]:
    for month in MONTHS:
        yield ReportAsked(survey_id, Every.MONTH, of_months(month, month))
    yield ReportAsked(survey_id, Every.YEAR, of_months(202601, 202612))
    yield ReportAsked(survey_id, Every.CAMPAIGN, of_months(MONTHS[0], MONTHS[-1]))


def told_by(report: Report) -> dict[SurveyView, int]:
    """What the lines of a report count, as views; a question, all together, and by channel."""
    first, last = report.asked.period.months
    view = SurveyView(report.survey.id, max(first, MONTHS[0]), min(last, MONTHS[-1]))
    found = {view: report.now.answers}
    assert report.headline is None or (report.headline.now.n or 0) == report.now.answers
    for line in report.channels:
        for count in (line.answers, line.figure.n):
            if count is not None and line.group is not None:
                found[replace(view, channels=frozenset({line.group}))] = count
    assert [line.answers for line in report.routes if line.answers] in ([], [report.now.answers])
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_view_and_no_difference_of_two_tells_of_fewer_than_the_floor(local_centre: Stage, seed: int) -> None:
    survey_id = filled(local_centre, seed)
    with local_centre.read(local_centre.marek) as reading:
        seen = {one: count for view in views(local_centre, survey_id) for one, count in told(reading, view)}
        everything = SurveyView(survey_id, MONTHS[0], MONTHS[-1])
        assert seen[everything] == TOTAL
        by_solved = crossed(reading, everything, "nps", "solved")
        listed = {one: tuple(rows_told(reading, one)) for one in views(local_centre, survey_id)}
        reports = [load_report(reading, asked=one) for one in asked(survey_id)]
    for report in reports:
        seen |= told_by(report)
    assert all(count == 0 or count >= FLOOR for count in seen.values())
    for view, rows in listed.items():
        assert len(rows) == seen[view]
        for part in parts_of(rows, view):
            alike = sum(lies_in(row, part) for row in rows)
            assert alike == 0 or alike >= FLOOR, part
            assert seen[view] - alike == 0 or seen[view] - alike >= FLOOR, part
    for inner, outer in product(seen, seen):
        if inner != outer and lies_in(inner, outer):
            assert seen[outer] - seen[inner] == 0 or seen[outer] - seen[inner] >= FLOOR, (inner, outer)
    assert all(sum(values.values()) >= FLOOR for values in by_solved.values())


def of_cells(centre: Stage, seed: int, *, has_names: bool) -> int:
    """A survey whose answers tell by their value from which office and channel they are, and contacts of those."""
    chance, offices = Random(seed), (centre.anna, olga(centre))
    survey_id = running(centre, offers_names=has_names)
    cells = list(product(offices, CHANNELS))
    with centre.work() as work:
        for _each in range(40 if has_names else 160):  # without, they stand in blocks
            place = chance.choices(range(len(cells)), (12, 5, 1, 6, 2, 2))[0]
            office, channel = cells[place]
            answers: dict[str, Answer] = {"nps": place, "solved": "yes", "name": "named"}
            new = NewResponse(survey_id, Situation(office.office_id, channel), answers, EntryMode.KIOSK, Route.KIOSK)
            keep_response(work, new=replace(new, month=chance.choice(MONTHS)))
    for office, channel in cells:
        for _each in range(chance.randint(0, 4)):
            centre.register(actor=office, channel=channel)
    return survey_id


@pytest.mark.parametrize(("seed", "has_names"), [(seed, seed % 2 == 0) for seed in range(6)])
def test_weighted_and_not_weighted_laid_beside_one_another_tell_nobody_of_the_few(
    local_centre: Stage, seed: int, has_names: bool
) -> None:
    """Whoever knows all weights takes out of both what weighs alike: the rest is what was left out, with or without
    some offices' channels.
    """
    survey_id, has_figure = of_cells(local_centre, seed, has_names=has_names), False
    with local_centre.read(local_centre.marek) as reading:
        item = item_of(reading, survey_id, "nps")
        for view in (one for one in views(local_centre, survey_id) if one.last == MONTHS[-1]):
            whole = tally(reading, view, "nps").get(None, {})
            found = weighted(reading, view, item)
            if found.figure is None or found.figure.graded is None:
                continue
            has_figure = True
            left_out = sum(whole.values()) - found.answers
            assert left_out == 0 or left_out >= FLOOR, view
            assert all(whole[place] >= FLOOR for place in found.figure.graded.counts), view
    assert has_figure


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


def test_what_the_list_shows_taken_from_a_figure_leaves_nobody_alone(local_centre: Stage) -> None:
    """Not all answer each question: blocks of its answers would lie across those of the list."""
    survey_id = running(local_centre, offers_names=False)
    told = {Channel.HALL: (4, 2), Channel.LETTER: (2, 0), Channel.PHONE: (5, 0)}  # with a mark and without
    with local_centre.work() as work:
        for channel, (marked, unmarked) in told.items():
            about = Situation(local_centre.anna.office_id, channel)
            for place in range(marked + unmarked):
                answers: dict[str, Answer] = {"nps": 9, "solved": "yes"} if place < marked else {"solved": "yes"}
                new = NewResponse(survey_id, about, answers, EntryMode.KIOSK, Route.KIOSK, month=202611)
                keep_response(work, new=new)
    with local_centre.read(local_centre.marek) as reading:
        for channels in (some for size in (0, 1, 2) for some in combinations(CHANNELS, size)):
            view = SurveyView(survey_id, 202611, 202611, channels=frozenset(channels))
            listed = sum("nps" in row.answers for row in list_answers(reading, view).rows)
            counted = sum(tally(reading, view, "nps").get(None, {}).values())
            assert counted - listed == 0 or abs(counted - listed) >= FLOOR or listed > counted, (
                channels,
                counted,
                listed,
            )
