"""What was checked beside what customers felt, by office and month (M24).

Both are counted by themselves, each by the tests of its own kind, and never put into one number. Answers pass the gate
of `surveys.results`; of evaluations under three nothing is told but how many they are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import func, select

from csatdesk.domain.charts import Measure
from csatdesk.domain.checked_felt import HEARD_ABOUT, FeltBy, FeltSurvey, Months, months_before, months_of
from csatdesk.domain.forms import Item
from csatdesk.domain.means import Sample
from csatdesk.domain.quality import numbers
from csatdesk.domain.quality_views import QualityAsked, Span
from csatdesk.domain.score_roll_ups import RANKED_FROM, OfficeScore, score_of
from csatdesk.domain.staff import Right, require
from csatdesk.domain.statistics import Interval
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_metrics import Score
from csatdesk.domain.survey_views import (
    By,
    Grade,
    Graded,
    SurveyView,
    grade_of,
    month_after,
    month_before,
    months,
    sample_of,
)
from csatdesk.domain.surveys import SurveyState
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cuts import office_names
from csatdesk.operations.quality.rows import filtered
from csatdesk.operations.surveys.findings.words import first_day, measure_of, question_words, way
from csatdesk.operations.surveys.queries import questionnaire_of
from csatdesk.operations.surveys.results.figures import (
    Change,
    Figure,
    Part,
    changed,
    clear_ones,
    figure,
    headline_keys,
    item_of,
    side_by_side,
    trend,
)
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import Tally, tally
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.surveys import Response, Survey
from csatdesk.wording.texts import _

COURSE = 12  # months
LATELY = 3  # months, by whose answers the first of the surveys is chosen
Totals = Mapping[str, int]  # total, and how often


@dataclass(frozen=True, slots=True)
class Checked:
    """Some evaluations. `score` None: there are none. `figure`: as it is tested against others; hidden under three."""

    score: OfficeScore | None
    figure: Figure

    @property
    def told(self) -> OfficeScore | None:
        """None under the minimum (rule 12): it would be about a person."""
        return self.score if self.score is not None and self.score.is_rankable else None


@dataclass(frozen=True, slots=True)
class BothRow:
    """An office; `office_id` None: all together. The changes are corrected over all offices (Holm). `is_few`: what was
    felt has itself fewer answers than the floor; else it is hidden, if at all, since others could be worked out.
    """

    office_id: int | None
    name: str
    checked: Checked
    checked_before: Checked
    checked_change: Change | None
    felt: Figure
    felt_before: Figure
    felt_change: Change | None
    is_few: bool = True


@dataclass(frozen=True, slots=True)
class Both:
    """`months`, `before`: those of the answers; `before` None: nothing to compare with. `rows`: the offices."""

    asked: QualityAsked
    survey: str
    item: Item
    months: Months
    before: Months | None
    whole: BothRow
    rows: tuple[BothRow, ...]

    @property
    def measure(self) -> Measure:
        return measure_of(self.item, grade_of(self.item))

    def ways(self, row: BothRow) -> tuple[int | None, int | None]:
        """Of both: 1 better than before and not by chance, -1 worse, 0 nobody can say; None: nothing to compare."""
        sign = -1 if self.measure.is_low_good else 1
        checked, felt = row.checked_change, row.felt_change
        return (None if checked is None else way(checked), None if felt is None else sign * way(felt))


@dataclass(frozen=True, slots=True)
class Courses:
    """Both, month by month."""

    checked: tuple[Part, ...]
    felt: tuple[Part, ...]
    item: Item


UNCHECKED = Checked(None, Figure(Shown.EMPTY, RANKED_FROM))

# what there is to choose


def felt_surveys(reading: Reading) -> tuple[FeltSurvey, ...]:
    """Those that run first, of them the one with most answers of late; nothing without the right to see results."""
    if not reading.actor.may(Right.SEE_SURVEYS):
        return ()
    query = select(Survey.id, Survey.name, Survey.questionnaire_version_id, Survey.state).where(
        Survey.centre_id == reading.actor.centre_id,
        select(Response.id).where(Response.survey_id == Survey.id).exists(),
    )
    surveys = reading.db.execute(query.order_by(Survey.id.desc())).all()
    lately = _lately(reading, [one.id for one in surveys])
    surveys = sorted(surveys, key=lambda one: (one.state is not SurveyState.RUNNING, -lately.get(one.id, 0)))
    found = (FeltSurvey(one.id, one.name, _questions(reading, one.questionnaire_version_id)) for one in surveys)
    return tuple(one for one in found if one.questions)


def _lately(reading: Reading, survey_ids: Sequence[int]) -> dict[int, int]:
    since = months_of(Days(reading.at.date() - timedelta(days=31 * LATELY), reading.at.date()))[0]
    query = select(Response.survey_id, func.count()).where(Response.survey_id.in_(survey_ids), Response.month >= since)
    return dict(reading.db.execute(query.group_by(Response.survey_id)).tuples().all())


def _questions(reading: Reading, version_id: int) -> tuple[tuple[str, str], ...]:
    items = tuple(questionnaire_of(reading, version_id).form.items())
    names = {item.key: question_words(item) for item in items}
    return tuple((key, names[key]) for key in headline_keys(items))


# both, office by office


def load_both(reading: Reading, *, asked: QualityAsked, by: FeltBy) -> Both:
    require(reading.actor, Right.SEE_QUALITY)
    item = item_of(reading, by.survey_id, by.item_key)
    now, before = months_of(asked.now.days), months_before(asked.now, asked.before)
    checked, earlier = totals_by_office(reading, asked, asked.now), totals_by_office(reading, asked, asked.before)
    counted, counted_before = (_felt_by_office(reading, asked, by, span) for span in (now, before))
    floor = floor_of(reading)
    felt, felt_earlier = side_by_side(item, counted, floor), side_by_side(item, counted_before, floor)
    none = Figure(Shown.HIDDEN, floor)
    names = office_names(reading)
    rows = [
        _row(
            office_id,
            name,
            (checked_of(checked.get(office_id, {})), checked_of(earlier.get(office_id, {}))),
            (felt.get(office_id, none), felt_earlier.get(office_id, none)),
            is_few=sum(counted.get(office_id, {}).values()) < floor,
        )
        for office_id, name in names.items()
        if office_id in checked or office_id in felt
    ]
    whole = _row(
        None,
        _("All together"),
        (checked_of(sum_of(checked)), checked_of(sum_of(earlier))),
        (_felt(reading, asked, by, now, item), _felt(reading, asked, by, before, item)),
    )
    name = reading.db.execute(select(Survey.name).where(Survey.id == by.survey_id)).scalar_one()
    return Both(asked, name, item, now, before, whole, _corrected(rows))


def _row(
    office_id: int | None,
    name: str,
    checked: tuple[Checked, Checked],
    felt: tuple[Figure, Figure],
    *,
    is_few: bool = True,
) -> BothRow:
    (checked_now, checked_before), (felt_now, felt_before) = checked, felt
    return BothRow(
        office_id,
        name,
        checked_now,
        checked_before,
        changed(checked_before.figure, checked_now.figure),
        felt_now,
        felt_before,
        changed(felt_before, felt_now),
        is_few,
    )


def _corrected(rows: Sequence[BothRow]) -> tuple[BothRow, ...]:
    checked = clear_ones({row.office_id: row.checked_change for row in rows})
    felt = clear_ones({row.office_id: row.felt_change for row in rows})
    return tuple(replace(row, checked_change=checked[row.office_id], felt_change=felt[row.office_id]) for row in rows)


def totals_by_office(reading: Reading, asked: QualityAsked, span: Span | None) -> dict[int, Totals]:
    """Counted by the store: as long as there are different totals, not as there are evaluations."""
    found: dict[int, dict[str, int]] = {}
    if span is not None:
        columns = (Evaluation.office_id, Evaluation.total)
        query = filtered(reading, asked, span, select(*columns, func.count())).group_by(*columns)
        for office_id, total, often in reading.db.execute(query).tuples():
            found.setdefault(office_id, {})[total] = often
    return dict(found)


def sum_of(by_office: Mapping[int, Totals]) -> Totals:
    whole: Counter[str] = Counter()
    for one in by_office.values():
        whole.update(one)
    return whole


def checked_of(totals: Totals) -> Checked:
    """Their mean and its interval (rule 12 of SC-1)."""
    if not totals:
        return UNCHECKED
    return scored(
        score_of(numbers(totals)), sample_of({float(Decimal(total)): often for total, often in totals.items()})
    )


def scored(score: OfficeScore, sample: Sample | None) -> Checked:
    """`sample`: the same totals, as they are tested against others."""
    if not score.is_rankable:
        return Checked(score, Figure(Shown.HIDDEN, RANKED_FROM))
    likely = None if score.low is None or score.high is None else Interval(float(score.low), float(score.high))
    told = Graded(Grade.MEAN, {}, Score(score.n, float(score.mean), likely), sample=sample)
    return Checked(score, Figure(Shown.FULL, RANKED_FROM, told))


def _felt(reading: Reading, asked: QualityAsked, by: FeltBy, span: Months | None, item: Item) -> Figure:
    """Where none may be counted nobody is told whether somebody answered."""
    nothing = Figure(Shown.HIDDEN, floor_of(reading))
    found = nothing if span is None else figure(reading, _view(reading, asked, by, span), item)
    return found if found.n else nothing


def _felt_by_office(reading: Reading, asked: QualityAsked, by: FeltBy, span: Months | None) -> Tally:
    return {} if span is None else tally(reading, _view(reading, asked, by, span), by.item_key, By.OFFICE)


def _view(reading: Reading, asked: QualityAsked, by: FeltBy, span: Months) -> SurveyView:
    """The answers to set beside these evaluations. A survey knows no unit and no line of business."""
    topics = () if asked.topic_id is None else load_topic_tree(reading).below(asked.topic_id)
    return SurveyView(
        by.survey_id,
        *span,
        office_ids=frozenset(asked.cut.office_ids),
        channels=HEARD_ABOUT.get(asked.channel, frozenset()),
        segments=frozenset(asked.cut.segments),
        topic_ids=frozenset(topics),
    )


# both, month by month


def load_courses(reading: Reading, *, asked: QualityAsked, by: FeltBy, office_id: int | None = None) -> Courses:
    """A year up to the last month asked for; of one office, or of all that are asked for."""
    require(reading.actor, Right.SEE_QUALITY)
    if office_id is not None:
        asked = replace(asked, cut=replace(asked.cut, office_ids=(office_id,)))
    item = item_of(reading, by.survey_id, by.item_key)
    first, last = _year_to(months_of(asked.now.days)[1])
    felt = trend(reading, _view(reading, asked, by, (first, last)), item, COURSE)
    checked = [
        Part(month, checked_in(reading, asked, Span(days_of(month, month))).figure) for month in months(first, last)
    ]
    return Courses(tuple(checked), felt, item)


def _year_to(last: int) -> Months:
    first = last
    for _month in range(COURSE - 1):
        first = month_before(first)
    return first, last


def checked_in(reading: Reading, asked: QualityAsked, span: Span) -> Checked:
    """All that is asked for, of this time."""
    return checked_of(sum_of(totals_by_office(reading, asked, span)))


def days_of(first: int, last: int) -> Days:
    """The days of these months."""
    return Days(first_day(first), first_day(month_after(last)) - timedelta(days=1))
