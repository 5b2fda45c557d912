"""What surveys say of one segment beside the others. Whatever is counted passes `surveys.results.tallies`."""

from dataclasses import dataclass, replace

from sqlalchemy import exists, select

from csatdesk.domain.contacts import Segment
from csatdesk.domain.forms import Item
from csatdesk.domain.segments import SegmentAsked
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_views import By, Counts, SurveyView
from csatdesk.operations.surveys.findings.key_figures import together
from csatdesk.operations.surveys.results.figures import (
    Change,
    Figure,
    changed,
    clear_ones,
    headline_keys,
    items_of,
    side_by_side,
)
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import tally
from csatdesk.operations.work import Reading
from csatdesk.store.entities.surveys import Response, Survey

KEYS_MOST = 3  # figures of one survey: loyalty, effort, satisfaction


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """One figure of one survey for this segment. `beside`: the same of all segments that answered, this one too;
    `few`: those with fewer answers than the floor; `apart`: this one against all others together that are shown.

    `change`: against the time before, told as clear only where that holds for so many segments (Holm).
    """

    survey_id: int
    survey: str
    item: Item
    now: Figure
    before: Figure
    change: Change | None
    beside: dict[Segment, Figure]
    few: frozenset[Segment]
    apart: Change | None

    @property
    def nothing(self) -> Figure:
        """Of a segment of which nobody answered."""
        return Figure(Shown.EMPTY, self.now.floor)


def survey_lines(reading: Reading, asked: SegmentAsked) -> tuple[SurveyLine, ...]:
    """Of every survey that somebody of this segment answered with a name in these months; the newest survey first."""
    lines = []
    for survey_id, name in _surveys(reading, asked):
        view = SurveyView(survey_id, *asked.span)
        items = {item.key: item for item in items_of(reading, survey_id)}
        for key in headline_keys(tuple(items.values()))[:KEYS_MOST]:
            lines.append(_line(reading, asked, view, name, items[key]))
    return tuple(line for line in lines if line.now.shown is not Shown.EMPTY)


def _surveys(reading: Reading, asked: SegmentAsked) -> list[tuple[int, str]]:
    """Anonymous answers tell no segment."""
    first, last = asked.span
    is_answered = exists().where(
        Response.survey_id == Survey.id, Response.month.between(first, last), Response.segment == asked.segment
    )
    query = select(Survey.id, Survey.name).where(Survey.centre_id == reading.actor.centre_id, is_answered)
    return list(reading.db.execute(query.order_by(Survey.id.desc())).tuples().all())


def _line(reading: Reading, asked: SegmentAsked, view: SurveyView, survey: str, item: Item) -> SurveyLine:
    """All segments stand beside one another: what subtraction would reveal is hidden on each of their pages."""
    first, last = asked.before
    floor = floor_of(reading)
    counted = _counted(reading, view, item)
    now = side_by_side(item, counted, floor)
    before = side_by_side(item, _counted(reading, replace(view, first=first, last=last), item), floor)
    nothing = Figure(Shown.EMPTY, floor)
    changes = clear_ones({one: changed(before.get(one, nothing), figure) for one, figure in now.items()})
    own, then = (found.get(asked.segment, nothing) for found in (now, before))
    others = [one for segment, one in now.items() if segment is not asked.segment and one.value is not None]
    apart = changed(together(item, others), own) if others else None
    return SurveyLine(
        view.survey_id,
        survey,
        item,
        own,
        then,
        changes.get(asked.segment),
        beside=now,
        few=frozenset(one for one, values in counted.items() if sum(values.values()) < floor),
        apart=clear_ones({"": apart})[""],
    )


def _counted(reading: Reading, view: SurveyView, item: Item) -> dict[Segment, Counts]:
    """Who has no segment stands in none of the pages."""
    found = tally(reading, view, item.key, By.SEGMENT)
    return {one: counts for one, counts in found.items() if isinstance(one, Segment)}
