"""The page of a segment: what is written, what the rules promise, measures, and what came of it, counted now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.corrective_actions import MeasureFilter, MeasureRow, Stage
from csatdesk.domain.cuts import Cut
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.month_figures import Figures
from csatdesk.domain.rule_reach import unreached
from csatdesk.domain.rules import Rule
from csatdesk.domain.segments import NewStrategy, SegmentAsked, Strategy
from csatdesk.domain.staff import Right, require
from csatdesk.domain.surveys import month_of
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cases.rules import list_rules
from csatdesk.operations.corrective_actions.queries import list_measures
from csatdesk.operations.cuts import office_names
from csatdesk.operations.reports.days import local_day
from csatdesk.operations.reports.figures import load_figures
from csatdesk.operations.segments.results import SurveyLine, survey_lines
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.entities.segments import SegmentStrategy
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import visible_measures

MEASURES_MOST = 100
GOING_ON = (Stage.OPEN, Stage.REPORTED)


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """What the page chooses from. `month`: the one that runs; `staff`: who may be named responsible, by name; `due`:
    since when the pages are to be reviewed that are.
    """

    month: int
    staff: tuple[tuple[int, str], ...]
    due: dict[Segment, date]


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """The page of a segment is to be reviewed since that day. `responsible`: as in `Strategy`."""

    segment: Segment
    due_on: date
    responsible: str


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """What is needed to tell a rule in words."""

    tree: TopicTree
    offices: dict[int, str]


@dataclass(frozen=True, slots=True)
class SegmentPage:
    """`strategy` None: nothing is written yet. `house`: the rules of the house target that may apply to a case of these
    customers, in the order in which they are tried.
    """

    asked: SegmentAsked
    strategy: Strategy | None
    house: tuple[Rule, ...]
    texts: RuleTexts
    measures: tuple[MeasureRow, ...]
    now: Figures
    before: Figures
    surveys: tuple[SurveyLine, ...]

    @property
    def first(self) -> SurveyLine | None:
        """The figure with the most answers: the one that the chart shows."""
        told = [line for line in self.surveys if line.now.n]
        return max(told, key=lambda line: line.now.n or 0, default=None)


def load_segment_facts(reading: Reading) -> SegmentFacts:
    require(reading.actor, Right.SEE_SURVEYS)
    query = select(Staff.id, Staff.name).where(Staff.centre_id == reading.actor.centre_id, Staff.is_active.is_(True))
    staff = tuple(reading.db.execute(query.order_by(Staff.name, Staff.id)).tuples().all())
    due = {one.segment: one.due_on for one in list_reviews_due(reading)}
    return SegmentFacts(month_of(reading.at, ZoneInfo(reading.centre.zone)), staff, due)


def list_reviews_due(reading: Reading) -> tuple[ReviewDue, ...]:
    """Pages whose day of review has come, that one first which waits longest."""
    query = (
        select(SegmentStrategy.segment, SegmentStrategy.next_review_on, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == SegmentStrategy.responsible_id)
        .where(SegmentStrategy.centre_id == reading.actor.centre_id)
        .where(SegmentStrategy.next_review_on <= local_day(reading))
        .order_by(SegmentStrategy.next_review_on, SegmentStrategy.id)
    )
    found = reading.db.execute(query).tuples()
    return tuple(ReviewDue(segment, day, name) for segment, day, name in found if day is not None)


def load_segment(reading: Reading, *, asked: SegmentAsked) -> SegmentPage:
    require(reading.actor, Right.SEE_SURVEYS)
    days, before = asked.days(local_day(reading))
    cut = Cut(segments=(asked.segment,))
    tree, offices = load_topic_tree(reading), office_names(reading)
    shown = MeasureFilter(stage=None, segment=asked.segment)
    return SegmentPage(
        asked=asked,
        strategy=load_strategy(reading, asked.segment),
        house=tuple(house_rules(list_rules(reading), asked.segment, tree, offices)),
        texts=RuleTexts(tree, offices),
        measures=tuple(list_measures(reading, shown=shown, limit=MEASURES_MOST).rows),
        now=load_figures(reading, days, cut),
        before=load_figures(reading, before, cut),
        surveys=survey_lines(reading, asked),
    )


def load_strategy(reading: Reading, segment: Segment) -> Strategy | None:
    query = (
        select(SegmentStrategy, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == SegmentStrategy.responsible_id)
        .where(SegmentStrategy.centre_id == reading.actor.centre_id, SegmentStrategy.segment == segment)
    )
    found = reading.db.execute(query).one_or_none()
    if found is None:
        return None
    row, name = found
    written = NewStrategy(
        segment,
        row.aim,
        frozenset(map(Channel, row.channels)),
        row.main_channel,
        row.promises,
        row.responsible_id,
        row.reviewed_on,
        row.next_review_on,
    )
    return Strategy(written, name, row.version)


def house_rules(
    rules: tuple[Rule, ...], segment: Segment, tree: TopicTree, office_ids: dict[int, str]
) -> Iterator[Rule]:
    """Those that may apply to a case of this segment: neither for others, nor after one that takes all its cases."""
    theirs = [
        replace(rule, conditions=replace(rule.conditions, segments=frozenset({segment})))
        for rule in rules
        if rule.clock is Clock.HOUSE and (not rule.conditions.segments or segment in rule.conditions.segments)
    ]
    never = unreached(theirs, tree, office_ids)
    # told without the segment, which stands over the page
    return (
        replace(rule, conditions=replace(rule.conditions, segments=frozenset()))
        for rule in sorted(theirs, key=lambda one: (one.position, one.id))
        if rule.id not in never
    )


def measures_for_all(reading: Reading) -> tuple[MeasureRow, ...]:
    """Measures that could be set beside a segment: not ended, and not for another segment already."""
    require(reading.actor, Right.LEAD_MEASURES)
    query = select(CorrectiveAction.id).where(CorrectiveAction.segment.is_not(None), visible_measures(reading.actor))
    taken = set(reading.db.execute(query).scalars())
    found = [row for one in GOING_ON for row in list_measures(reading, shown=MeasureFilter(stage=one)).rows]
    return tuple(row for row in found if row.id not in taken)
