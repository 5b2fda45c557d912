"""What the page of results chooses from: questions that come to a figure, months, and what narrows them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.forms import Form, Item, ScaleKind
from csatdesk.domain.staff import Right, require
from csatdesk.domain.suppression import FEW
from csatdesk.domain.survey_views import Grade, SurveyView, grade_of, month_before
from csatdesk.domain.surveys import MONTHS, Competence, SurveyRow
from csatdesk.operations.surveys.benchmarks.queries import list_benchmarks
from csatdesk.operations.surveys.findings.words import month_words, question_words, span_words
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.surveys.results.drivers import ASPECT, IMPORTANCE
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.units import Unit, units_of
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.surveys import Response
from csatdesk.wording.surveys import words
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import channel_word, segment_word

MONTHS_MOST, YEAR, QUARTER = 24, 12, 3
ORDER = (Grade.NPS, Grade.INDEX, Grade.MEAN, Grade.TOP_TWO, Grade.YES)  # CSAT is of one contact, not of a company
NO_OFFICE = frozenset({0})
Span = tuple[int, int]  # first and last month


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """`metrics`: questions that come to a figure, the headline first. `periods`: spans of months, the newest first;
    empty when nobody answered. `begins_with`: the newest month with answers enough to say something. `narrowing`: what
    there is to choose, by the name of what it narrows. `own_office`: of the person. `floor`: groups of fewer
    answers are hidden. `benchmarks`: other companies to be set beside.
    """

    survey: SurveyRow
    form: Form
    metrics: tuple[tuple[str, str], ...]
    periods: tuple[tuple[Span, str], ...]
    begins_with: Span | None
    narrowing: Mapping[str, tuple[tuple[object, str], ...]]
    offices: tuple[Unit, ...]
    channels: tuple[Channel, ...]
    own_office: int
    floor: int
    benchmarks: tuple[tuple[int, str], ...] = ()

    def item(self, key: object) -> Item | None:
        return self.form.item(key) if isinstance(key, str) else None

    def outcome(self, item_key: str) -> str:
        """What aspects are set against: the figure in front, else the first one that is in points and no aspect."""
        fitting = [key for key, _name in self.metrics if self._may_be_outcome(key)]
        return item_key if item_key in fitting or not fitting else fitting[0]

    def _may_be_outcome(self, key: str) -> bool:
        item = self.form.item(key)
        return item is not None and item.scale.kind is ScaleKind.POINTS and item.metric not in {ASPECT, IMPORTANCE}

    def view(self, span: Span, chosen: Mapping[str, Any]) -> SurveyView:
        """`chosen`: value by the name of what it narrows; None narrows nothing."""
        channel, segment, topic = (chosen.get(key) for key in ("channel", "segment", "topic_id"))
        return SurveyView(
            self.survey.id,
            *span,
            office_ids=self._office_ids(chosen),
            channels=frozenset() if channel is None else frozenset({channel}),
            segments=frozenset() if segment is None else frozenset({segment}),
            topic_ids=frozenset() if topic is None else frozenset({topic}),
        )

    def _office_ids(self, chosen: Mapping[str, Any]) -> frozenset[int]:
        wanted = {"id": chosen.get("office_id")}
        wanted |= {key: chosen.get(key) for key in ("competence", "country", "region")}
        set_ones = {key: value for key, value in wanted.items() if value is not None}
        if not set_ones:
            return frozenset()
        found = {one.id for one in self.offices if all(getattr(one, key) == value for key, value in set_ones.items())}
        return frozenset(found) or NO_OFFICE


def load_result_facts(reading: Reading, *, survey_id: int) -> ResultFacts:
    require(reading.actor, Right.SEE_SURVEYS)
    survey = load_survey(reading, survey_id=survey_id)
    form = questionnaire_of(reading, survey.version_id).form
    offices = tuple(one for one in units_of(reading) if survey.office_id in {None, one.id})
    channels = channels_asked(reading, survey_id)
    return ResultFacts(
        survey=survey,
        form=form,
        metrics=_metrics(form),
        periods=tuple(_periods(reading, survey_id)),
        begins_with=_newest_told(reading, survey_id),
        narrowing=_narrowing(reading, survey_id, offices, channels),
        offices=offices,
        channels=channels,
        own_office=reading.actor.office_id,
        floor=floor_of(reading),
        benchmarks=tuple(_benchmarks(reading)),
    )


def _benchmarks(reading: Reading) -> Iterator[tuple[int, str]]:
    """With the period where there are several of one company."""
    rows = list_benchmarks(reading, active_only=True)
    names = Counter(one.new.name for one in rows)
    for one in rows:
        yield one.id, f"{one.new.name}, {one.new.period}" if names[one.new.name] > 1 else one.new.name


def _metrics(form: Form) -> tuple[tuple[str, str], ...]:
    items = [item for item in form.items() if grade_of(item) in ORDER and item.metric != "screening"]
    items.sort(key=lambda item: ORDER.index(grade_of(item)))
    return tuple((item.key, question_words(item)) for item in items)


def _periods(reading: Reading, survey_id: int) -> Iterator[tuple[Span, str]]:
    query = select(func.min(Response.month), func.max(Response.month)).where(Response.survey_id == survey_id)
    first, last = reading.db.execute(query).one()
    if first is None:
        return
    month = last
    for _place in range(MONTHS_MOST):
        yield (month, month), month_words(month)
        if month <= first:
            break
        month = month_before(month)
    if first != last:
        for count, said in ((QUARTER, _("last 3 months")), (YEAR, _("last 12 months"))):
            yield (_back(last, count - 1), last), said
        for year in range(last // MONTHS, first // MONTHS - 1, -1):
            yield (year * MONTHS + 1, year * MONTHS + YEAR), span_words(year * MONTHS + 1, year * MONTHS + YEAR)
        yield (first, last), _("all of it")


def _newest_told(reading: Reading, survey_id: int) -> Span | None:
    """A month that has just begun holds nothing to look at yet; where none has enough, the newest."""
    query = select(Response.month, func.count()).where(Response.survey_id == survey_id).group_by(Response.month)
    counted = dict(reading.db.execute(query).tuples().all())
    month = max([month for month, count in counted.items() if count >= FEW] or counted, default=None)
    return None if month is None else (month, month)


def _back(month: int, count: int) -> int:
    for _place in range(count):
        month = month_before(month)
    return month


def channels_asked(reading: Reading, survey_id: int) -> tuple[Channel, ...]:
    """About contacts by which somebody answered."""
    query = select(Response.channel).where(Response.survey_id == survey_id).distinct()
    found = set(reading.db.execute(query).scalars())
    return tuple(one for one in Channel if one in found)


def _narrowing(
    reading: Reading, survey_id: int, offices: tuple[Unit, ...], channels: tuple[Channel, ...]
) -> Mapping[str, tuple[tuple[object, str], ...]]:
    topics = select(Response.topic_id).where(Response.survey_id == survey_id, Response.topic_id.is_not(None)).distinct()
    tree = load_topic_tree(reading)
    found = [one for one in reading.db.execute(topics).scalars() if one in tree.topics]
    named = sorted((" › ".join(tree.path(one, language())), one) for one in found if one is not None)
    levels = [one for one in Competence if any(office.competence is one for office in offices)]
    return {
        "office_id": tuple((one.id, one.name) for one in offices),
        "segment": tuple((one, segment_word(one)) for one in Segment),
        "channel": tuple((one, channel_word(one)) for one in channels),
        "topic_id": tuple((one, name) for name, one in named),
        "competence": tuple((one, words(one)) for one in levels),
        "country": tuple((one, one) for one in sorted({office.country for office in offices})),
        "region": tuple((one, one) for one in sorted({office.region for office in offices} - {""})),
    }
