"""A figure weighted to the contacts logged in the same months: each office and each channel counts as much as it has
contacts.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from csatdesk.domain.contacts import Channel
from csatdesk.domain.forms import Item
from csatdesk.domain.suppression import FEW, Shown, shown
from csatdesk.domain.survey_views import By, SurveyView, graded, month_after
from csatdesk.domain.surveys import MONTHS
from csatdesk.domain.weighting import Counted, Weighing, matched, weigh
from csatdesk.operations.surveys.results.figures import Figure
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import Tally, Value, tally
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.surveys import Survey
from csatdesk.store.visible import standing_cases


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stands on one side only: offices by id, channels, None for answers without one; the share of the contacts
    and how many answers that is. `together`: answers that are shown only with those of another office or channel.
    """

    offices: frozenset[int]
    channels: frozenset[Channel | None]
    contacts: float
    answers: int
    together: int


@dataclass(frozen=True, slots=True)
class Weighted:
    """`figure`: its base is the number of answers that they count like, its values are spread over all `answers`.
    None: no weights bring these answers to those contacts.
    """

    figure: Figure | None
    answers: int
    left_out: LeftOut


def weighted(reading: Reading, view: SurveyView, item: Item) -> Weighted:
    """Of the answers that stand by themselves where office and channel are shown beside the total. Weighted and not
    weighted, one figure taken from the other tells nothing then of those that are hidden.
    """
    by_cell, contacts = tally(reading, view, item.key, By.OFFICE, By.CHANNEL), _contacts(reading, view)
    floor = floor_of(reading)
    counts = _shown(by_cell, floor)
    answers, customers = matched(counts, contacts)
    all_answers, all_contacts = sum(counts.values()), sum(contacts.values())
    left_out = LeftOut(
        offices=_groups(0, counts, contacts) - _groups(0, answers),
        channels=_groups(1, counts, contacts) - _groups(1, answers),
        contacts=1 - sum(customers.values()) / all_contacts if all_contacts else 0.0,
        answers=all_answers - sum(answers.values()),
        together=sum(tally(reading, view, item.key).get(None, {}).values()) - all_answers,
    )
    if not counts:
        return Weighted(Figure(Shown.HIDDEN, floor), 0, left_out)
    weighing = weigh(answers, customers)
    if weighing is None:
        return Weighted(None, 0, left_out)
    n = sum(answers.values())
    return Weighted(_figure(item, by_cell, weighing, n, floor), n, left_out)


def _shown(by_cell: Tally, floor: int) -> Counted:
    counts = {cell: sum(values.values()) for cell, values in by_cell.items()}
    states = shown(counts, floor=floor)
    return {cell: count for cell, count in counts.items() if states[cell] is not Shown.HIDDEN}


def _groups(place: int, *counted: Counted) -> frozenset[Any]:
    return frozenset(cell[place] for one in counted for cell in one)


def _figure(item: Item, by_cell: Tally, weighing: Weighing, answers: int, floor: int) -> Figure:
    """Graded as if only so many had answered as they count like (Kish): that makes its range as wide as it is."""
    sums: defaultdict[Value, float] = defaultdict(float)
    for cell, weight in weighing.cells.items():
        for value, count in by_cell[cell].items():
            sums[value] += weight * count
    whole = sum(sums.values())
    spread = {value: round(answers * weight / whole) for value, weight in sums.items()}
    made = graded(item, spread, {value: weighing.effective * weight / whole for value, weight in sums.items()})
    return Figure(Shown.GREY if made.n < FEW else Shown.FULL, floor, made)


def _contacts(reading: Reading, view: SurveyView) -> Counted:
    """Logged in the view's months, by office and channel; of a survey of one office its own."""
    zone = ZoneInfo(reading.centre.zone)
    begins, ends = (_first_day(month) for month in (view.first, month_after(view.last)))
    survey_office = reading.db.get_one(Survey, view.survey_id).office_id
    query = (
        select(Case.office_id, Case.channel, func.count())
        .where(
            standing_cases(reading.actor.centre_id),
            Case.received_at >= midnight(begins, zone),
            Case.received_at < midnight(ends, zone),
            *_narrowed(view, survey_office),
        )
        .group_by(Case.office_id, Case.channel)
    )
    return {(office_id, channel): count for office_id, channel, count in reading.db.execute(query).tuples()}


def _first_day(month: int) -> date:
    return date(month // MONTHS, month % MONTHS, 1)


def _narrowed(view: SurveyView, survey_office: int | None) -> Iterator[ColumnElement[bool]]:
    """+ 0: no index but that of the months is to be chosen for this."""
    if survey_office is not None:
        yield Case.office_id + 0 == survey_office
    for column, wanted in (
        (Case.office_id + 0, view.office_ids),
        (Case.channel, view.channels),
        (Case.segment, view.segments),
        (Case.topic_id + 0, view.topic_ids),
    ):
        if wanted:
            yield column.in_(wanted)
