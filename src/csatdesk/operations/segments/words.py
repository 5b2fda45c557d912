"""The page of a segment in words, the same in the window and on paper."""

from collections.abc import Iterator, Sequence
from datetime import date

from csatdesk.domain.cases import CaseFilter, CaseKind
from csatdesk.domain.charts import RangeRow, RangeRows
from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import MeasureRow, Stage
from csatdesk.domain.forms import Item
from csatdesk.domain.month_figures import Figures, Share
from csatdesk.domain.segments import SINGLE_MONTHS, YEAR, Span, Strategy, spans_until
from csatdesk.domain.survey_views import grade_of
from csatdesk.operations.reports.figure_words import Figure, share_words
from csatdesk.operations.segments.queries import SegmentPage
from csatdesk.operations.segments.results import SurveyLine
from csatdesk.operations.surveys.findings.key_figures import too_few
from csatdesk.operations.surveys.findings.words import (
    RANGES,
    change_words,
    measure_of,
    question_words,
    span_words,
    value_of,
    way,
)
from csatdesk.operations.surveys.results.figures import Figure as Counted
from csatdesk.wording.charts.told import NOTHING, answers, ends, figure
from csatdesk.wording.corrective_actions import status_words
from csatdesk.wording.formats import day_in_year, number, short_date
from csatdesk.wording.rule_words import conditions_words, gives_words, rule_name
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import channel_word, segment_word

Line = tuple[str, str]  # what stands in front, and beneath or beside it in quiet words


def span_choices(month: int) -> tuple[tuple[Span, str], ...]:
    """What can be looked at, in words; `month`: the one that runs."""
    quarter, year, *single = spans_until(month)
    assert len(single) == SINGLE_MONTHS == YEAR
    long = ((quarter, _("last 3 months")), (year, _("last 12 months")))
    return (*long, *((one, span_words(*one)) for one in single))


def page_title(page: SegmentPage) -> str:
    return _("Segment: {name}").format(name=segment_word(page.asked.segment))


def finding(page: SegmentPage) -> str:
    """What these customers came with, and whether it was answered in time."""
    now = page.now
    told = ngettext(
        "{count} case came in, complaints among them: {complaints}.",
        "{count} cases came in, complaints among them: {complaints}.",
        now.received,
    ).format(count=number(now.received), complaints=number(complaints(now).count))
    if not now.house.of:
        return told
    kept = _("Answered within the house target: {count} of {of}.")
    return " ".join((told, kept.format(count=number(now.house.count), of=number(now.house.of))))


def complaints(figures: Figures) -> Share:
    count = sum(part.count for part in figures.kinds if part.key is CaseKind.COMPLAINT)
    return Share(count, figures.received)


def base_words(page: SegmentPage) -> str:
    """ "1 Sep to 22 Nov 2026; compared with 1 Jun to 22 Aug 2026" """
    now, before = page.now.days, page.before.days
    return _("{first} to {last}; compared with {before_first} to {before_last}").format(
        first=short_date(now.first),
        last=short_date(now.last),
        before_first=short_date(before.first),
        before_last=short_date(before.last),
    )


# what is written


def care_words(strategy: Strategy, today: date) -> str:
    """ "Who sees to it: Marta Wiśniewska; Reviewed: 3 Nov 2026; Next review: 3 Feb 2027" """
    written, parts = strategy.written, []
    if strategy.responsible:
        parts.append((_("Who sees to it"), strategy.responsible))
    if written.reviewed_on is not None:
        parts.append((_("Reviewed"), day_in_year(written.reviewed_on)))
    if written.next_review_on is not None and not strategy.is_review_due(today):
        parts.append((_("Next review"), day_in_year(written.next_review_on)))
    told = [f"{words}: {value}" for words, value in parts]
    if written.next_review_on is not None and strategy.is_review_due(today):
        told.append(due_words(written.next_review_on))
    return "; ".join(told)


def due_words(day: date) -> str:
    return _("The review is due since {day}").format(day=day_in_year(day))


def channel_lines(strategy: Strategy) -> Iterator[str]:
    """Those offered, the main one first and marked."""
    for one in strategy.written.ordered:
        name = channel_word(one)
        yield _("{channel} (main channel)").format(channel=name) if one is strategy.written.main else name


def house_lines(page: SegmentPage) -> tuple[Line, ...]:
    """What the rules give a case of these customers: name and term, and for which cases."""
    return tuple(
        (
            f"{rule_name(rule)}: {gives_words(rule)}",
            conditions_words(rule.conditions, page.texts.tree, page.texts.offices),
        )
        for rule in page.house
    )


def measure_lines(page: SegmentPage) -> tuple[Line, ...]:
    return tuple((row.title, measure_words(row)) for row in page.measures)


def measure_words(row: MeasureRow) -> str:
    """ "In work; Kaarel Tamm, until 3 Dec 2026" """
    day = row.ended_on if row.status.stage is Stage.ENDED else row.due_on
    told = day_in_year(day) if day is not None and row.status.stage is Stage.ENDED else _until(row.due_on)
    return f"{status_words(row)}; {row.owner_name}, {told}"


def _until(day: date) -> str:
    return _("until {day}").format(day=day_in_year(day))


# what came of it


def figures(page: SegmentPage) -> tuple[Figure, ...]:
    """Surveys first, then what was counted of cases."""
    return (*(_survey_figure(page, line) for line in page.surveys), *_case_figures(page))


def _survey_figure(page: SegmentPage, line: SurveyLine) -> Figure:
    own = page.asked.segment
    measure, score = measure_of(line.item, grade_of(line.item)), value_of(line.now, is_few=own in line.few)
    key, name = f"{line.survey_id}/{line.item.key}", question_words(line.item)
    value, then = _value(line.item, line.now), _value(line.item, line.before)
    if not score.is_drawn:
        return Figure(key, name, value, f"{score.words}; {line.survey}", was=(then, ""))
    told = [answers(score.n or 0)]
    if score.likely is not None:
        told.append(_("likely {range}").format(range=ends(score.likely, measure)))
    if score.words:
        told.append(score.words)
    compared = change_words(line.before, line.now, line.change, span_words(*page.asked.before), measure)
    second = f"{', '.join(told)}; {line.survey}"
    return Figure(key, name, value, second, (compared,) if compared else (), (then, ""))


def _value(item: Item, one: Counted) -> str:
    return NOTHING if one.value is None else figure(one.value, measure_of(item, grade_of(item)))


def _case_figures(page: SegmentPage) -> Iterator[Figure]:
    now, before = page.now, page.before
    came, went = now.balance.came_in, before.balance.came_in
    everything = _filter(page)
    yield _told("in", _("Came in"), (number(came), number(went)), _("by the day they were received"), everything)
    count, then = complaints(now), complaints(before)
    of = _("{count} of {of} that came in")
    grumbled = _filter(page, kinds=(CaseKind.COMPLAINT,))
    yield _told("complaints", _("Complaints"), (share_words(count), share_words(then)), _of(of, count), grumbled)
    due = _("{count} of {of} that were due")
    for key, name, one, was in (
        ("legal", _("On time, legal"), now.legal, before.legal),
        ("house", _("On time, house target"), now.house, before.house),
    ):
        yield _told(key, name, (share_words(one), share_words(was)), _of(due, one))
    again = _of(_("{count} of {of}; {avoidable} avoidable"), now.again, avoidable=number(now.avoidable.count))
    yield _told("again", _("Came again"), (share_words(now.again), share_words(before.again)), again)


def _told(key: str, name: str, values: tuple[str, str], second: str, shown: CaseFilter | None = None) -> Figure:
    value, then = values
    before = _("before: {value}").format(value=then)
    return Figure(key, name, value, second, (before,), (then, ""), shown=shown)


def _of(words: str, share: Share, **more: str) -> str:
    return words.format(count=number(share.count), of=number(share.of), **more)


def _filter(page: SegmentPage, kinds: tuple[CaseKind, ...] = ()) -> CaseFilter:
    days = page.now.days
    segments = (page.asked.segment,)
    return CaseFilter(received_from=days.first, received_to=days.last, segments=segments, kinds=kinds)


# beside the other segments


def chart(page: SegmentPage) -> RangeRows | None:
    """The figure with the most answers, of this segment beside the others; None: nobody of it answered."""
    line = page.first or next(iter(page.surveys), None)
    if line is None:
        return None
    grade = grade_of(line.item)
    measure, (least, most) = measure_of(line.item, grade), RANGES[grade] or (None, None)
    floor = line.now.floor
    rows = tuple(_row(page, line, one) for one in Segment)
    told = _("{name} by segment, with its likely range; {survey}")
    return RangeRows(
        title=_chart_title(page, line),
        subtitle=told.format(name=measure.name, survey=line.survey),
        method=_("Only answers with a name tell the segment; anonymous ones are not counted here."),
        row_head=_("Segment"),
        measure=measure,
        rows=rows,
        least=least,
        most=most,
        nothing="" if any(row.score.is_drawn for row in rows) else too_few(floor),
    )


def _row(page: SegmentPage, line: SurveyLine, one: Segment) -> RangeRow:
    score = value_of(line.beside.get(one, line.nothing), is_few=one in line.few)
    return RangeRow(segment_word(one), score, is_loud=one is page.asked.segment)


def _chart_title(page: SegmentPage, line: SurveyLine) -> str:
    """What is different more than by chance, and only that."""
    name = segment_word(page.asked.segment)
    sign = -1 if measure_of(line.item, grade_of(line.item)).is_low_good else 1
    match sign * way(line.apart):
        case 1:
            return _("{segment}: better than the other segments").format(segment=name)
        case -1:
            return _("{segment}: worse than the other segments").format(segment=name)
    return _("No clear difference to the other segments")


def method_lines(page: SegmentPage) -> Sequence[str]:
    """How the figures came about, for the foot."""
    told = _("Cases by the segment that the customer had when they came; answers as the survey took them down.")
    found = chart(page)
    return (told, found.method) if found is not None else (told,)
