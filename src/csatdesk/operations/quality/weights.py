"""The weights of a standard beside what matters to customers, for review (M25). No weight is changed here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, func, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.forms import Item, ScaleKind
from csatdesk.domain.identity import new_identity
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.standards import VersionState
from csatdesk.domain.statistics import Interval
from csatdesk.domain.survey_views import SurveyView, month_before
from csatdesk.domain.weight_reviews import NOTE_MOST, Matter, OnlyValidReviewed
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.surveys.findings.words import item_name, question_words
from csatdesk.operations.surveys.queries import questionnaire_of
from csatdesk.operations.surveys.results.drivers import IMPORTANCE, aspects_of, importance, load_aspects
from csatdesk.operations.surveys.results.figures import headline_keys
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion, WeightReview
from csatdesk.store.entities.surveys import Response, Survey
from csatdesk.system.clock import now
from csatdesk.wording.standards import told

YEAR = 12  # months up to the newest answer
SAID = "said"  # instead of the key of a question: by what customers say themselves


@dataclass(frozen=True, slots=True)
class SectionWeight:
    """`share`: of all sections, in per cent."""

    key: str
    title: str
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class Way:
    """How it is told what matters: what goes with the answers to a question, or what customers say (`SAID`).

    `questions`: key and name of those that sections can be matched with; `areas`: that of each section, as matched
    the last time.
    """

    key: str
    name: str
    questions: tuple[tuple[str, str], ...]
    areas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WeightSurvey:
    """A survey that asks about aspects of the service, and the months of which answers count."""

    id: int
    name: str
    first: int
    last: int
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    who: str
    at: datetime
    survey: str
    answers: int
    note: str


@dataclass(frozen=True, slots=True)
class WeightFacts:
    """`reviews`: of this version, the newest first."""

    version_id: int
    title: str
    sections: tuple[SectionWeight, ...]
    surveys: tuple[WeightSurvey, ...]
    reviews: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class Matters:
    """How much each question matters; `n` answers to all of them. `left_out`: those that cannot be told apart."""

    by_key: Mapping[str, Matter]
    n: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewReview:
    """What was looked at. `answers` 0: they were too few to say anything, and the matches alone are kept."""

    version_id: int
    survey_id: int
    way: str
    areas: Mapping[str, str]
    first: int
    last: int
    answers: int
    note: str = ""


def load_weights(reading: Reading, *, version_id: int) -> WeightFacts:
    _require(reading.actor)
    template = template_of(reading, version_id)
    whole = sum(float(one.weight) for one in template.form.sections) or 1.0
    sections = tuple(
        SectionWeight(one.key, told(one.title), float(one.weight), 100 * float(one.weight) / whole)
        for one in template.form.sections
    )
    return WeightFacts(
        version_id,
        told(template.form.title),
        sections,
        tuple(_surveys(reading, version_id)),
        _reviews(reading, version_id),
    )


def _require(actor: Actor) -> None:
    require(actor, Right.CHANGE_STANDARDS)
    require(actor, Right.SEE_SURVEYS)


def _surveys(reading: Reading, version_id: int) -> Iterator[WeightSurvey]:
    """The one answered last first; of those alone that ask about two aspects or more."""
    newest = select(func.max(Response.month)).where(Response.survey_id == Survey.id).scalar_subquery()
    query = (
        select(Survey.id, Survey.name, Survey.questionnaire_version_id, Standard.key, newest)
        .join(StandardVersion, StandardVersion.id == Survey.questionnaire_version_id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(Survey.centre_id == reading.actor.centre_id)
    )
    answered = [row for row in reading.db.execute(query).tuples() if row[-1] is not None]
    for survey_id, name, asked_id, key, last in sorted(answered, key=lambda row: (row[-1], row[0]), reverse=True):
        items = tuple(questionnaire_of(reading, asked_id).form.items())
        ways = _ways(items, partial(_areas, reading, version_id, key))
        if ways:
            yield WeightSurvey(survey_id, name, _year_to(last), last, ways)


def _year_to(last: int) -> int:
    for _month in range(YEAR - 1):
        last = month_before(last)
    return last


def _ways(items: tuple[Item, ...], areas: Callable[[ColumnElement[bool]], Mapping[str, str]]) -> tuple[Way, ...]:
    aspects, stated = aspects_of(items), tuple(one for one in items if one.metric == IMPORTANCE)
    by_key = {one.key: one for one in items}
    outcomes = [by_key[key] for key in headline_keys(items) if by_key[key].scale.kind is ScaleKind.POINTS]
    outcome = next((one for one in outcomes if one not in aspects), None)
    found = []
    if len(aspects) > 1 and outcome is not None:
        found.append(Way(outcome.key, question_words(outcome), _named(aspects), areas(WeightReview.way != SAID)))
    if len(stated) > 1:
        found.append(Way(SAID, "", _named(stated), areas(WeightReview.way == SAID)))
    return tuple(found)


def _named(items: tuple[Item, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one.key, item_name(one)) for one in items)


def _areas(reading: Reading, version_id: int, questionnaire_key: str, of_way: ColumnElement[bool]) -> Mapping[str, str]:
    """Matched once for a standard and a questionnaire, in whatever version of both."""
    standard = select(StandardVersion.standard_id).where(StandardVersion.id == version_id).scalar_subquery()
    query = (
        select(WeightReview.areas)
        .join(StandardVersion, StandardVersion.id == WeightReview.version_id)
        .where(StandardVersion.standard_id == standard, WeightReview.questionnaire_key == questionnaire_key, of_way)
        .order_by(WeightReview.id.desc())
        .limit(1)
    )
    found: Mapping[str, str] = reading.db.execute(query).scalar() or {}
    return found


def _reviews(reading: Reading, version_id: int) -> tuple[ReviewRow, ...]:
    query = (
        select(Staff.name, WeightReview.reviewed_at, WeightReview.survey_name, WeightReview.answers, WeightReview.note)
        .join(Staff, Staff.id == WeightReview.reviewed_by_id)
        .where(WeightReview.version_id == version_id)
        .order_by(WeightReview.id.desc())
    )
    return tuple(ReviewRow(*row) for row in reading.db.execute(query).tuples())


def load_matters(
    store: Store, actor: Actor, progress: Callable[[int, int], None], *, survey: WeightSurvey, way: Way
) -> Matters:
    """A job of seconds. Refused where the answers are too few to say what matters."""
    _require(actor)
    view = SurveyView(survey.id, survey.first, survey.last)
    if way.key == SAID:
        with store.read(actor, now()) as reading:
            return _stated(reading, view)
    found = load_aspects(store, actor, progress, view=view, outcome_key=way.key)
    known = {one.item.key: Matter(one.share, Interval(one.low, one.high)) for one in found.rows}
    return Matters(known, found.n, tuple(item_name(one.item) for one in found.left_out))


def _stated(reading: Reading, view: SurveyView) -> Matters:
    scores = {one.item.key: one.whole.graded.score for one in importance(reading, view) if one.whole.graded is not None}
    known = {
        key: Matter(one.value, one.likely)
        for key, one in scores.items()
        if one.value is not None and one.likely is not None
    }
    return Matters(known, min((scores[key].n for key in known), default=0))


def keep_review(work: Work, *, new: NewReview) -> Undoable[int]:
    """Who looked at the weights, when, and what was matched with what. The weights stay as they are."""
    _require(work.actor)
    version = work.db.get_one(StandardVersion, new.version_id)
    if version.centre_id != work.actor.centre_id or version.state is not VersionState.PUBLISHED:
        raise OnlyValidReviewed()
    survey = work.db.execute(
        select(Survey).where(Survey.id == new.survey_id, Survey.centre_id == work.actor.centre_id)
    ).scalar_one()
    key = select(Standard.key).join(StandardVersion, StandardVersion.standard_id == Standard.id)
    sections = {one.key for one in template_of(work, new.version_id).form.sections}
    review = WeightReview(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        version_id=version.id,
        questionnaire_key=work.db.execute(
            key.where(StandardVersion.id == survey.questionnaire_version_id)
        ).scalar_one(),
        way=new.way,
        areas={section: area for section, area in new.areas.items() if section in sections and area},
        survey_name=survey.name,
        first_month=new.first,
        last_month=new.last,
        answers=new.answers,
        note=fitting(new.note, field="note", most=NOTE_MOST),
        reviewed_at=work.at,
        reviewed_by_id=work.actor.id,
    )
    work.db.add(review)
    work.db.flush()
    work.changed.add(Kind.STANDARD)
    return Undoable(review.id, partial(_take_back, review_id=review.id), N_("Review of the weights kept."))


def _take_back(work: Work, *, review_id: int) -> None:
    work.db.delete(work.db.get_one(WeightReview, review_id))
    work.changed.add(Kind.STANDARD)
